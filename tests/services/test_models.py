"""Opening the real models from settings, and what commands import before they need one."""

import subprocess
import sys

import pytest

from attrib.errors import ModelError
from attrib.services.models import open_pipeline
from attrib.settings import ExtractSettings


def test_unknown_model_names_those_there_are() -> None:
    with pytest.raises(ModelError, match=r"of kind 'attribution' \(accurate, attribution\)$"):
        open_pipeline(ExtractSettings(model="no-such-model"))


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("search", ("torch", "transformers", "trafilatura", "alembic")),
        ("show", ("torch", "transformers", "trafilatura", "alembic")),
        ("export", ("torch", "transformers", "trafilatura", "alembic", "rich")),
        ("extract", ("torch", "sqlalchemy", "alembic")),
        ("ingest", ("torch", "transformers")),
        ("train", ("torch", "transformers", "sqlalchemy")),
        ("evaluate", ("torch", "transformers", "sqlalchemy")),
    ],
)
def test_commands_load_no_more_than_they_need(name: str, absent: tuple[str, ...]) -> None:
    load = f"import sys; from attrib.cli.main import cli; cli.load({name!r})"
    script = f"{load}; print([name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
