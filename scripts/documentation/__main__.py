"""Run as `python -m scripts.documentation`, or as scripts/docs."""

import sys

from scripts.documentation.pages import main

sys.exit(main(sys.argv[1:]))
