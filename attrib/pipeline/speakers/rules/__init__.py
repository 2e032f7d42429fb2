"""One rule a module: how a source without a name finds its speaker."""
