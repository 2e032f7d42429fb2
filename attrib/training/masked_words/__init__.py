"""Adapting an encoder to news by masked words."""
