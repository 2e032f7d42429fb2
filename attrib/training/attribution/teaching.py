"""Several models as teachers of one: what they think of each token's role, on average, for a student to learn.

An ensemble of models from different seeds is better than each; a student of the same size that learns its
distributions keeps most of that (Hinton et al. 2015; for tag sequences Wang et al. 2020).
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.attribution.decoding import role_pair_marginals
from attrib.nn.attribution.labels import ROLE_TAGS
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.encoder.tokens import EncodedText
from attrib.nn.tensors import write_tensors
from attrib.pipeline.detection.detector import Detector

_TEXTS_AT_ONCE = 64
_FILE = "teaching.safetensors"


def teach(
    teachers: Sequence[str],
    tokenizer: Tokenizer,
    texts: Sequence[EncodedText],
    folder: Path,
    device: torch.device,
    report: Callable[[str], None],
) -> list[Tensor]:
    """The teachers' mean pair marginals of every text, each [N, 7, 7] float16.

    They are kept in `folder`, so that a training that is started again does not ask the teachers twice.
    Raises ModelError for a teacher that is not there, or does not cut texts into the word pieces of `tokenizer`.
    """
    path, lengths = folder / _FILE, [len(text) for text in texts]
    loaded = [load_model(name, device) for name in teachers]
    for name, teacher in zip(teachers, loaded, strict=True):
        if teacher.encoder.tokenizer.get_vocab() != tokenizer.get_vocab():
            raise ModelError(
                f"the teacher {name!r} has other word pieces than the model; choose one with the same base"
            )
    key = _key([teacher.digest for teacher in loaded], texts)
    pairs = _read(path, key)
    if pairs is None:
        report(f"asking {len(loaded)} teachers about {len(texts)} texts of {sum(lengths)} word pieces")
        dtype = choose_dtype("auto", device)
        detectors = [Detector(teacher, dtype, 8192) for teacher in loaded]
        pairs = torch.cat([torch.zeros(0, len(ROLE_TAGS), len(ROLE_TAGS)).half(), *_ask(detectors, texts)])
        folder.mkdir(parents=True, exist_ok=True)
        write_tensors(path, {"pairs": pairs}, {"key": key})
    return list(torch.split(pairs, lengths))


def _key(digests: Sequence[str], texts: Sequence[EncodedText]) -> str:
    """What the marginals depend on: the teachers' weights and the word pieces."""
    digest = hashlib.sha256(json.dumps(sorted(digests)).encode())
    for text in texts:
        digest.update(text.ids.tobytes())
    return digest.hexdigest()


def _read(path: Path, key: str) -> Tensor | None:
    """The marginals that were kept, or None where there are none of these teachers and texts."""
    try:
        with safe_open(str(path), "pt") as stream:
            fits = (stream.metadata() or {}).get("key") == key
        return load_file(str(path))["pairs"] if fits else None
    except (OSError, SafetensorError):
        return None


@torch.inference_mode()
def _ask(detectors: Sequence[Detector], texts: Sequence[EncodedText]) -> Iterator[Tensor]:
    """The mean marginals, some texts at a time."""
    for first in range(0, len(texts), _TEXTS_AT_ONCE):
        group = texts[first : first + _TEXTS_AT_ONCE]
        total = torch.zeros(sum(map(len, group)), len(ROLE_TAGS), len(ROLE_TAGS))
        for detector in detectors:
            scores = detector.score(group)
            total += torch.cat(role_pair_marginals(detector.model.crf, [item.roles for item in scores], group))
        yield (total / len(detectors)).half()
