"""Board packets: chosen findings on paper, for inside, for the committee or for everyone."""
