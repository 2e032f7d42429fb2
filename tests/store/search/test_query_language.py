import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.store.search.query_language import Phrase, fts5, phrases, tsquery
from attrib.text.folding import askable, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zabihullah MUJAHID", "zabihullah mujahid"),
        ("José-María", "jose maria"),
        ("O’Neill's", "o neill s"),
        ("Straße ﬁsh İstanbul", "strasse fish istanbul"),
        ("  “¿Qué?” — ", "que"),
        ("snake_case", "snake case"),
        ("…", ""),
        ("", ""),
        ("x" * 70, "x" * 64 + " " + "x" * 6),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("peace talks", (Phrase(("peace",)), Phrase(("talks",)))),
        ('"peace talks" now', (Phrase(("peace", "talks")), Phrase(("now",)))),
        ("talib*", (Phrase(("talib",), prefix=True),)),
        ('"peace ta"*', (Phrase(("peace", "ta"), prefix=True),)),
        ('"peace ta*"', (Phrase(("peace", "ta"), prefix=True),)),
        ("don’t", (Phrase(("don", "t")),)),
        ('"unclosed phrase', (Phrase(("unclosed", "phrase")),)),
        ("“curly phrase”", (Phrase(("curly", "phrase")),)),
        ("NOT -x OR", (Phrase(("not",)), Phrase(("x",)), Phrase(("or",)))),
        ('* "" \'', ()),
    ],
)
def test_queries_are_read_as_phrases(query: str, expected: tuple[Phrase, ...]) -> None:
    assert phrases(query) == expected


def test_both_syntaxes_quote_every_word() -> None:
    query = phrases('near "peace talks" talib*')
    assert fts5(query) == '"near" AND "peace talks" AND "talib"*'
    assert tsquery(query) == "('near') & ('peace' <-> 'talks') & ('talib':*)"


def test_names_lose_what_no_database_holds() -> None:
    assert askable("caf\udce9\0 Ann") == "caf Ann"
