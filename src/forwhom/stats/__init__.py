"""How sure we can be about rates, means, differences and ratios: numbers in, numbers out."""
