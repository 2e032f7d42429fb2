"""What every face calls: no printing, no command line."""
