"""How fast the web application answers, with fifty people clicking."""
