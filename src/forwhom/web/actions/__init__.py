"""What adults will do, what they did, and where first."""
