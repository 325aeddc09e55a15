"""What deserves attention: disparities found, put in order and said in plain words."""
