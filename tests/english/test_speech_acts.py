"""Words that tell whether something was said."""

import pytest

from attrib.english.speech_acts import acts, inflected, is_base


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("refuse", {"refuse", "refuses", "refused", "refusing"}),
        ("express", {"express", "expresses", "expressed", "expressing"}),
        ("say", {"say", "says", "sayed", "saying"}),  # an irregular past is listed by itself
        ("plan", {"plan", "plans", "planed", "planing", "planned", "planning"}),
    ],
)
def test_regular_forms(base: str, forms: set[str]) -> None:
    assert inflected(base) == forms


@pytest.mark.parametrize(
    ("words", "tag", "has"),
    [
        (("denied",), "deny", True),
        (("said",), "deny", False),
        (("ruled", "out"), "deny", True),
        (("ruled", "in"), "deny", False),
        (("ruled",), "deny", False),
        (("expected", "to"), "ahead", True),
        (("expected", "by"), "ahead", False),
        (("yet", "to"), "withhold", True),
        (("yet", "said"), "withhold", False),
        ((), "deny", False),
    ],
)
def test_a_word_tells_alone_or_with_the_next(words: tuple[str, ...], tag: str, has: bool) -> None:
    assert (tag in acts(words)) is has


@pytest.mark.parametrize(
    ("word", "base"),
    [("say", True), ("outline", True), ("address", True), ("said", False), ("outlined", False), ("says", False)],
)
def test_base_forms(word: str, base: bool) -> None:
    assert is_base(word) is base
