"""Pictures of differences between groups, each with its table and its words."""
