"""Which targets are one: minimal pairs, within one article and across articles."""

import random
from collections.abc import Collection, Mapping

import pytest

from attrib.targets.phrases import parse_phrase
from attrib.targets.same import TargetMention, join_articles, may_mean_more, same_targets
from attrib.text.folding import fold_name

ANYWHERE = (
    ("the harbour tax", "harbour tax"),
    ("the new harbour tax", "harbour tax"),
    ("the controversial, planned harbour tax", "harbour tax"),
    ("the so-called harbour tax", "harbour tax"),
    ("its harbour tax", "this harbour tax"),
    ("harbour taxes", "harbour tax"),
    ("harbor tax", "harbour tax"),
    ("harbour levy", "harbour tax"),
    ("tax on harbours", "harbour tax"),
    ("cuts in spending", "spending cuts"),
    ("the Gaza truce", "a ceasefire in Gaza"),
    ("peace agreement", "peace deal"),
    ("Iran’s nuclear programme", "Iran nuclear program"),
    ("privatisation of rail", "rail privatization"),
    ("pension policies", "pension policy"),
    ("women’s rights", "the rights of women"),
    ("lifting the embargo", "lifting embargoes"),
)
APART = (
    ("tax cut", "tax rise"),
    ("harbour tax", "carbon tax"),
    ("harbour tax", "harbour plan"),
    ("harbour tax", "the old harbour tax"),
    ("harbour tax", "no harbour tax"),
    ("harbour tax", "anti-harbour tax"),
    ("tax", "raise taxes"),
    ("tax", "raising taxes"),
    ("tax", "tax cut"),
    ("the tax", "the repeal of the tax"),
    ("immigration", "illegal immigration"),
    ("abortion", "abortion rights"),
    ("abortion ban", "abortion rights"),
    ("aid to Ukraine", "aid from Ukraine"),
    ("lifting the embargo", "keeping the embargo"),
    ("the 2015 deal", "the 2018 deal"),
    ("tax and spending", "tax"),
    ("police", "policy"),
    ("import ban", "export ban"),
    ("the existing law", "the new law"),
    ("the latest strike", "the strike"),
    ("the first referendum", "the second referendum"),
    ("trade war", "trade talks"),
    ("the economy", "the global economy"),
    ("levy", "harbour tax"),
    ("tax", "harbour tax"),
    ("the legal system", "the illegal system"),
    ("the plan to stay", "the plan to leave"),
)
IN_ONE_ARTICLE = (
    (("the tax", "harbour tax"), True),
    (("the levy", "the harbour tax"), True),
    (("the levy", "the new harbour tax"), True),
    (("this truce", "the Gaza ceasefire"), True),
    (("the talks", "peace negotiations"), True),
    (("the plan", "the plan to lift the embargo"), True),
    (("the tax plan", "the corporate tax plan"), True),
    (("tax", "harbour tax"), False),  # taxes at large
    (("immigration", "illegal immigration"), False),
    (("the tax", "harbour tax", "carbon tax"), False),  # which of them?
    (("the levy", "harbour tax", "carbon tax"), False),
    (("the levy", "harbour tax", "fish levy"), False),  # of its own head, and not the tax
    (("the tax", "the old tax"), False),
    (("the tax", "the old tax", "harbour tax"), False),
    (("the tax", "tax cut"), False),
    (("the cut", "tax rise"), False),
    (("the economy", "global economy"), False),
    (("the deal", "trade war"), False),
    (("the programs", "those who operated the programs"), False),
)


def mentions(*targets: str, article: int = 1) -> list[TargetMention]:
    """As texts name them: with "the" or the like, a target points back."""
    first = ("the ", "this ", "its ")
    return [TargetMention(article, fold_name(each), each.startswith(first)) for each in targets]


def meanings(*targets: str) -> list[str]:
    found = same_targets(mentions(*targets))
    return [found[1, fold_name(each)] for each in targets]


def apart(first: str, second: str) -> tuple[str, str]:
    """What two targets mean that stand in two articles."""
    found = same_targets([*mentions(first, article=1), *mentions(second, article=2)])
    return found[1, fold_name(first)], found[2, fold_name(second)]


@pytest.mark.parametrize(("first", "second"), ANYWHERE)
def test_spellings_of_one_thing_are_one_in_all_articles(first: str, second: str) -> None:
    one, other = apart(first, second)
    assert one == other


@pytest.mark.parametrize(("first", "second"), APART)
def test_different_things_stay_apart(first: str, second: str) -> None:
    one, other = apart(first, second)
    assert one != other


@pytest.mark.parametrize(("targets", "one"), IN_ONE_ARTICLE)
def test_a_shorter_phrase_is_the_longer_one_of_its_article_where_that_is_clear(
    targets: tuple[str, ...], one: bool
) -> None:
    short, long, *_ = meanings(*targets)
    assert (short == long) == one


def test_levy_harbour_tax_and_new_harbour_tax_are_one() -> None:
    assert len(set(meanings("the levy", "the harbour tax", "the new harbour tax", "this tax"))) == 1


def test_one_word_may_mean_different_things_in_two_articles() -> None:
    found = same_targets([*mentions("the tax", "harbour tax"), *mentions("the tax", "carbon tax", article=2)])
    assert found[1, "the tax"] == found[1, "harbour tax"]
    assert found[2, "the tax"] == found[2, "carbon tax"]
    assert found[1, "the tax"] != found[2, "the tax"]


def test_steps_from_short_to_long_lead_to_the_longest() -> None:
    short, middle, long = meanings("the tax", "the harbour tax", "the local harbour tax")
    assert short == middle == long
    short, left, right = meanings("the tax", "the harbour tax", "the local tax")
    assert len({short, left, right}) == 3


def test_the_order_changes_nothing() -> None:
    given = [
        *mentions(*(name for pair in ANYWHERE + APART for name in pair)),
        *mentions("the tax", "fish tax", article=2),
    ]
    expected = same_targets(given)
    for seed in range(5):
        shuffled = random.Random(seed).sample(given, len(given))
        assert same_targets(shuffled) == expected


@pytest.mark.parametrize(
    ("values", "joined"),
    [
        ({"harbor tax": 0.7, "carbon tax": 0.2}, "harbor tax"),
        ({"harbor tax": 0.7, "carbon tax": 0.65}, None),
        ({"harbor tax": 0.4}, None),
        ({}, None),
    ],
)
def test_across_articles_only_the_near_and_clear_is_joined(values: Mapping[str, float], joined: str | None) -> None:
    given = [
        *mentions("the levy", article=1),
        *mentions("harbour tax", article=2),
        *mentions("carbon tax", "trade deal", "the old levy", article=3),
    ]
    asked: list[tuple[tuple[int, str], tuple[str, ...]]] = []

    def nearness(place: tuple[int, str], able: Collection[str]) -> Mapping[str, float]:
        asked.append((place, tuple(able)))
        return values

    found = join_articles(same_targets(given), given, nearness)
    assert found[1, "the levy"] == (joined or "levy")
    assert asked == [((1, "the levy"), ("carbon tax", "harbor tax"))]


def test_what_does_not_point_back_is_never_joined_across_articles() -> None:
    given = [*mentions("levies", "the economy", article=1), *mentions("harbour tax", "world economy", article=2)]
    found = join_articles(same_targets(given), given, lambda _, able: dict.fromkeys(able, 1.0))
    assert found == same_targets(given)


def test_where_the_text_must_be_looked_at() -> None:
    assert may_mean_more("levy", ["harbour tax"])
    assert not may_mean_more("levy", ["tax", "trade deal"])
    assert not may_mean_more("economy", ["world economy"])
    assert not may_mean_more("raising taxes", ["raising harbour taxes"])


@pytest.mark.parametrize("empty", ["", "the", "s", "new", "of", "to"])
def test_words_without_a_noun_are_a_phrase_all_the_same(empty: str) -> None:
    phrase = parse_phrase(empty)
    assert phrase.key == " ".join(phrase.words)
