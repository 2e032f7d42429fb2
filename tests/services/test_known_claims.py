"""Measuring how well texts find the known claims that they repeat."""

from pathlib import Path

import pytest

from attrib.errors import CorpusError
from attrib.services.evaluate_claims import KNOWN, QUERIES, measure_known
from attrib.training.evaluation.claims import Shown, shares_shown
from tests.store.meaning import WordEncoder

CLAIMS = ("The new harbour wall is paid for", "The mayor has closed every school", "The harbour wall is new and dear")


def write(folder: Path, pairs: list[tuple[str, str]]) -> None:
    (folder / KNOWN).write_text("title\tfact\n" + "".join(f"{claim}\t{claim}\n" for claim in CLAIMS))
    (folder / QUERIES).write_text("claim\tfact\n" + "".join(f"{text}\t{fact}\n" for text, fact in pairs))


def test_ranks_and_shares_of_matches_are_told(tmp_path: Path) -> None:
    write(tmp_path, [("the new harbour wall is paid for", CLAIMS[0]), ("rain fell on Sunday", CLAIMS[1])])
    found = measure_known(tmp_path, WordEncoder().encode)
    assert found.documents == 2
    assert found.percentages["R@1"] == 50.0
    assert found.percentages["matched at 0.8"] == 50.0
    assert found.percentages["matches at 0.8 right"] == 100.0
    assert found.percentages["matched at 0.8 without it"] == 50.0  # by the third claim, which is nearly the same
    assert set(found.baselines) == {"cosine alone"}


def test_shares_count_texts() -> None:
    texts = [Shown(0.9, True, 0.5), Shown(0.85, False, 0.85), Shown(0.7, True, 0.1), Shown(0.2, False, 0.2)]
    assert list(shares_shown(texts, 0.8).values()) == [50.0, 50.0, 25.0]
    assert list(shares_shown([], 0.8).values()) == [0.0, 0.0, 0.0]


def test_a_pair_of_no_known_claim_is_told(tmp_path: Path) -> None:
    write(tmp_path, [("rain fell", "It rains")])
    with pytest.raises(CorpusError, match="pairs a text with 'It rains'"):
        measure_known(tmp_path, WordEncoder().encode)
