"""Django's own commands about people."""
