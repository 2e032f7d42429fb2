"""The pipeline behind the commands, imported when one needs it: PyTorch takes seconds to load."""

from typing import TYPE_CHECKING

from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.ingest import Extractor  # it brings the database along, which `attrib extract` does without


def open_pipeline(settings: ExtractSettings) -> "Extractor":
    """The pipeline of these settings. Raises ModelError where the model is missing or damaged."""
    from attrib.pipeline.build import build

    return build(settings)
