"""What tests of several folders share, and what lets several processes of pytest-xdist run beside each other."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.store.backends import Templates

# Most users have PyTorch alone. Tests of the other engine ask for it.
os.environ["ATTRIB_ENGINE"] = "torch"

# Many more examples than the hundred that are drawn otherwise, for `pytest --hypothesis-profile thorough`.
settings.register_profile("thorough", max_examples=1000, deadline=None)

if "PYTEST_XDIST_WORKER" in os.environ:
    # PyTorch, imported later, reads it: the threads of two workers would wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # A worker may have to wait for a processor, so no example of a Hypothesis test has a limit by the clock.
    settings.register_profile("worker", deadline=None)
    settings.load_profile("worker")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Templates"]:
    """Migrated databases to copy."""
    from tests.store.backends import Templates

    made = Templates(tmp_path_factory.mktemp("templates"))
    yield made
    made.close()
