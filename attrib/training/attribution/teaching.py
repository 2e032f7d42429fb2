"""Several models as teachers of one: what they think of each token's role and name, on average, for a student to learn.

An ensemble of models from different seeds is better than each; a student that learns its distributions keeps most of
that (Hinton et al. 2015; for tag sequences Wang et al. 2020). A teacher may have another base than the student, as long
as its tokenizer cuts texts into the same word pieces: those of BERT and MPNet are the same under other numbers.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import LoadedModel, load_model
from attrib.nn.attribution.decoding import Scores, role_pair_marginals
from attrib.nn.attribution.labels import ENTITY_TAGS, ROLE_TAGS
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.encoder.engines import choose_engine, run_by
from attrib.nn.encoder.tokens import EncodedText, TextEncoder
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.task import Workplace

ANSWERS, PROGRESS = "teaching.bin", "teaching.json"
"""What the teachers said, and how far they have come with which texts."""

_PIECES_AT_ONCE, _PIECES_A_PASS = 30_000, 2048
_PAIRS = len(ROLE_TAGS) ** 2


@dataclass(frozen=True, slots=True)
class TaughtText:
    """What teachers think of a text of N word pieces, float16.

    `roles` and `inner` [N, 7, 7] are the pair marginals of the two rows of role tags, `entities` [N, 9] the
    probabilities of entity tags. `inner` is None where no teacher has a second row.
    """

    roles: Tensor
    inner: Tensor | None
    entities: Tensor


def teach(
    teachers: Sequence[str],
    encoder: TextEncoder,
    texts: Sequence[str],
    encoded: Sequence[EncodedText],
    place: Workplace,
) -> list[TaughtText]:
    """The teachers' mean answers on every text; `encoded` are the texts as the student's encoder cuts them.

    They are kept in the output folder and read from there as they are needed, so that memory stays flat and a training
    that is started again asks the teachers only what they have not yet said. Raises ModelError for a teacher that is
    not there, or cuts a text into other word pieces.
    """
    loaded = [load_model(name, place.device) for name in teachers]
    rows = 1 + any(teacher.model.inner is not None for teacher in loaded)
    width = rows * _PAIRS + len(ENTITY_TAGS)
    lengths = [len(text) for text in encoded]
    answers = _Answers(place.output, _key([teacher.digest for teacher in loaded], encoded), width)
    if answers.done < len(texts):
        _fill(answers, loaded, encoder.tokenizer, texts, encoded, place)
    return [_taught(rows, part) for part in torch.split(answers.read(sum(lengths)), lengths)]


def _key(digests: Sequence[str], texts: Sequence[EncodedText]) -> str:
    """What the answers depend on: the teachers' weights and the word pieces."""
    digest = hashlib.sha256(json.dumps(sorted(digests)).encode())
    for text in texts:
        digest.update(text.ids.tobytes())
    return digest.hexdigest()


class _Answers:
    """Answers on the disk, [pieces, width] float16, those of `done` texts so far."""

    def __init__(self, folder: Path, key: str, width: int) -> None:
        """Goes on with what is in the folder where it has the same key."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.progress, self.key, self.width = folder / ANSWERS, folder / PROGRESS, key, width
        self.done = self.bytes = 0
        try:
            kept = json.loads(self.progress.read_text(encoding="utf-8"))
            if kept["key"] == key and kept["width"] == width and kept["bytes"] <= self.path.stat().st_size:
                self.done, self.bytes = int(kept["done"]), int(kept["bytes"])
        except (OSError, ValueError, KeyError, TypeError):
            self.done = self.bytes = 0

    def add(self, answers: Tensor, texts: int) -> None:
        """Add the answers on the next texts. Raises ModelError where the disk does not take them."""
        content = answers.half().contiguous().numpy().tobytes()
        done, size = self.done + texts, self.bytes + len(content)
        values = {"key": self.key, "width": self.width, "done": done, "bytes": size}
        unfinished = self.progress.with_name(f"{self.progress.name}.part")
        try:
            with self.path.open("r+b" if self.path.is_file() else "w+b") as stream:
                stream.seek(self.bytes)
                stream.write(content)
                stream.truncate()
            unfinished.write_text(json.dumps(values), encoding="utf-8")
            unfinished.replace(self.progress)
        except OSError as error:
            raise ModelError(f"{self.path} cannot be written ({error}); free some space and start again") from error
        self.done, self.bytes = done, size

    def read(self, pieces: int) -> Tensor:
        """All answers [pieces, width], mapped from the disk. Raises ModelError where there are others."""
        if self.bytes != 2 * pieces * self.width:
            raise ModelError(f"{self.path} holds answers on other texts; delete {self.progress} and start again")
        if not pieces:
            return torch.zeros(0, self.width, dtype=torch.float16)
        mapped = torch.from_file(str(self.path), shared=False, size=pieces * self.width, dtype=torch.float16)
        return mapped.view(pieces, self.width)


def _fill(
    answers: _Answers,
    teachers: Sequence[LoadedModel],
    tokenizer: Tokenizer,
    texts: Sequence[str],
    encoded: Sequence[EncodedText],
    place: Workplace,
) -> None:
    """Ask the teachers about the texts that are left, some at a time."""
    left = encoded[answers.done :]
    groups = list(_groups(encoded, answers.done))
    for start, end in groups:  # a text that is cut otherwise is told before hours of asking
        for teacher in teachers:
            _as_cut_by(teacher, texts[start:end], encoded[start:end], tokenizer)
    place.report(f"asking {len(teachers)} teachers about {len(left)} texts of {sum(map(len, left))} word pieces")
    dtype = choose_dtype("auto", place.device)
    run_by(choose_engine(place.device, dtype), *(teacher.model for teacher in teachers))
    detectors = [Detector(teacher, dtype, _PIECES_A_PASS) for teacher in teachers]
    count = place.counter("asking the teachers", "text", len(left))
    for start, end in groups:
        own = [_as_cut_by(teacher, texts[start:end], encoded[start:end], tokenizer) for teacher in teachers]
        answers.add(_ask(detectors, own), end - start)
        count(end - start)


def _groups(encoded: Sequence[EncodedText], first: int) -> Iterator[tuple[int, int]]:
    """Ranges of texts of some 30,000 word pieces together."""
    edges, size = [first], 0
    for index in range(first, len(encoded)):
        size += len(encoded[index])
        if size >= _PIECES_AT_ONCE or index + 1 == len(encoded):
            edges.append(index + 1)
            size = 0
    return pairwise(edges)


def _as_cut_by(
    teacher: LoadedModel, texts: Sequence[str], encoded: Sequence[EncodedText], tokenizer: Tokenizer
) -> list[EncodedText]:
    """The texts in the teacher's word pieces. Raises ModelError where these are not the student's."""
    found = teacher.encoder.encode(texts)
    for text, own, other in zip(texts, encoded, found, strict=True):
        same = np.array_equal(own.offsets, other.offsets)
        if not same or _pieces(tokenizer, own.ids) != _pieces(teacher.encoder.tokenizer, other.ids):
            raise ModelError(
                f"the teacher {teacher.name!r} cuts {text[:40]!r}… into other word pieces than the model; choose one "
                "whose base has the same word pieces"
            )
    return found


def _pieces(tokenizer: Tokenizer, ids: NDArray[np.int64]) -> list[str | None]:
    return [tokenizer.id_to_token(number) for number in ids.tolist()]


@torch.inference_mode()
def _ask(detectors: Sequence[Detector], texts: Sequence[Sequence[EncodedText]]) -> Tensor:
    """The mean answers [pieces, width] on some texts, given as each teacher cuts them."""
    entities, roles, inner = [], [], []
    for detector, own in zip(detectors, texts, strict=True):
        scores = detector.score(own)
        model = detector.model
        entities.append(torch.cat([item.entities.float().softmax(1) for item in scores]))
        roles.append(torch.cat(role_pair_marginals(model.crf, [item.roles for item in scores], own)).flatten(1))
        if model.inner is not None:
            inner.append(torch.cat(role_pair_marginals(model.inner.crf, _inner(detector, scores), own)).flatten(1))
    means = [torch.stack(found).mean(0) for found in (roles, inner, entities) if found]
    return torch.cat(means, 1)


def _inner(detector: Detector, scores: Sequence[Scores]) -> list[Tensor]:
    """The emissions [N, 7] of the second row of role tags."""
    inner, device = detector.model.inner, detector.model.device()
    return [] if inner is None else [inner(item.hidden.to(device)).cpu() for item in scores]


def _taught(rows: int, answers: Tensor) -> TaughtText:
    """The answers [N, width] on one text by what they are about."""
    size = len(ROLE_TAGS)
    pairs, entities = answers[:, : rows * _PAIRS].view(len(answers), rows, size, size), answers[:, rows * _PAIRS :]
    return TaughtText(pairs[:, 0], pairs[:, 1] if rows > 1 else None, entities)
