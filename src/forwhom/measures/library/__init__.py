"""All measures, one file each, by what they ask about."""
