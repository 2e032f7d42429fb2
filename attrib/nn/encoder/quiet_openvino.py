"""OpenVINO, which by itself tells its makers over the network that it was imported.

It does so through a package of its own, `openvino_telemetry`, and does without where that is not installed. It is
imported as if it were not: nothing is sent, and no identifier is left in the user's folder.
"""

import sys

_REPORTING = "openvino_telemetry"

_known = {_REPORTING: sys.modules[_REPORTING]} if _REPORTING in sys.modules else {}
sys.modules[_REPORTING] = None  # type: ignore[assignment] # an import of it raises ImportError
try:
    import openvino as ov
    from openvino import opset13 as op
finally:
    del sys.modules[_REPORTING]
    sys.modules.update(_known)

__all__ = ["op", "ov"]
