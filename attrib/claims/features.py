"""Features of a pair of statements, from which a scorer tells whether they make the same claim.

Each lies between 0 and 1, or near it. All but the cosine come from the words alone: no statistics of the database,
which would let the order of ingesting decide.
"""

from collections.abc import Callable, Sequence
from math import log

from attrib.claims.stems import stem
from attrib.claims.utterance import Utterance
from attrib.data import Assertion
from attrib.english.stop_words import TOPIC_STOP_WORDS

FEATURES = (
    *("cosine", "near", "overlap", "contained", "part", "weight", "bigrams", "run"),
    *("length", "shorter", "figures_shared", "figures_differ", "figures_missing", "negation", "negation_one"),
    *("names_shared", "names_differ", "names_missing", "dates_differ", "speaker_same", "speaker_differs"),
    *("assertion_differs", "cosine_contained", "cosine_speaker", "part_speaker", "short_part"),
    *("quoted", "quoted_weight", "quoted_speaker", "rare_run"),
)
"""The names of the features, in the order of a scorer's weights."""

Rarity = Callable[[str], float]


def features(first: Utterance, second: Utterance, cosine: float, rarity: Rarity) -> list[float]:
    """The FEATURES of a pair, the same in either order; `rarity` is how rare a stem is, above 0."""
    values = {"cosine": cosine, "near": max(0.0, cosine - 0.6)}
    values |= _words(first, second, rarity) | _quoted(first, second, rarity) | _facts(first, second)
    values["cosine_contained"] = cosine * values["contained"]
    values["cosine_speaker"] = cosine * values["speaker_same"]
    values["part_speaker"] = values["part"] * values["speaker_same"]
    values["short_part"] = values["part"] * values["shorter"]
    values["quoted_speaker"] = values["quoted_weight"] * values["speaker_same"]
    return [values[name] for name in FEATURES]


def _words(first: Utterance, second: Utterance, rarity: Rarity) -> dict[str, float]:
    shared = weight(first.stems & second.stems, rarity)
    one, other = closest_parts(first, second, rarity)
    weights = [weight(each.stems, rarity) for each in (first, second)]
    lengths = [max(len(each.words), 1) for each in (first, second)]
    return {
        "overlap": 2 * shared / max(sum(weights), 1e-6),
        "contained": shared / max(min(weights), 1e-6),
        "part": _part(one, other, rarity),
        "weight": min(1.0, shared / 40),
        "bigrams": shared_runs(first.words, second.words, 2),
        "run": min(1.0, _heaviest_run(first.words, second.words, _each) / 10),
        "rare_run": min(1.0, _heaviest_run(first.words, second.words, lambda word: _told(word, rarity)) / 30),
        "length": abs(log(lengths[0]) - log(lengths[1])) / 3,
        "shorter": min(1.0, log(min(lengths)) / 4),
    }


def closest_parts(first: Utterance, second: Utterance, rarity: Rarity) -> tuple[Sequence[str], Sequence[str]]:
    """The sentence of each of two statements, as stems, that are the most alike."""
    pairs = ((one, other) for one in first.parts for other in second.parts)
    return max(pairs, key=lambda pair: _part(pair[0], pair[1], rarity))


def _part(one: Sequence[str], other: Sequence[str], rarity: Rarity) -> float:
    """The share of the rarity of two sentences that both have."""
    first, second = frozenset(one), frozenset(other)
    whole = weight(first, rarity) + weight(second, rarity)
    return 2 * weight(first & second, rarity) / max(whole, 1e-6)


def weight(stems: frozenset[str], rarity: Rarity) -> float:
    """The summed rarity of some stems, added in one order whatever that of the set."""
    return sum(map(rarity, sorted(stems)))


def shared_runs(one: Sequence[str], other: Sequence[str], length: int) -> float:
    """The share of the shorter text's runs of `length` words that the other has too; of fewer words, their equality."""
    runs = [frozenset(zip(*(words[at:] for at in range(length)), strict=False)) for words in (one, other)]
    if not all(runs):
        return float(tuple(one) == tuple(other))
    return len(runs[0] & runs[1]) / min(map(len, runs))


def _quoted(first: Utterance, second: Utterance, rarity: Rarity) -> dict[str, float]:
    """How much of what stands in the quotation marks of one statement the other has: "he 'profoundly' regrets it"."""
    shared = [weight(one.quoted & other.stems, rarity) for one, other in ((first, second), (second, first))]
    wholes = [weight(each.quoted, rarity) for each in (first, second)]
    return {
        "quoted": max(part / whole if whole else 0.0 for part, whole in zip(shared, wholes, strict=True)),
        "quoted_weight": min(1.0, max(shared) / 15),
    }


def _each(_: str) -> float:
    return 1.0


def _told(word: str, rarity: Rarity) -> float:
    """What a word tells by itself: its rarity, nothing for a stop word."""
    return 0.0 if word in TOPIC_STOP_WORDS else rarity(stem(word))


def _heaviest_run(one: Sequence[str], other: Sequence[str], weigh: Callable[[str], float]) -> float:
    """The highest summed weight of a run of words that two texts share."""
    best = 0.0
    before: dict[int, float] = {}
    places: dict[str, list[int]] = {}
    for at, word in enumerate(other):
        places.setdefault(word, []).append(at)
    for word in one:
        value = weigh(word)
        before = {at: before.get(at - 1, 0.0) + value for at in places.get(word, ())}
        best = max(best, *before.values()) if before else best
    return best


def _facts(first: Utterance, second: Utterance) -> dict[str, float]:
    facts = _compared("figures", first.figures, second.figures) | _compared("names", first.names, second.names)
    known = bool(first.surname and second.surname)
    same = known and first.surname == second.surname
    asserted = [each.assertion or Assertion.ASSERTED for each in (first, second)]
    dates = bool(first.dates and second.dates) and not first.dates & second.dates
    return facts | {
        "dates_differ": float(dates),
        "negation": float(first.negations % 2 != second.negations % 2),
        "negation_one": float(bool(first.negations) != bool(second.negations)),
        "speaker_same": float(same),
        "speaker_differs": float(known and not same),
        "assertion_differs": float(asserted[0] is not asserted[1]),
    }


def _compared(name: str, one: frozenset[object], other: frozenset[object]) -> dict[str, float]:
    return {
        f"{name}_shared": float(bool(one & other)),
        f"{name}_differ": float(bool(one - other) and bool(other - one)),
        f"{name}_missing": float(bool(one) != bool(other)),
    }
