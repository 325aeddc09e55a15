"""What somebody learned, for themselves; and how safe a team feels."""
