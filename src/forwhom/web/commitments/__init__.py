"""What somebody owes somebody by a day, and what became of it."""
