"""Each command in its own file."""
