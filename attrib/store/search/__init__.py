"""Finding statements: filters, full text, targets and topics."""
