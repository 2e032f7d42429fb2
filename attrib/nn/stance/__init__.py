"""The stance network: support or opposition towards targets and topics."""
