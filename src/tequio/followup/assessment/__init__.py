"""What interventions, answers and verdicts add up to. Pure."""
