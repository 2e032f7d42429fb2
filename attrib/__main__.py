"""`python -m attrib`: the command line."""

from attrib.cli.main import main

main()
