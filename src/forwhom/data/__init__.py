"""The agreed tables, how records are brought into them, and where they are kept."""
