"""Whether it moves: charts over time, what helped, and what was learned."""
