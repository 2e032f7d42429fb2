"""The rules cost no network: importing all of them imports no torch."""

import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys
import attrib.pipeline.entities, attrib.pipeline.speakers
for package in (attrib.pipeline.entities, attrib.pipeline.speakers):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
assert "attrib.pipeline.speakers.rules.pronouns" in sys.modules
print(sorted({"torch", "transformers", "numpy"} & set(sys.modules)))
"""


def test_importing_the_rules_imports_no_torch() -> None:
    found = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
