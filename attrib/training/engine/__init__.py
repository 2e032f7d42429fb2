"""What every training shares: recipe, state, averages, rates, provenance."""
