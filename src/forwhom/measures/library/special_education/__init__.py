"""Who is served for a disability, under which category, and where."""
