"""Which groups differ, among all that could be asked about: a search without false alarms."""
