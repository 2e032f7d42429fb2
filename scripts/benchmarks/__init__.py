"""What `scripts/benchmark` measures, one subject a module, all on one machine in one run."""
