"""A gap in parts that add up to it: over places, seats, circumstances and the year before."""
