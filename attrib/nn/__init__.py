"""The network: configuration, encoding of text, encoder and heads, decoding, checkpoints."""
