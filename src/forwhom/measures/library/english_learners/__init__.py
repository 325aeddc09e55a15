"""How children who are learning English come to be fluent, and how soon."""
