"""How large the differences between groups are, and how sure we are of them."""
