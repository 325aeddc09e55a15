"""Records and audits: bring in, check, run, keep side by side."""
