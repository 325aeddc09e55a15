"""What may leave the district: numbers that no attack takes back to a small group of children."""
