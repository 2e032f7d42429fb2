"""Stands in for the process of a parser, and goes wrong in the way that its first argument names."""

import os
import signal
import sys
import time

from attrib.errors import ReadError
from attrib.readers.foreign.child import limit
from attrib.readers.foreign.parsed import Parsed

WAY, MEMORY, SECONDS, ANSWER = sys.argv[1:]
limit(int(MEMORY), int(SECONDS), int(ANSWER))
if WAY == "dies":
    os.kill(os.getpid(), signal.SIGSEGV)
elif WAY == "eats":
    sys.stdout.write(str(len(bytearray(1 << 30))))
elif WAY == "talks":
    os.write(1, b"x" * (2 << 20))
elif WAY == "fails":
    raise ValueError("not today")
elif WAY == "objects":
    raise ReadError("the page is torn")
elif WAY == "babbles":
    sys.stdout.write("text")
elif WAY == "lies":
    sys.stdout.write('{"text": 1, "title": null, "author": null, "notes": [], "lines": [], "told": {}}')
elif WAY == "hangs":
    time.sleep(60)
else:
    os.write(1, Parsed(" ".join(os.environ)).to_json())
