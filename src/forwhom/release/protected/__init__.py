"""How coarse each declared number must be, so that no small group is told too closely."""
