"""The pretrained encoder and what goes into it: word pieces, surface features, windows, batches."""
