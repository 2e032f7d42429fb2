"""How many processes read: one a processor, as far as memory goes."""

import os
from pathlib import Path

from attrib.services.batches import Crew, ReaderOpening
from attrib.settings import AUTO, ExtractSettings

MEMORY = 2 << 30
"""Bytes that a process with its models and a batch is taken to need; the default model needs about half of it."""
_GPUS = ("/dev/nvidiactl", "/dev/kfd")
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def make_crew(jobs: int | None, settings: ExtractSettings, *, vectors: bool) -> Crew:
    """The processes that read with these settings: `jobs` of them at most, or as many as suit this machine."""
    return Crew(jobs or default_jobs(settings), ReaderOpening(settings, vectors))


def default_jobs(settings: ExtractSettings) -> int:
    """One a processor that this process may use, fewer where memory is short; one where a GPU computes."""
    on_gpu = any(Path(path).exists() for path in _GPUS) if settings.device == AUTO else settings.device != "cpu"
    return 1 if on_gpu else max(1, min(processors(), memory() // MEMORY))


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int:
    """Bytes of memory of this machine, or of the container that this process is in."""
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else MEMORY
    written = (Path(path).read_text().strip() for path in _LIMITS if Path(path).is_file())
    return min([there, *(int(limit) for limit in written if limit.isdigit())])
