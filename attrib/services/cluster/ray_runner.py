"""Ray: readers as tasks, extractors as actors with models of their own, receipts as they come."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from attrib.errors import AttribError, SettingsError, WorkerError
from attrib.readers.libraries import require_ray
from attrib.services.cluster.bundles import Bundle
from attrib.services.cluster.chunks import Chunk, Receipt
from attrib.services.cluster.extracting import Extracting
from attrib.services.cluster.reading import Reading
from attrib.services.jobs import processors

if TYPE_CHECKING:
    from ray.data import Dataset

_READS_FOR = 16  # extractors that one reader keeps busy: a page is read in a fiftieth of the time of extracting it
_NO_REPORTS = ("RAY_USAGE_STATS_ENABLED", "0")  # Ray tells nobody what it is used for
_MODELS = "ATTRIB_MODELS"


@dataclass(frozen=True, slots=True)
class RayRunner:
    """Runs a reading and an extracting on a Ray cluster.

    `address` is that of a running cluster ("auto" finds that of this machine, "ray://HOST:PORT" one elsewhere); without
    one, and without the variable RAY_ADDRESS, a cluster of this machine alone is started, and ends with the work.
    `extractors` and `readers` are how many there are at most; without a number as many as the processors allow, some of
    which are left for reading. With `gpus` each extractor has one to itself. `tries` is how often a chunk is done
    again when its extractor or machine is lost, calls of one that is only not known to be lost yet included.
    """

    address: str | None = None
    extractors: int | None = None
    readers: int | None = None
    gpus: bool = False
    tries: int = 20

    def __call__(self, bundles: list[Bundle], reading: Reading, extracting: Extracting) -> Iterator[Receipt]:
        """A receipt for each chunk, as they are done.

        What attrib raises on a machine is raised here; WorkerError says that the cluster itself gave up. Raises
        SettingsError without Ray, without an answer from the address, and where the cluster is too small.
        """
        require_ray()
        with _connected(self.address, self.readers or 1), _as_attrib_tells():
            for row in self._dataset(bundles, reading, extracting).iter_rows():
                if isinstance(row["receipt"], AttribError):
                    raise row["receipt"]
                yield row["receipt"]

    def _dataset(self, bundles: list[Bundle], reading: Reading, extracting: Extracting) -> "Dataset":
        from ray.data import ActorPoolStrategy, TaskPoolStrategy, from_items

        _settle_context()
        readers, extractors = self._shares()
        listed = from_items([{"bundle": bundle} for bundle in bundles], override_num_blocks=len(bundles))
        chunks = listed.map_batches(
            _Read(reading), batch_size=1, compute=TaskPoolStrategy(readers), num_cpus=1, zero_copy_batch=False
        )
        return chunks.map_batches(
            _Extract,
            fn_constructor_args=(extracting.open,),
            batch_size=1,
            compute=ActorPoolStrategy(min_size=1, max_size=extractors, max_tasks_in_flight_per_actor=2),
            num_cpus=1,
            num_gpus=1 if self.gpus else None,
            ray_remote_args_fn=partial(_lasting, self.tries),
        )

    def _shares(self) -> tuple[int, int]:
        """How many readers and extractors there are, so that processors are left for reading."""
        import ray

        there = ray.cluster_resources()
        cpus = int(there.get("CPU", 0))
        readers = self.readers or max(1, cpus // (_READS_FOR + 1))
        most = int(there.get("GPU", 0)) if self.gpus else cpus - readers
        if min(most, cpus - readers) < 1:
            what = "GPU" if self.gpus and most < 1 else "processor"
            words = f"the cluster has {cpus} processors and {int(there.get('GPU', 0))} GPUs"
            raise SettingsError(f"{words}: after {readers} for reading there is no {what} left to extract")
        return readers, min(self.extractors or most, most, cpus - readers)


def _lasting(tries: int) -> dict[str, int]:
    """An actor begins anew wherever there is room, however often machines go; a chunk that kills it is given up."""
    return {"max_restarts": -1, "max_task_retries": tries}


class _Read:
    """A reading as Ray calls it: with a batch of one bundle; it gives batches of one chunk.

    Errors of attrib travel as values, here and below: Ray would make texts of them.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
        [bundle] = batch["bundle"]
        try:
            for chunk in self._reading(bundle):
                yield {"chunk": _column(chunk)}
        except AttribError as error:
            yield {"chunk": _column(error)}


class _Extract:
    """An actor: it opens its models with its first chunk, and keeps them."""

    def __init__(self, open_extractor: Callable[[], Callable[[Chunk], Receipt]]) -> None:
        self._extractor = cache(open_extractor)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        return {"receipt": _column(self._receipt(*batch["chunk"]))}

    def _receipt(self, chunk: Chunk | AttribError) -> Receipt | AttribError:
        try:
            return chunk if isinstance(chunk, AttribError) else self._extractor()(chunk)
        except AttribError as error:
            return error


def _column(value: object) -> Any:  # noqa: ANN401 - an array of NumPy
    """A column of one value that is no number or text."""
    import numpy as np

    column = np.empty(1, dtype=object)
    column[0] = value
    return column


@contextmanager
def _connected(address: str | None, readers: int) -> Iterator[None]:
    """Ray while the block runs; a connection that is there already is used and kept."""
    os.environ.setdefault(*_NO_REPORTS)
    import ray

    if ray.is_initialized():
        yield
        return
    alone = address is None and not os.environ.get("RAY_ADDRESS")
    # A reader waits most of its time, so that on one machine it takes no processor from the extractors.
    own: dict[str, Any] = {"num_cpus": processors() + readers, "include_dashboard": False} if alone else {}
    address = "local" if alone else address
    carried = {"env_vars": {_MODELS: os.environ[_MODELS]}} if os.environ.get(_MODELS) else None
    try:
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR, runtime_env=carried, **own)
    except Exception as error:  # Ray raises a bare one where it is slow to start
        where = "this machine" if alone else address or os.environ["RAY_ADDRESS"]
        raise SettingsError(f"no Ray cluster answers at {where} ({_first_line(error)}); see `ray status`") from error
    try:
        yield
    finally:
        ray.shutdown()


def _settle_context() -> None:
    """Each chunk is a block, so that neighbours go to different extractors; attrib itself tells how far it is."""
    from ray.data import DataContext

    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    context = DataContext.get_current()
    context.target_max_block_size = context.target_min_block_size = 1
    context.enable_progress_bars = False
    context.print_on_execution_start = False


@contextmanager
def _as_attrib_tells() -> Iterator[None]:
    """What Ray raises as a WorkerError: a chunk that kills actor after actor, an error that nobody foresaw."""
    from ray.exceptions import RayError

    try:
        yield
    except RayError as error:
        words = f"the cluster gave up ({_first_line(error)})"
        raise WorkerError(f"{words}; what is finished is kept: run the same command again to continue") from error


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:200] if lines else type(error).__name__
