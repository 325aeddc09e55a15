"""How honest the search is: false alarms where no group differs, and planted gaps found."""
