"""The look that all pages share, and the words they say."""
