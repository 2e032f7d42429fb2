"""The models that services work with, opened from settings; PyTorch is imported only when one is needed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from attrib.data import Document, Extraction, ModelDetails, ModelInfo, Run, StanceLabel
from attrib.services.waiting_pipeline import WaitingPipeline
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from attrib.nn.attribution.compression import Compressed


PIPELINE_LOCK = RLock()
"""Held by whoever uses a shared pipeline, which may serve one thread at a time; its holder may take it once more."""


class Extractor(Protocol):
    """What services need of a pipeline: the run it makes, known without loading a model, and the extraction.

    `warnings` say which models it does without.
    """

    @property
    def run(self) -> Run: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...

    def extract(self, documents: Iterable[Document], /) -> Iterator[Extraction]: ...


class Encoder(Protocol):
    """What services need of a sentence encoder, for search by meaning."""

    @property
    def id(self) -> str: ...

    def encode(self, texts: Sequence[str], /) -> "NDArray[np.float32]": ...


class Judge(Protocol):
    """Tells the stance of statements towards any topic or claim, each with its probability."""

    def said(self, speaker: str | None, cue: str, quote: str, /) -> str: ...

    def towards(self, topic: str, texts: Sequence[str], /) -> list[tuple[StanceLabel, float]]: ...


def open_pipeline(settings: ExtractSettings, doing: Callable[[str], None] = lambda _: None) -> Extractor:
    """The pipeline of these settings; it imports PyTorch with its first document, unless a device is named.

    `doing` is told how far an extraction is, which shows where an article is long.
    Raises ModelError where the model is missing or damaged, and SettingsError for a device that is not there.
    """
    if settings.device not in ("auto", "cpu"):
        from attrib.pipeline.build import build

        return build(settings, doing)
    return WaitingPipeline(settings, doing)


def run_ids(extractor: Extractor) -> frozenset[str]:
    """The runs whose results an extractor takes for its own: its run, or those that it may turn out to make."""
    return extractor.run_ids if isinstance(extractor, WaitingPipeline) else frozenset({extractor.run.id})


@lru_cache(maxsize=2)
def shared_pipeline(settings: ExtractSettings) -> Extractor:
    """The pipeline of these settings, the same at each call: its models are loaded once. Errors as `open_pipeline`.

    Hold PIPELINE_LOCK from the call to the last extraction.
    """
    return open_pipeline(settings)


def open_encoder(settings: ExtractSettings) -> Encoder:
    """The sentence encoder that ships with attrib. Raises ModelError where it is missing or damaged."""
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
    from attrib.pipeline.parts import choose_topic_judge

    folder = choose_topic_judge(settings)
    if folder is not None:
        from attrib.pipeline.judge_reader import open_judge_reader
        from attrib.pipeline.stance.pair_topics import PairTopicJudge

        return PairTopicJudge(open_judge_reader(folder, settings))
    from attrib.pipeline.stance.topic_judge import TopicJudge
    from attrib.pipeline.stance_reader import open_stance_reader

    return TopicJudge(open_stance_reader(settings))


def list_models() -> tuple[ModelInfo, ...]:
    """Every model there is: those in the folders of ATTRIB_MODELS, then those that ship.

    Raises SettingsError where ATTRIB_MODELS names something that is no folder of models.
    """
    from attrib.nn.catalogue import describe_models

    return describe_models()


def show_model(name: str) -> ModelDetails:
    """One model by its name or the path of its folder, with card, configuration and figures, its weights checked.

    Raises ModelError where there is none, or its metrics.json is damaged.
    """
    from attrib.nn.catalogue import describe_model

    return describe_model(name)


def model_folder(name: str) -> Path:
    """The folder of a model by its name or path. Raises ModelError where there is none."""
    from attrib.nn.catalogue import require_entry

    return require_entry(name).folder.absolute()


def seal_model(name: str) -> str:
    """Write the weights.sha256 of a model, by its name or path, from its weights as they are; their digest.

    Raises ModelError where there is no such model, and where weights are missing or the file cannot be written.
    """
    from attrib.nn.catalogue import seal

    return seal(model_folder(name))


def compress_model(name: str, target: Path, bits: int) -> "Compressed":
    """Write an attribution model into a new folder with 8 or 16 bits a weight; see `attrib.nn.attribution`.

    Raises ModelError where the model is missing or damaged, or the folder holds something.
    """
    from attrib.nn.attribution.compression import compress_model

    return compress_model(name, target, bits)
