"""报告复核 for a team: reports come in, are re-performed in a confined process, and people decide about what does not hold."""
