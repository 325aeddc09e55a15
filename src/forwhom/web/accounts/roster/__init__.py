"""The district's roster of staff: read, compared with who is here, and applied as a whole."""
