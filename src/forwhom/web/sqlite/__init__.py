"""SQLite for Django, where whoever wants to write waits for a moment and not for ever longer."""
