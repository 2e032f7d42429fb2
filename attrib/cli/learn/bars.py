"""Progress bars for the parts of a training, on a terminal only."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from attrib.training.engine.task import Progress


class Bars:
    """A progress bar for each part of a training in turn; the end of the `with` closes it."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def show(self, progress: "Progress") -> None:
        """Move the bar of the current part; create it for a new part."""
        if not sys.stderr.isatty():
            return
        if self._bar is None or progress.what != self._what:
            from tqdm import tqdm  # only a terminal needs it

            self._close()
            self._what = progress.what
            self._bar = tqdm(total=progress.total, desc=progress.what, unit=progress.unit, file=sys.stderr)
            self._bar.initial = progress.done - 1  # an earlier run's steps took none of this run's time
            self._bar.n = progress.done - 1
        self._bar.update(progress.done - self._bar.n)
        if progress.loss is not None:
            self._bar.set_postfix(loss=f"{progress.loss:.3f}", refresh=False)
        if progress.done >= progress.total:
            self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
