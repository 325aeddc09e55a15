"""What the templates of records and audits may call."""
