"""A head for affiliations on disk, and one text that it reads with the pointer."""

from dataclasses import asdict
from pathlib import Path

import torch

from attrib.errors import ModelError
from attrib.nn.catalogue import Kind, checked_digest, read_config, write_config
from attrib.nn.pointer.affiliation_head import AffiliationConfig, AffiliationHead
from attrib.nn.pointer.placing_affiliations import place_affiliation
from attrib.nn.pointer.questions import AffiliationQuestion
from attrib.nn.pointer.reader import PointerReader
from attrib.nn.tensors import read_weights, write_weights


def save_affiliations(folder: Path, head: AffiliationHead) -> str:
    """Write config and half-precision weights, these whole or not at all; returns their digest.

    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, Kind.AFFILIATIONS, asdict(head.config))
    return write_weights(folder, {name: value.detach().half().cpu() for name, value in head.state_dict().items()})


def load_affiliations(folder: Path, pointer_digest: str) -> AffiliationHead:
    """The head of a folder, in float32 and evaluation mode, for the pointer whose weights have that SHA-256.

    Raises ModelError for a missing file, weights other than those of their seal or that do not fit config, a
    head for another pointer, and a config of another kind or format version, with a missing or unknown key or a value
    of another type.
    """
    config = AffiliationConfig.from_json(read_config(folder, Kind.AFFILIATIONS))
    checked_digest(folder)
    if config.reads != pointer_digest:
        raise ModelError(
            f"{folder} reads the states of a pointer of SHA-256 {config.reads[:12]}…, the pointer here has "
            f"{pointer_digest[:12]}…; train it again over this one"
        )
    head = AffiliationHead(config)
    try:
        head.load_state_dict({name: value.float() for name, value in read_weights(folder).items()})
    except RuntimeError as error:
        problem = str(error).splitlines()[-1].strip()
        raise ModelError(
            f"the weights in {folder} do not fit its config.json ({problem}); install the model again"
        ) from error
    return head.eval().requires_grad_(False)


class AffiliationReader:
    """Answers questions about the affiliations of one text, from the states of its pointer's reading."""

    def __init__(self, head: AffiliationHead, pointer: PointerReader) -> None:
        self.head, self.pointer = head, pointer
        self.least = head.config.least
        self._states: torch.Tensor | None = None

    def probabilities(self, question: AffiliationQuestion) -> list[float]:
        """The probability of each candidate; what they lack to 1 is that of none. Empty for a speaker not mentioned."""
        placed = place_affiliation(question, self.pointer.offsets)
        if not placed.own:
            return []
        with torch.inference_mode():
            if self._states is None:
                self._states = self.pointer.both_states()
            [logits] = self.head(self._states, [placed])
            found: list[float] = (logits / self.head.config.temperature).softmax(0)[:-1].tolist()
        return found
