"""What ways of explaining find of causes that were planted, and of what is no cause."""
