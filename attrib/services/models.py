"""The models that services work with, opened from settings; PyTorch is imported only when one is needed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from attrib.data import StanceLabel
from attrib.settings import ExtractSettings
from attrib.threads import let_threads_sleep

if TYPE_CHECKING:
    from attrib.services.ingest import Encoder, Extractor


class Judge(Protocol):
    """Tells the stance of statements towards any topic or claim, each with its probability."""

    def towards(self, topic: str, texts: Sequence[str], /) -> list[tuple[StanceLabel, float]]: ...


def open_pipeline(settings: ExtractSettings) -> "Extractor":
    """The pipeline of these settings. Raises ModelError where the model is missing or damaged."""
    let_threads_sleep()
    from attrib.pipeline.build import build

    return build(settings)


def open_encoder(settings: ExtractSettings) -> "Encoder":
    """The sentence encoder that ships with attrib. Raises ModelError where it is missing or damaged."""
    let_threads_sleep()
    from attrib.nn.encoder.device import choose_device, choose_dtype
    from attrib.nn.sentences import load_sentence_encoder

    device = choose_device(settings.device)
    return load_sentence_encoder(device, choose_dtype(settings.precision, device))


def encoder_id() -> str:
    """The id of that sentence encoder, without loading it."""
    from attrib.nn.catalogue import sentence_encoder_id

    return sentence_encoder_id()


def open_judge(settings: ExtractSettings) -> Judge:
    """The judge of stances towards what a user types. Raises ModelError where the model has none."""
    let_threads_sleep()
    from attrib.pipeline.build import build_judge

    return build_judge(settings)
