"""The web application: for the people who will never open a terminal."""
