"""Who takes part, and whom a support reaches."""
