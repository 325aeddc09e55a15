"""Who could sit in which courses: the seats of a year, and what a board asks of those who ask."""
