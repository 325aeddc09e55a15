"""What was decided, who was heard, what was expected, and what came."""
