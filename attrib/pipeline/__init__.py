"""From a document to statements with speakers: detect, resolve, one step each; build puts them together."""
