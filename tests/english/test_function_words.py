from attrib.english.function_words import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DEFINITE,
    DETERMINERS,
    DO,
    GENITIVES,
    GET,
    HAVE,
    INDEFINITE_ARTICLES,
    MODALS,
    NUMBERS,
    PREPOSITIONS,
    SMALL_WORDS,
)


def test_determiners_are_definite_or_not() -> None:
    assert {"the", "their", "these"} <= DEFINITE
    assert not DEFINITE & {"a", "an", "they", "mine"}
    assert DEFINITE | INDEFINITE_ARTICLES == DETERMINERS
    assert DETERMINERS >= ARTICLES


def test_auxiliaries_are_apart() -> None:
    groups = (BE, GET, HAVE, DO, MODALS)
    assert sum(map(len, groups)) == len(frozenset().union(*groups))
    assert "be" in BE
    assert "shall" in MODALS


def test_words_that_open_a_phrase_are_no_verbs() -> None:
    verbs = BE | GET | HAVE | DO | MODALS
    assert not verbs & (DETERMINERS | PREPOSITIONS | CONJUNCTIONS | NUMBERS)


def test_numbers_go_to_ten() -> None:
    assert len(NUMBERS) == 10


def test_genitives_have_both_apostrophes() -> None:
    assert {mark.replace("’", "'") for mark in GENITIVES} == {"'", "'s"}
    assert len(GENITIVES) == 4


def test_small_words_are_those_an_acronym_leaves_out() -> None:
    assert {"of", "the", "&"} <= SMALL_WORDS
    assert not SMALL_WORDS & {"over", "ministry"}
