"""From a question to what was learned: a team, its stages, its aim and its meetings."""
