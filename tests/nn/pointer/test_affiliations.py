"""The head for affiliations: what stands next to what, its answers, and its folder on disk."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import ActorKind, EntityKind, Span
from attrib.errors import ModelError
from attrib.nn.encoder.load import load_base
from attrib.nn.pointer.affiliation_head import AffiliationConfig, AffiliationHead
from attrib.nn.pointer.affiliation_reader import AffiliationReader, load_affiliations, save_affiliations
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.placing_affiliations import place_affiliation
from attrib.nn.pointer.questions import AffiliationCandidate, AffiliationQuestion
from attrib.nn.pointer.reader import PointerReader
from tests.tiny import save_base

PIECES = 60
OFFSETS = np.array([(2 * at, 2 * at + 1) for at in range(PIECES)])
ORGANIZATION, PERSON = EntityKind.ORGANIZATION, ActorKind.PERSON


def at(*pieces: int) -> tuple[Span, ...]:
    return tuple(Span(2 * piece, 2 * piece + 1) for piece in pieces)


def asked(mentions: tuple[int, ...], *candidates: tuple[int, ...], kind: ActorKind = PERSON) -> AffiliationQuestion:
    names = tuple(AffiliationCandidate(ORGANIZATION, at(*found)) for found in candidates)
    return AffiliationQuestion(kind, at(*mentions), names)


def made(**sizes: Any) -> AffiliationHead:
    torch.manual_seed(3)
    return AffiliationHead(AffiliationConfig("x", "p", **({"hidden": 32, "width": 8} | sizes))).eval()


def logits(head: AffiliationHead, question: AffiliationQuestion) -> torch.Tensor:
    states = torch.randn(PIECES, 64, generator=torch.Generator().manual_seed(4))
    with torch.inference_mode():
        found: list[torch.Tensor] = head(states, [place_affiliation(question, OFFSETS)])
    return found[0]


def test_pairs_are_those_that_stand_nearest() -> None:
    placed = place_affiliation(asked((10, 40), (12,), tuple(range(20, 32))), OFFSETS)
    assert placed.own == ((10, 11), (40, 41))
    first = [pair for pair in placed.pairs if pair.candidate == 0]
    assert [(pair.speaker, pair.mention, pair.away) for pair in first] == [
        ((10, 11), (12, 13), 1),
        ((40, 41), (12, 13), -28),
    ]
    second = [pair for pair in placed.pairs if pair.candidate == 1]
    assert len(second) == 10
    assert {pair.mention for pair in second if pair.speaker == (40, 41)} >= {(31, 32), (30, 31)}


def test_a_description_may_hold_the_name_and_a_persons_name_does_not_count_so() -> None:
    phrase = (Span(20, 31),)  # pieces 10 to 15
    candidate = (AffiliationCandidate(ORGANIZATION, at(12)),)
    [pair] = place_affiliation(AffiliationQuestion(ActorKind.UNNAMED, phrase, candidate), OFFSETS).pairs
    assert (pair.within, pair.away) == (True, 0)
    [pair] = place_affiliation(AffiliationQuestion(PERSON, phrase, candidate), OFFSETS).pairs
    assert not pair.within


def test_an_answer_for_each_candidate_and_one_for_none() -> None:
    head = made()
    found = logits(head, asked((10,), (12,), (50, 52), ()))
    assert found.shape == (4,)
    assert found.softmax(0)[2] == 0  # it stands nowhere
    alone = logits(head, asked((10,), (12,)))
    torch.testing.assert_close(found[[0, 3]], alone, atol=1e-5, rtol=1e-5)
    near, far = logits(head, asked((10,), (12,))), logits(head, asked((10,), (12,), kind=ActorKind.GROUP))
    assert not torch.allclose(near, far, atol=1e-4)
    assert logits(head, asked((10,))).shape == (1,)


def test_more_mentions_never_make_a_candidate_less_likely() -> None:
    head = made()
    one, two = logits(head, asked((10,), (12,))), logits(head, asked((10,), (12, 50)))
    assert two[0] > one[0]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> PointerReader:
    encoder, _ = load_base(str(save_base(tmp_path_factory.mktemp("base"))))
    torch.manual_seed(1)
    pointer = Pointer(PointerConfig("x", 32, layer=1, rank=2, width=8, window=40), encoder).eval()
    return PointerReader(pointer, OFFSETS, torch.randn(PIECES, 32))


def test_both_states_of_every_piece_though_windows_overlap(reader: PointerReader) -> None:
    states = reader.both_states()
    assert states.shape == (PIECES, 64)
    torch.testing.assert_close(states[:, 32:], reader.states / 3)
    start, end = reader.windows[0]
    [first] = [reader._window((start, end)).flat[:5]]
    torch.testing.assert_close(states[:5, :32], first, atol=1e-5, rtol=1e-5)


def test_a_reader_tells_probabilities_and_nothing_of_one_not_mentioned(reader: PointerReader) -> None:
    told = AffiliationReader(made(), reader)
    found = told.probabilities(asked((10,), (12,), (30,)))
    assert len(found) == 2
    assert 0 < sum(found) < 1
    cool = AffiliationReader(made(temperature=50.0), reader).probabilities(asked((10,), (12,), (30,)))
    assert max(cool) == pytest.approx(1 / 3, abs=0.05)
    assert told.probabilities(AffiliationQuestion(PERSON, (), ())) == []


def test_a_kept_head_answers_as_it_did(tmp_path: Path) -> None:
    head = made()
    save_affiliations(tmp_path, head)
    question = asked((10, 20), (12,), (50,))
    kept = logits(load_affiliations(tmp_path, "p"), question)
    torch.testing.assert_close(kept, logits(head, question), atol=1e-2, rtol=1e-2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"width": 9}, "do not fit its config.json"),
        ({"reads": "q"}, "reads the states of a pointer of SHA-256 q"),
        ({"kind": "pointer"}, "kind 'pointer', expected 'affiliations'"),
        ({"temperature": 0.0}, "temperature 0.0 above 0"),
        ({"least": 1.0}, "least 1.0"),
        ({"odd": 1}, r"unknown keys \['odd'\]"),
        ({"format_version": 7}, "format version 7"),
    ],
)
def test_a_folder_that_does_not_fit_is_refused(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    save_affiliations(tmp_path, made())
    config = tmp_path / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_affiliations(tmp_path, "p")
