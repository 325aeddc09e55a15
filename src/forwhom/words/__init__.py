"""Plain words for numbers, lists and groups of children, in English and Spanish."""
