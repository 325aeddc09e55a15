"""Words that people keep together: each earlier wording stays, and nobody's is lost."""
