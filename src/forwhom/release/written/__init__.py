"""What is written of a release: its files, its certificate, and what of it stays inside."""
