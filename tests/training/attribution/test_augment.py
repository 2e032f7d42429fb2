"""Other house styles: the words change as told, and every labelled span still holds its own words."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import EntityKind, Mention, Span
from attrib.training.attribution.augment import (
    Edit,
    NamePool,
    address_people,
    apply_edits,
    relayout,
    rename_people,
    requote,
    restyle,
    restyle_all,
)
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText

TEXT = "Sen. Ann Lee said “it’s ‘fine’”.\n\nAnn agreed. “Go on,” Lee said on Monday, after Lee’s visit.\n"
POOL = NamePool(("Zoe",), ("Quist",))


def labelled(text: str = TEXT) -> LabelledText:
    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)

    statements = (
        Attribution(spans("“it’s ‘fine’”"), spans("said “")[:0], spans("Sen. Ann Lee")),
        Attribution(spans("“Go on,”"), spans("said on"), spans("Lee said")[:0]),
    )
    people = [*re.finditer("Ann Lee|Ann(?= agreed)|Lee(?= said on)|Lee(?=’)", text)]
    return LabelledText("a", text, (statements,), tuple(Mention(Span(*p.span()), EntityKind.PERSON) for p in people))


def pieces(text: LabelledText) -> list[str]:
    return [
        span.of(text.text)
        for item in text.annotations[0]
        for role in ("source", "cue", "content")
        for span in item.spans(role)
    ]


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)


def test_people_get_one_other_name_each(random: np.random.Generator) -> None:
    found = rename_people(labelled(), POOL, random)
    assert found.text == TEXT.replace("Ann", "Zoe").replace("Lee", "Quist")
    assert pieces(found) == ["Sen. Zoe Quist", "“it’s ‘fine’”", "said on", "“Go on,”"]
    assert [mention.span.of(found.text) for mention in found.entities or ()] == ["Zoe Quist", "Zoe", "Quist", "Quist"]


def test_without_names_to_give_nobody_is_renamed(random: np.random.Generator) -> None:
    assert rename_people(labelled(), NamePool((), ()), random) == labelled()


def test_only_a_surname_alone_gets_a_title(random: np.random.Generator) -> None:
    found = address_people(labelled(), POOL, random)
    title = re.compile(r"(Mr|Mrs|Ms)\.? Lee")
    assert len(title.findall(found.text)) == 2
    assert title.sub("Lee", found.text) == TEXT
    assert [bool(title.fullmatch(m.span.of(found.text))) for m in found.entities or ()] == [False, False, True, True]


def test_quotation_marks_change_and_nothing_else() -> None:
    seen = set()
    for seed in range(20):
        found = requote(labelled(), POOL, np.random.default_rng(seed))
        assert re.sub(r"[“”‘’\"']", "*", found.text) == re.sub("[“”‘’]", "*", TEXT)
        seen.add(pieces(found)[1])
    assert seen == {"\"it's 'fine'\"", "‘it’s ‘fine’’", "'it's 'fine''"}


def test_layouts_keep_the_words() -> None:
    seen = set()
    for seed in range(20):
        found = relayout(labelled(), POOL, np.random.default_rng(seed))
        assert found.text.split() == TEXT.split()
        assert [piece.split() for piece in pieces(found)] == [piece.split() for piece in pieces(labelled())]
        seen.add(found.text)
    assert {text.rstrip("\n").count("\n") for text in seen} >= {0, 1, 3}


@given(st.text("ab \n", max_size=40), st.data())
def test_spans_hold_the_same_characters_whatever_is_cut_in_around_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = data.draw(st.lists(st.integers(0, len(text)), unique=True))
    edits = [Edit(place, place, "XY") for place in places]
    labels = LabelledText("a", text, ((Attribution((Span(start, end),)),),))
    found = apply_edits(labels, edits)
    inside = found.annotations[0][0].content[0].of(found.text)
    assert inside.replace("XY", "") == text[start:end]
    if start < end:
        assert inside.count("XY") == sum(start <= place < end for place in places)


def test_the_same_seed_gives_the_same_style() -> None:
    first, second = (restyle(labelled(), POOL, np.random.default_rng(5)) for _ in range(2))
    assert first == second
    assert len({restyle(labelled(), POOL, np.random.default_rng(seed)).text for seed in range(30)}) > 8


def test_names_are_given_by_the_people_of_all_texts() -> None:
    assert NamePool.of([labelled()]) == NamePool(("Ann",), ("Lee",))


def test_all_texts_are_restyled_alike_every_time() -> None:
    texts = [labelled()] * 9
    found = restyle_all(texts)
    assert found == restyle_all(texts)
    assert len({text.text for text in found}) > 3
