"""Extraction shared out to a cluster of machines: bundles of files are read, chunks of documents extracted."""
