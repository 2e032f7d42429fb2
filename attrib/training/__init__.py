"""Making models from labelled texts, and measuring them."""
