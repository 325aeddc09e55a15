"""What a release tells of, declared before anyone looks at a number."""
