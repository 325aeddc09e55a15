"""How well small groups are hidden: the attacks that a release must withstand."""
