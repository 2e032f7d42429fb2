"""The pretrained encoder and its inputs: word pieces, surface features, windows, batches."""
