"""Where the words of a search stand in a text."""

import pytest

from attrib.services.hits import excerpt, marked_words


def found(text: str, query: str | None) -> list[str]:
    return [piece for piece, hit in marked_words(text, query) if hit]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("The wall and the border", "border wall", ["wall", "border"]),
        ("The Border-Tax and walls", '"border tax" wall*', ["Border-Tax", "walls"]),
        ("The tax at the border", '"border tax"', []),
        ("walls", "wall", []),
        ("Caf\u00e9 and cafe\u0301, both", "cafe", ["Caf\u00e9", "cafe\u0301"]),
        ("“O’Neill said”", "O'Neill", ["O’Neill"]),
        ("<mark>wall</mark>", "wall", ["wall"]),
        ("a wall wall", '"wall wall" wall', ["wall wall"]),
        ("x" * 70, "x" * 70, ["x" * 70]),
        ("nothing", None, []),
        ("nothing", " *\" ", []),
        ("", "wall", []),
    ],
)  # fmt: skip
def test_whole_words_and_phrases_are_found(text: str, query: str | None, words: list[str]) -> None:
    assert found(text, query) == words


@pytest.mark.parametrize("query", ["wall", "w*", '"the wall"', "zebra", ""])
def test_the_pieces_are_the_text(query: str) -> None:
    text = "the wall, The WALL; \u202ewall\n\U0001f600 wall"
    assert "".join(piece for piece, _ in marked_words(text, query)) == text


def test_an_excerpt_has_the_first_hit_with_whole_words_around_it() -> None:
    text = f"{'long ' * 50}the border wall {'words ' * 50}"
    pieces = excerpt(text, "wall")
    assert [piece for piece, hit in pieces if hit] == ["wall"]
    shown = "".join(piece for piece, _ in pieces)
    assert shown.startswith("… long ")
    assert shown.endswith(" words …")
    assert "the border wall words" in shown
    assert excerpt("a wall", "wall") == (("a ", False), ("wall", True))
    assert excerpt(text, "zebra") == ()
