"""What an audit found: what, for whom, and why."""
