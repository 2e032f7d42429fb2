"""Whether a statement's words were asserted, denied, not said, supposed or asked."""
