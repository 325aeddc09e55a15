"""The download files of the California School Dashboard."""
