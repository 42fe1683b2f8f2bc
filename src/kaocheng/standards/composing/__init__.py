"""Clauses → rule: what belongs together, which kind it is, whether it holds together."""
