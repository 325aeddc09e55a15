"""Sources of records: one file each, all giving the agreed tables."""
