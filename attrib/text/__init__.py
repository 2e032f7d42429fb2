"""What holds of text in any language: tokens, sentences, quotation marks, folding, lines."""
