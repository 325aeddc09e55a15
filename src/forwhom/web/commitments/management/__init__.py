"""Django's own commands about promises."""
