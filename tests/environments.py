"""Virtual environments made for a test, apart from the one the tests run in."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path


def run(command: list[str | Path], cwd: Path, **variables: str) -> str:
    """Standard output of a command that sees nothing of the checkout the tests run in."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "ATTRIB_DB"}}
    done = subprocess.run(
        command, cwd=cwd, env=environment | variables, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_environment(folder: Path) -> Path:
    """The interpreter of a new virtual environment that sees this one's packages, but not its attrib."""
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    own = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    # The path is added as a plain folder: editable installs in it, attrib's own among them, take no effect.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    run([sys.executable, "-m", "pip", "--python", python, "install", *options, *what], python.parent)
