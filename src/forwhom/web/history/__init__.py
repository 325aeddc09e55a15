"""Who read, changed, exported or released what, and when: only ever added to."""
