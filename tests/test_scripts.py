"""The scripts a newcomer runs first, in a copy of the checkout with an environment of its own."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.environments import install, make_environment, run

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (
    "attrib",
    "migrations",
    "scripts",
    "setup.cfg",
    "pyproject.toml",
    "constraints.txt",
    "README.md",
    "LICENSE",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which attrib is installed already, so that nothing is fetched."""
    copy = tmp_path_factory.mktemp("clone")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / "models").symlink_to(ROOT / "models")
    install(make_environment(copy / ".venv"), "--editable", copy)
    (copy / ".venv" / ".attrib-plain").touch()
    return copy


@pytest.fixture(scope="module")
def shown(checkout: Path) -> str:
    """What scripts/quickstart prints."""
    return run(["scripts/quickstart"], checkout)


def test_quickstart_shows_who_said_what(checkout: Path, shown: str) -> None:
    for command in (
        "ingest scripts/sample",
        "search --actor Mujahid",
        "search --type direct",
        "export --output",
        "report --actor Mujahid",
    ):
        assert f"$ attrib {command}" in shown
    assert "Zabihullah" in shown
    assert (checkout / "quickstart.csv").read_text(encoding="utf-8").startswith('"statement_id",')
    assert "Zabihullah" in (checkout / "quickstart.html").read_text(encoding="utf-8")
    assert "open quickstart.html" in shown
    assert "attrib web --db quickstart.db" in shown


def test_quickstart_can_be_run_again(checkout: Path, shown: str) -> None:
    exported = (checkout / "quickstart.csv").read_bytes()
    assert run(["scripts/quickstart"], checkout) == shown
    assert (checkout / "quickstart.csv").read_bytes() == exported


def test_environment_is_made_where_there_is_none(checkout: Path, tmp_path: Path) -> None:
    """With a stand-in for pip: what is fetched is not this test's business, what is asked for is."""
    for name in ("scripts", "setup.cfg", "constraints.txt"):
        source = checkout / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    python = tmp_path / "python"
    python.write_text(
        "#!/usr/bin/env bash\n"
        'if [[ "$1" == -m && "$2" == venv ]]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi\n'
        'if [[ "$1" == -m && "$2" == pip ]]; then echo "$PIP_CONSTRAINT $*" >> pip.log; fi\n'
    )
    python.chmod(0o755)
    run(["bash", "-euc", "source scripts/environment; prepare dev"], tmp_path, PYTHON=str(python))
    (asked,) = (tmp_path / "pip.log").read_text().splitlines()
    assert asked.startswith("constraints.txt -m pip install")
    assert asked.endswith("--editable .[dev]")


def test_old_python_is_refused(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "scripts", tmp_path / "scripts")
    old = tmp_path / "python3.8"
    old.write_text('#!/usr/bin/env bash\n[[ "$1" == --version ]] && echo "Python 3.8.1"; [[ "$1" != -c ]]\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["bash", "-euc", "source scripts/environment; prepare"],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "PYTHON": str(old)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Python 3.11 or later" in done.stderr
    assert "Python 3.8.1" in done.stderr
