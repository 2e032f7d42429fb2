"""The attribution network: role tags, entity tags and links, decoded to statements."""
