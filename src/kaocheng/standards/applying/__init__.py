"""Rule × data → score."""
