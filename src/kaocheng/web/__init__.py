"""The team's application: evaluations in a database, edited in the browser. It computes nothing itself; the core does."""
