"""A pipeline that waits to be needed: its name is known at once, PyTorch and the weights come with a document."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from attrib.data import Document, Extraction, Run
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.pipeline.build import Pipeline

_FORMATS = {"fp32": ("float32",), "bf16": ("bfloat16",), "auto": ("float32", "bfloat16")}


class WaitingPipeline:
    """The pipeline of some settings, put together when its run or an extraction is asked for.

    `run_ids` are the runs it may make: with the precision "auto" one for each number format, for only PyTorch knows
    which the device has. Raises ModelError where a model is not there or damaged.
    """

    def __init__(self, settings: ExtractSettings, doing: Callable[[str], None]) -> None:
        from attrib.pipeline.parts import choose_parts
        from attrib.pipeline.runs import name_run

        parts = choose_parts(settings)
        self.warnings = parts.warnings
        self.run_ids = frozenset(name_run(parts, form).id for form in _FORMATS[settings.precision])
        self._settings = settings
        self._doing = doing
        self._pipeline: Pipeline | None = None

    @property
    def run(self) -> Run:
        """The run. Raises SettingsError for a device that is not there."""
        return self._opened.run

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order; errors as `run`."""
        yield from self._opened.extract(documents)

    @property
    def _opened(self) -> "Pipeline":
        if self._pipeline is None:
            from attrib.pipeline.build import build

            self._pipeline = build(self._settings, self._doing)
        return self._pipeline
