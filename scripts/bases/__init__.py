"""Pretrained encoders to train from, fetched as packages and checked."""
