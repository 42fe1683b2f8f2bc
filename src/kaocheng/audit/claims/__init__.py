"""What a document claims: numbers with their intervals, grids, scoring tables, working papers, relations between figures."""
