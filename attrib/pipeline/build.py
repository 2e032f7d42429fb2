"""The pipeline: documents in, extractions out, one step after the other."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from attrib.data import Document, Extraction, Mention, Run, Statement, statement_id
from attrib.errors import ModelError
from attrib.memory import give_back
from attrib.nn.catalogue import Kind, weights_digest
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.encoder.engines import choose_engine, run_by
from attrib.nn.heads.posts import load_posts
from attrib.pipeline.assertion.assertions import with_assertions
from attrib.pipeline.copied import mention_in_text, statement_in_text, to_read
from attrib.pipeline.entities.post_scores import PlainScorer
from attrib.pipeline.occasion.occasions import with_occasions
from attrib.pipeline.parts import choose_parts
from attrib.pipeline.readers import LinkScorer
from attrib.pipeline.runs import name_run
from attrib.pipeline.speakers.linking.shipped import load_reader
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.steps import Steps
from attrib.settings import ExtractSettings
from attrib.text.reading_copy import ReadingCopy

if TYPE_CHECKING:
    import torch

    from attrib.nn.attribution.checkpoint import LoadedModel
    from attrib.pipeline.detection.detector import Detection, Detector
    from attrib.pipeline.readers import PostScorer, TextReaders
    from attrib.pipeline.stance.judge import StanceJudge

# Documents go through the network together up to this many characters: enough to fill batches of one length, and little
# enough that memory stays flat however long the input is.
_GROUP_CHARACTERS = 120_000


class Pipeline:
    """Detection, then speakers, assertions, occasions and stances, for a stream of documents.

    `run` names the models and settings behind it. The weights are loaded when the first document comes, so that a run's
    name costs little.
    """

    def __init__(
        self,
        run: Run,
        load: Callable[[], "Detector"],
        load_judge: Callable[[], "StatementJudge"] | None = None,
        warnings: tuple[str, ...] = (),
        load_posts: Callable[[], "PostScorer | None"] = lambda: None,
        load_linker: Callable[[], LinkScorer | None] = lambda: None,
        doing: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Without `load_judge` statements have no stances. `warnings` say which models are missing.

        `load_posts` loads what weighs roles and affiliations, `load_linker` what links statements; where they give
        None, the shipped weights do. `doing` is told how far an extraction is.
        """
        self.run = run
        self.warnings = warnings
        self._doing = doing
        self._load = load
        self._load_judge = load_judge
        self._detector: Detector | None = None
        self._judge: StatementJudge | None = None
        self._load_posts = cache(load_posts)
        self._load_linker = cache(load_linker)

    @property
    def detector(self) -> "Detector":
        """The detector, loaded now if it was not. Raises ModelError where the weights are damaged."""
        if self._detector is None:
            self._detector = self._load()
        return self._detector

    @property
    def judge(self) -> "StatementJudge | None":
        """The judge of stances, loaded now if it was not; None where the settings leave stance out."""
        if self._judge is None and self._load_judge is not None:
            self._judge = self._load_judge()
        return self._judge

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order. Reads ahead by a group of documents and no further.

        Words are read as they are seen, whatever characters make them (see `copied.py`).
        """
        for group in text_groups(documents):
            copies = [to_read(document) for document in group]
            found = self._found([document for document, _ in copies], Steps(self._doing, group))
            for document, (_, copy), (mentions, statements) in zip(group, copies, found, strict=True):
                yield self._finish(document, copy, mentions, statements)

    def _found(
        self, documents: Sequence[Document], steps: Steps
    ) -> list[tuple[Sequence[Mention], Sequence[Statement]]]:
        """The mentions and the statements of each document; what else was read of them, much more, is not kept."""
        _ = self.judge  # loaded first: its layers are kept as differences from weights that the detector may round
        detections = deque(self.detector.detect([document.text for document in documents], told=steps.read))
        give_back()
        mentions, resolved = list[Sequence[Mention]](), list[Resolved]()
        for document in documents:
            detection = detections.popleft()  # which goes then, with what its readers keep of the text
            mentions.append(detection.mentions)
            resolved.append(self._resolved(document, detection, steps))
        steps.judging(sum(len(item.statements) for item in resolved))
        give_back()
        return list(zip(mentions, self._judged(resolved), strict=True))

    def _resolved(self, document: Document, found: "Detection", steps: Steps) -> Resolved:
        readers = self._asked(found.readers)
        resolved = resolve(document, found.statements, found.mentions, readers, steps.attributed)
        return with_occasions(with_assertions(resolved), document)

    def _judged(self, resolved: Sequence[Resolved]) -> list[tuple[Statement, ...]]:
        return [item.statements for item in resolved] if self.judge is None else self.judge.judge_all(resolved)

    def _asked(self, readers: "TextReaders") -> "TextReaders":
        """Of what the model can tell, that which the settings need: states serve stances alone."""
        known = replace(readers, posts=self._load_posts(), linker=self._load_linker())
        return known if self._load_judge is not None else replace(known, states=None)

    def _finish(
        self, document: Document, copy: ReadingCopy | None, mentions: Sequence[Mention], found: Sequence[Statement]
    ) -> Extraction:
        if copy is not None:
            found = [statement_in_text(statement, copy) for statement in found]
            mentions = [mention_in_text(mention, copy) for mention in mentions]
        sha256 = document.sha256
        statements: dict[str, Statement] = {}
        for statement in found:
            key = statement_id(sha256, self.run.id, statement)
            statements.setdefault(key, replace(statement, id=key))
        return Extraction(document, self.run, tuple(statements.values()), tuple(mentions))


class StatementJudge(Protocol):
    """Tells the stances of statements whose speakers are known."""

    def judge_all(self, documents: Sequence[Resolved], /) -> list[tuple[Statement, ...]]: ...


class HasText(Protocol):
    """A document, or a labelled text."""

    @property
    def text(self) -> str: ...


T = TypeVar("T", bound=HasText)


def text_groups(documents: Iterable[T]) -> Iterator[list[T]]:
    """Neighbouring documents in lists of about _GROUP_CHARACTERS characters, at least one document each."""
    group: list[T] = []
    size = 0
    for document in documents:
        group.append(document)
        size += len(document.text)
        if size >= _GROUP_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def build(settings: ExtractSettings, doing: Callable[[str], None] = lambda _: None) -> Pipeline:
    """The pipeline of these settings; `doing` is told how far an extraction is.

    Raises ModelError where a model is not there or of another kind, and SettingsError for a device that is not there.
    """
    device = choose_device(settings.device)
    dtype = choose_dtype(settings.precision, device)
    parts = choose_parts(settings)
    run = name_run(parts, str(dtype).removeprefix("torch."))

    @cache
    def load_attribution() -> "LoadedModel":
        from attrib.nn.attribution.checkpoint import load_model

        loaded = load_model(str(parts.model), device)
        if loaded.digest != parts.digest:
            raise ModelError(
                f"the weights in {parts.model} have changed since the run {run.id} was named after them: "
                f"{parts.digest[:12]}… then, {loaded.digest[:12]}… now; start again"
            )
        return loaded

    def load() -> "Detector":
        # The networks take a second to import and load: an ingest that finds nothing new never needs them.
        from attrib.nn.heads.checkpoint import load_antecedents, load_names, load_nested, load_word_classes
        from attrib.nn.pointer.affiliation_reader import load_affiliations
        from attrib.nn.pointer.checkpoint import load_pointer
        from attrib.pipeline.detection.detector import Detector

        antecedents = None if parts.antecedents is None else load_antecedents(parts.antecedents)
        word_classes = None if parts.word_classes is None else load_word_classes(parts.word_classes)
        naming = parts.heads.get(Kind.NAMES)
        names = None if naming is None else load_names(naming)
        within = parts.heads.get(Kind.NESTED)
        nested = None if within is None else load_nested(within)
        loaded = load_attribution()
        points = parts.heads.get(Kind.POINTER)
        pointer = None if points is None else load_pointer(points, loaded.model.encoder)
        tells = parts.heads.get(Kind.AFFILIATIONS)
        affiliations = None if tells is None or points is None else load_affiliations(tells, weights_digest(points))
        run_by(choose_engine(device, dtype), loaded.model, *([] if pointer is None else [pointer]))
        return Detector(
            loaded, dtype, settings.batch_tokens, antecedents, word_classes, nested, pointer, affiliations, names
        )

    # The folders that the run is named after, wherever the same names and relative paths lead by then.
    load_judge: Callable[[], StatementJudge] | None = None
    if parts.stance is not None:
        load_judge = partial(build_stance_judge, replace(settings, stance_model=str(parts.stance)), parts.second)
    elif parts.judges:
        load_judge = partial(
            _pointer_judge, parts.heads.get(Kind.JUDGE), load_attribution, settings.batch_tokens, dtype
        )
    posts, linker = parts.heads.get(Kind.POSTS), parts.heads.get(Kind.LINKER)
    return Pipeline(
        run,
        load,
        load_judge,
        parts.warnings,
        lambda: PlainScorer() if posts is None else load_posts(posts),
        lambda: None if linker is None else load_reader(linker),
        doing,
    )


def _pointer_judge(
    second: Path | None, load: Callable[[], "LoadedModel"], batch_tokens: int, dtype: "torch.dtype"
) -> StatementJudge:
    """The pointer as the judge of stances, with the judge of a folder beside it where there is one."""
    from attrib.pipeline.stance.pointer_judge import PointerJudge

    if second is None:
        return PointerJudge()
    from attrib.nn.judge.checkpoint import load_judge
    from attrib.nn.judge.reader import JudgeReader
    from attrib.pipeline.stance.joint_sides import joint_probabilities

    loaded = load()
    judge = load_judge(second, loaded.model)
    run_by(choose_engine(judge.device(), dtype), judge)
    reader = JudgeReader(judge, loaded.encoder, batch_tokens, dtype)
    return PointerJudge(reader.config.least_side, lambda asked: joint_probabilities(asked, reader))


def build_stance_judge(settings: ExtractSettings, second: Path | None = None) -> "StanceJudge":
    """The stance model of these settings, with its answers for the corpora of stance; `second` is a judge beside it.

    Raises ModelError where one is missing, damaged or of another kind, SettingsError for a device that is not there.
    """
    from attrib.pipeline.stance.judge import StanceJudge
    from attrib.pipeline.stance_reader import open_stance_reader

    reader = open_stance_reader(settings)
    device = reader.model.device()
    engine = choose_engine(device, choose_dtype(settings.precision, device))
    run_by(engine, reader.model)
    terms = reader.model.config.second
    if second is None or terms is None:
        return StanceJudge(reader)
    from attrib.pipeline.judge_reader import open_judge_reader
    from attrib.pipeline.stance.second_reading import SecondReading

    judge = open_judge_reader(second, settings)
    run_by(engine, judge.judge)
    return StanceJudge(reader, SecondReading(judge, terms))
