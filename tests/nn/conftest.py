"""A tiny base and a tiny saved model, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny import on_one_thread, save_base, save_tiny_model


@pytest.fixture(scope="package", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("tiny") / "base")


@pytest.fixture(scope="session")
def model_folder(base: Path) -> Path:
    return save_tiny_model(base.parent / "model", base)
