"""Threads that wait sleep, whichever face of attrib brings PyTorch in, unless the environment says otherwise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = "from attrib.cli.main import main; main()"
SERVICE = (
    "from attrib.services.models import open_encoder; from attrib.settings import ExtractSettings; "
    "open_encoder(ExtractSettings(device='nowhere'))"
)

MODULE = "import attrib.nn.encoder.device; raise SystemExit(1)"


def openmp_reads(code: str, folder: Path, **environment: str) -> str:
    """What OpenMP says of its settings when it is loaded by a process that then stops for a bad config or device."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OMP_", "GOMP_", "KMP_"))}
    call = [sys.executable, "-c", code, "train", "--config", "none.toml", "--corpora", "."]
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_DISPLAY_ENV": "TRUE"}
    found = subprocess.run(
        call, env=kept | paths | environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    return found.stderr


@pytest.mark.parametrize("code", [COMMAND, SERVICE, MODULE], ids=["command", "service", "module"])
def test_waiting_threads_sleep(code: str, tmp_path: Path) -> None:
    said = openmp_reads(code, tmp_path)
    if "OMP_WAIT_POLICY" not in said:
        pytest.skip("PyTorch is not built with an OpenMP that tells its settings")
    assert "OMP_WAIT_POLICY = 'PASSIVE'" in said


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    assert "OMP_WAIT_POLICY = 'PASSIVE'" not in openmp_reads(COMMAND, tmp_path, OMP_WAIT_POLICY="ACTIVE")
