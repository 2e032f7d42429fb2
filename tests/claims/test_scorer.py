"""When two statements make the same claim: rules, and the weights that ship."""

from dataclasses import replace
from math import log

import pytest

from attrib.claims.features import FEATURES, features, shared_runs
from attrib.claims.figures import figures
from attrib.claims.scorer import PairScorer, holds_again
from attrib.claims.stems import stem
from attrib.claims.utterance import Utterance
from attrib.data import Assertion
from attrib.data.claims import ClaimLevel, Likeness
from attrib.services.claim_model import open_scorer

QUILL = "Rosa Quill"


@pytest.fixture(scope="module")
def scorer() -> PairScorer:
    return open_scorer()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nearly $5.7 billion for twenty-one projects", {5.7e9, 21.0}),
        ("1,200 people and 12 dogs", {1200.0, 12.0}),
        ("a hundred", set()),
        ("three hundred homes", {300.0}),
        ("one of them", set()),
        ("one million of them", {1e6}),
        ("the B52 and 9/11", {9.0, 11.0}),
        ("", set()),
    ],
)
def test_figures_are_read_in_digits_and_words(text: str, found: set[float]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("word", "other"),
    [("apologies", "apology"), ("urged", "urge"), ("referred", "refer"), ("votes", "voting"), ("quickly", "quick")],
)
def test_inflections_have_one_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)


@pytest.mark.parametrize("word", ["news", "bus", "his", "2015", "é", ""])
def test_what_is_too_short_or_no_word_stays(word: str) -> None:
    assert stem(word) in (word, word.removesuffix("s"))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("We will build the new harbour wall by May.", "“we will build the new harbour wall by may”", ClaimLevel.WORDS),
        ("We will build the new harbour wall next year", "we will build the new harbour wall", ClaimLevel.NEAR),
        ("We will build the new harbour wall", "We will not build the new harbour wall", None),
        ("It cost 12 million pounds to build the wall", "It cost 15 million pounds to build the wall", None),
        ("It opens on Monday for all of us here", "It opens on Friday for all of us here", None),
        ("The council will meet", "Nobody is hungry tonight", None),
    ],
)
def test_minimal_pairs(scorer: PairScorer, one: str, other: str, level: ClaimLevel | None) -> None:
    found = scorer.compare(Utterance(one, QUILL), Utterance(other, QUILL), 0.3)
    assert (found and found.level) == level


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("they lost the vote at the harbour", "they lost the vote at the harbour, and nobody cares", True),
        ("they lost the vote at the harbour", "I never said they lost the vote at the harbour", False),
        ("“We lost the vote at the harbour. Nobody cares.”", "“We lost the vote at the harbour.” […] “We wept.”", True),
        ("they lost the vote at the harbour, and nobody cares", "they never lost the vote at the harbour", False),
        ("nobody lost", "they lost", False),  # shares too few words to tell what is denied
    ],
)
def test_only_what_both_have_has_to_be_denied_alike(scorer: PairScorer, one: str, other: str, same: bool) -> None:
    sure = of_probability(scorer, 0.99)
    for first, second in ((one, other), (other, one)):
        found = sure.compare(Utterance(first, QUILL), Utterance(second, QUILL), 0.9)
        assert (found is not None) is same


def test_a_denial_of_the_whole_is_no_negation_elsewhere(scorer: PairScorer) -> None:
    words = "they lost the vote at the harbour"
    denied = Utterance(f"{words}, and we wept about it", QUILL, Assertion.DENIED)
    assert of_probability(scorer, 0.99).compare(Utterance(words, QUILL), denied, 0.9) is None


OUT = "to drop out of the race for mayor"
LONG = ", and I think that everybody should accept it"


@pytest.mark.parametrize(
    ("one", "other", "speaker", "same"),
    [
        (f"Hale {OUT}", f"Moss {OUT}", QUILL, False),
        (f"Ivo Hale {OUT}", f"Mr. Hale {OUT}", "Ann Moss", True),
        (f"him {OUT}", f"Hale {OUT}", QUILL, True),
        (f"him {OUT}", f"Hale {OUT}", "Ann Moss", False),  # of whom two speakers spoke, the words do not say
        (f"him {OUT}", f"him {OUT}", "Ann Moss", False),
        (f"him {OUT}{LONG}", f"him {OUT}{LONG}", "Ann Moss", True),
        ("he lost the vote at the harbour", "she lost the vote at the harbour", QUILL, False),
        ("he lost the vote at the harbour", "the vote at the harbour was lost", QUILL, True),
        ("he lost the vote at the harbour", "the vote at the harbour was lost", "Ann Moss", False),
        ("he lost the vote at the Old Harbour", "the vote at the Old Harbour was lost for us", "Ann Moss", True),
    ],
)
def test_both_speak_of_the_same_person(scorer: PairScorer, one: str, other: str, speaker: str, same: bool) -> None:
    found = of_probability(scorer, 0.99).compare(Utterance(one, QUILL), Utterance(other, speaker), 0.9)
    assert (found is not None) is same


def test_what_nobody_known_asks_of_a_pronoun_is_not_said_again() -> None:
    assert not holds_again(Utterance(f"him {OUT}"))
    assert holds_again(Utterance(f"him {OUT}", QUILL))
    assert holds_again(Utterance(f"Hale {OUT}"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“The harbour laughs at us.”", "“We were laughed at in the harbour.”", False),
        ("“We are laughed at.”", "“They laugh at us in the harbour.”", True),
        ("“The harbour laughs at us.”", "they were laughed at in the harbour", True),  # told, and so put back in time
    ],
)
def test_quotations_of_then_and_now_are_two_claims(scorer: PairScorer, one: str, other: str, same: bool) -> None:
    found = of_probability(scorer, 0.9).compare(Utterance(one, QUILL), Utterance(other, QUILL), 0.9)
    assert (found is not None) is same


def test_capitals_of_a_headline_are_no_names() -> None:
    assert Utterance("Hale Should Cancel the Harbour Meeting").names == frozenset()
    assert Utterance("we met the Old Harbour Council").names == {"old", "harbour", "council"}


def test_few_words_want_the_same_speaker(scorer: PairScorer) -> None:
    one, same, other, unknown = (Utterance("It was a prank", name) for name in (QUILL, "Quill", "Ivo Hale", None))
    assert scorer.compare(one, same, 0.0) == Likeness(ClaimLevel.WORDS, 1.0)
    assert scorer.compare(one, other, 0.0) is None
    assert scorer.compare(unknown, unknown, 0.0) is None


def test_words_in_quotation_marks_are_looked_for_in_the_other(scorer: PairScorer) -> None:
    told = Utterance("he “profoundly” regrets the harbour", QUILL)
    said, other = Utterance("“I am profoundly sorry.”", QUILL), Utterance("“I am very sorry.”", QUILL)
    found = [dict(zip(FEATURES, features(told, each, 0.5, scorer.rarity), strict=True)) for each in (said, other)]
    assert found[0]["quoted"] == 1.0
    assert found[0]["quoted_weight"] == found[0]["quoted_speaker"] > found[1]["quoted_weight"]
    assert Utterance("he regrets it").quoted == frozenset()


def test_a_run_of_stop_words_tells_nothing(scorer: PairScorer) -> None:
    place = FEATURES.index("rare_run")
    one, other, rare = (Utterance(text) for text in ("what is it to them", "this is it to me", "harbour walls"))
    assert features(one, other, 0.5, scorer.rarity)[place] == 0.0
    assert features(rare, rare, 0.5, scorer.rarity)[place] > 0.4


def test_what_was_denied_is_another_claim_than_what_was_asserted(scorer: PairScorer) -> None:
    words = "the ministry paid for the new harbour wall twice"
    denied = Utterance(f"{words} over", QUILL, Assertion.DENIED)
    assert scorer.compare(Utterance(words, QUILL, Assertion.ASSERTED), denied, 0.95) is None


def test_the_same_meaning_is_told_by_the_weights(scorer: PairScorer) -> None:
    one = Utterance("he profoundly regrets the incident on the street", QUILL)
    other = Utterance("“I deeply and profoundly regret my reaction to the incident”", QUILL)
    likely, unlikely = scorer.compare(one, other, 0.85), scorer.compare(one, other, 0.1)
    assert scorer.tells(likely)
    assert likely is not None
    assert likely.level is ClaimLevel.MEANING
    assert unlikely is None
    assert not scorer.tells(unlikely)


def test_features_are_the_same_in_either_order(scorer: PairScorer) -> None:
    one, other = Utterance("The wall cost 12 million, Ivo Hale said", QUILL), Utterance("But it wasn't built in May")
    found = features(one, other, 0.4, scorer.rarity)
    assert found == features(other, one, 0.4, scorer.rarity)
    assert len(found) == len(FEATURES)


@pytest.mark.parametrize(("words", "claim"), [("same-sex marriage", None), ("“You lie!”", 1.0), ("", None)])
def test_a_topic_is_no_claim(scorer: PairScorer, words: str, claim: float | None) -> None:
    found = scorer.compare(Utterance(words, QUILL), Utterance(words, QUILL), 1.0)
    assert (found and found.score) == claim


@pytest.mark.parametrize("text", ["", "…", "“”", "a" * 5000, "no no no " * 900])
def test_odd_texts_are_compared_all_the_same(scorer: PairScorer, text: str) -> None:
    assert scorer.compare(Utterance(text), Utterance("the wall was built"), 0.2) is None


def test_runs_shared_with_the_shorter_text() -> None:
    assert shared_runs(list("abcd"), list("xabcdy"), 2) == 1.0
    assert shared_runs(list("abcd"), list("abxy"), 2) == pytest.approx(1 / 3)
    assert shared_runs(["a"], ["a"], 2) == 1.0
    assert shared_runs(["a"], ["b"], 2) == 0.0


def of_probability(scorer: PairScorer, probability: float) -> PairScorer:
    """A scorer to which every pair is as probable, so that the rules beside the weights decide."""
    odds = probability / (1 - probability)
    return replace(scorer, weights=dict.fromkeys(FEATURES, 0.0), bias=log(odds))


ENDED = "the ministry ended the programme for harbours", "the programme for harbours has been ended by the minister"


@pytest.mark.parametrize(
    ("one", "other", "speaker", "least"),
    [
        (*ENDED, QUILL, 0.6),
        (*ENDED, "Ivo Hale", 0.8),
        ("the new programme for harbours", "that programme for all harbours", QUILL, 0.85),  # names of a topic
    ],
)
def test_what_is_enough_depends_on_speakers_and_sentences(
    scorer: PairScorer, one: str, other: str, speaker: str, least: float
) -> None:
    for probability, told in ((least + 0.01, True), (least - 0.01, False)):
        found = of_probability(scorer, probability).compare(Utterance(one, QUILL), Utterance(other, speaker), 0.9)
        assert (found is not None) is told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the new programme for harbours", "that programme for all harbours"),  # no sentences
        ("he ended Deferred Action for Childhood Arrivals", "we defend the Deferred Action for Childhood Arrivals"),
        ("he had done nothing wrong", "he did nothing wrong"),  # each of himself
    ],
)
def test_two_speakers_on_one_topic_make_no_claim_together(scorer: PairScorer, one: str, other: str) -> None:
    sure = of_probability(scorer, 0.99)
    assert sure.compare(Utterance(one, QUILL), Utterance(other, "Ivo Hale"), 0.95) is None
    assert sure.compare(Utterance(one, QUILL), Utterance(other, QUILL), 0.95) is not None
