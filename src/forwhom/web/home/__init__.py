"""The first page, for each role its own."""
