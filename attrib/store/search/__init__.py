"""Finding statements: filters, full text, targets, topics."""
