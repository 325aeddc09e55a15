"""A finished inquiry of the made-up district, told so that a newcomer learns the way from it."""
