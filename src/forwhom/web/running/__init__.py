"""Keeping the web running: serving it, looking it over, saving it and bringing it back."""
