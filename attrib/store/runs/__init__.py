"""Runs: their list, the run that search shows of each document, and the differences between two runs."""
