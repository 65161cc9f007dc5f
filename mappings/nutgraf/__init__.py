"""nutgraf turns news articles into a knowledge graph that can be published as it stands."""
