"""Corpora, the training loop and the model card."""
