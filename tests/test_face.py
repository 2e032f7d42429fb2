"""The public face: what `import attrib` gives, how little it costs, and that types see it whole."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import attrib

SOURCE = Path(attrib.__file__)
HEAVY = ("torch", "transformers", "sqlalchemy", "alembic", "click", "rich", "numpy", "trafilatura", "networkx")


def loaded_by(code: str) -> list[str]:
    """Which of the heavy packages a program has imported at its end."""
    script = f"import sys\n{code}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found: list[str] = ast.literal_eval(done.stdout)
    return found


@pytest.mark.parametrize("name", attrib.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(attrib, name) is not None
    assert name in dir(attrib)


def test_names_are_imported_for_types_as_well() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    helpers = {"import_module", "keep_few_kernels", "let_threads_sleep", "TYPE_CHECKING"}
    named = {alias.asname or alias.name for node in froms for alias in node.names} - helpers
    assert named == set(attrib.__all__)
    assert len(named) == len(attrib.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'attrib' has no attribute 'quotes'"):
        attrib.__getattr__("quotes")


def test_importing_attrib_loads_nothing_heavy() -> None:
    assert loaded_by("import attrib; attrib.__version__; attrib.Document('A text.'); attrib.AttribError") == []


def test_importing_attrib_is_quick() -> None:
    script = "import time; start = time.process_time(); import attrib; print(time.process_time() - start)"
    times = [
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.2  # about 0.01 s; the bound is for a slow machine


def test_opening_a_database_needs_no_network(tmp_path: Path) -> None:
    loaded = loaded_by(f"import attrib; attrib.open({str(tmp_path / 'news.db')!r}).close()")
    assert not {"torch", "transformers", "click", "rich"} & set(loaded)


def test_help_loads_no_model_and_no_database() -> None:
    code = """
import contextlib, io
sys.argv = ["attrib", "--help"]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    import attrib.__main__
"""
    assert loaded_by(code) == ["click"]


def processor_seconds(*command: str) -> tuple[float, str]:
    """The time that processors spend on a program, however long it waits for one, and what it prints."""
    before = os.times()
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, done.stdout


def test_help_is_quick() -> None:
    bare, _ = processor_seconds("-c", "pass")
    taken = [processor_seconds("-m", "attrib", "--help") for _ in range(3)]
    assert all(said.startswith("Usage: attrib [OPTIONS] COMMAND") for _, said in taken)
    assert min(seconds for seconds, _ in taken) - bare < 1.0  # about 0.1 s; the bound is for a slow machine


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "attrib", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"attrib {attrib.__version__}\n"
