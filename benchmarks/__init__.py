"""What we time, as ratios within one run: against the machine, a bare copy and other programs."""
