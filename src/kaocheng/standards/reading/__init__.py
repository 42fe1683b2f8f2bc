"""Sentence → clauses."""
