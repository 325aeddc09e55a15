"""Where a gap lies: schools, grades and kinds of events, asked as one family."""
