"""The privacy officer's room: who saw which numbers."""
