"""Who is for and against what: by target for a speaker, by speaker for a topic, with changes of side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from attrib.data import ActorKind, Assertion, DatePrecision, Extraction, Speaker, StatementQuery, statement_id
from attrib.data.positions import ActorStances, TopicStances
from attrib.data.vectors import SentenceVectors
from attrib.store.database.session import Database
from attrib.store.save import save, save_many
from attrib.store.search.positions import positions
from attrib.store.search.targets import is_actor
from attrib.store.search.topic_sides import topic_sides
from tests.store.harbour import AGAINST, ANN, BO, FOR, MAY, articles, statement
from tests.store.newsdesk import article

APRIL = "“We will scrap the levy,” promised Ann Lee."
ENCODER = "tests:1"


@pytest.fixture
def debate(database: Database) -> Database:
    for read in articles():
        save(database, read)
    return database


def by_target(found: ActorStances) -> dict[str, tuple[int, int, int]]:
    return {item.target: (item.support, item.oppose, item.neutral) for item in found.targets}


def by_speaker(found: TopicStances) -> dict[str | None, str]:
    return {item.speaker: item.side for item in found.speakers}


def test_an_about_face_under_two_names_is_found(debate: Database) -> None:
    found = positions(debate, "Ann Lee")
    assert by_target(found) == {"new harbour tax": (1, 1, 0), "tax on carbon": (0, 1, 0)}
    tax = found.targets[0]
    assert (tax.names, tax.first, tax.last, tax.side) == (
        ("new harbour tax", "levy"),
        "2025-03-01",
        "2025-05-02",
        "both",
    )
    (turn,) = tax.reversals
    assert (turn.older.target, turn.older.label, turn.older.cue) == ("levy", AGAINST, "vowed")
    assert (turn.newer.target, turn.newer.label, turn.newer.cue) == ("new harbour tax", FOR, "conceded")
    assert turn.newer.assertion is Assertion.ASSERTED


def test_a_topic_by_speaker(debate: Database) -> None:
    found = topic_sides(debate, "the harbour tax", StatementQuery())
    assert by_speaker(found) == {"Ann Lee": "both", "Bo Ray": "support"}
    assert found.targets == (("harbour tax", 1), ("levy", 1), ("new harbour tax", 1))
    assert found.others == (("Harbour tax cuts", 1),)
    assert found.left_neutral == 1
    ann, bo = found.speakers
    assert (ann.count, len(ann.reversals), bo.count, bo.reversals) == (2, 1, 1, ())


def test_who_takes_no_side_is_shown_on_request(debate: Database) -> None:
    found = topic_sides(debate, "harbour tax", StatementQuery(), neutral=True)
    assert by_speaker(found) == {"Ann Lee": "both", "Bo Ray": "support", "Cy Fox": "neutral"}
    assert (found.speakers[-1].neutral, found.left_neutral) == (1, 0)
    assert by_target(positions(debate, "Cy Fox")) == {"Taxes": (0, 1, 0)}
    assert positions(debate, "Cy Fox").left_neutral == 1
    assert by_target(positions(debate, "Cy Fox", neutral=True)) == {"Taxes": (0, 1, 0), "tax": (0, 0, 1)}


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("harbour levies", {"Ann Lee": "both", "Bo Ray": "support"}),
        ("carbon tax", {"Ann Lee": "oppose"}),
        ("harbor tax cut", {"Bo Ray": "oppose"}),
        ("tax", {"Cy Fox": "oppose"}),  # taxes at large; the harbour tax is a topic of its own
        ("fish tax", {}),
        ("old harbour tax", {}),
        ("unicorns", {}),
    ],
)
def test_a_topic_finds_what_says_the_same(debate: Database, topic: str, expected: Mapping[str, str]) -> None:
    assert by_speaker(topic_sides(debate, topic, StatementQuery())) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (StatementQuery(actor=("Bo Ray",)), {"Bo Ray": "support"}),
        (StatementQuery(since=None, outlet=("Tern",)), {"Ann Lee": "support"}),
        (StatementQuery(stance=AGAINST), {"Ann Lee": "oppose"}),
        (StatementQuery(min_stance_score=0.9), {}),
        (StatementQuery(text="city"), {"Ann Lee": "support"}),
        (StatementQuery(assertion=(Assertion.DENIED,)), {}),
    ],
)
def test_filters_narrow_a_topic(debate: Database, query: StatementQuery, expected: Mapping[str, str]) -> None:
    assert by_speaker(topic_sides(debate, "harbour tax", query)) == expected


def test_filters_narrow_a_speaker(debate: Database) -> None:
    assert by_target(positions(debate, "Ann Lee", StatementQuery(target=("carbon",)))) == {"tax on carbon": (0, 1, 0)}
    assert by_target(positions(debate, "Ann Lee", StatementQuery(stance=FOR))) == {"new harbour tax": (1, 0, 0)}
    assert by_target(positions(debate, "Ann Lee", StatementQuery(outlet=("Gull",)))) == {
        "levy": (0, 1, 0),
        "tax on carbon": (0, 1, 0),
    }


def test_the_name_of_an_actor_is_a_topic_under_all_names(database: Database) -> None:
    text = "“Bo Ray is a fool,” said Ann Lee. “I am not,” said Bo Ray."
    read = article(text, statement(text, "“Bo Ray is a fool,”", ANN, "said", ("Bo Ray", AGAINST)))
    stance = replace(read.statements[0].stances[0], kind="actor")
    answer = statement(text, "“I am not,”", BO, "said")
    save(database, replace(read, statements=(replace(read.statements[0], stances=(stance,)), answer)))
    assert by_speaker(topic_sides(database, "Bo Ray", StatementQuery())) == {"Ann Lee": "oppose"}


def test_what_has_a_topics_very_words_counts_where_the_name_answers_for_somebody_else(database: Database) -> None:
    text = "“Sudland is wrong,” said Ann Lee. “No,” said Sudland security forces."
    read = article(text, statement(text, "“Sudland is wrong,”", ANN, "said", ("Sudland", AGAINST)))
    stance = replace(read.statements[0].stances[0], kind="actor")
    forces = Speaker("Sudland security forces", ActorKind.ORGANIZATION)
    answer = statement(text, "“No,”", forces, "said")
    save(database, replace(read, statements=(replace(read.statements[0], stances=(stance,)), answer)))
    with database.session() as session:
        assert is_actor(session, "Sudland")
    assert by_speaker(topic_sides(database, "Sudland", StatementQuery())) == {"Ann Lee": "oppose"}


def test_dates_are_as_exact_as_is_known(database: Database) -> None:
    for read in articles():
        save(database, replace(read, document=replace(read.document, published_precision=DatePrecision.MONTH)))
    (ann, _) = topic_sides(database, "harbour tax", StatementQuery()).speakers
    assert (ann.first, ann.last) == ("2025-03", "2025-05")
    assert ann.reversals[0].newer.published_precision is DatePrecision.MONTH


def _with_vectors(database: Database, vectors: Mapping[str, Sequence[float]]) -> None:
    """Store the article of May and one of April that has no other name for the levy, their statements with vectors."""
    april = article(
        APRIL, statement(APRIL, "“We will scrap the levy,”", ANN, "promised", ("levy", AGAINST)), day="2025-04-01"
    )
    read: list[Extraction] = []
    by_id: dict[str, np.ndarray] = {}
    for one in (april, articles()[1]):
        sha, run = one.document.sha256, one.run.id
        stamped = tuple(replace(each, id=statement_id(sha, run, each)) for each in one.statements)
        read.append(replace(one, statements=stamped))
        for each in stamped:
            words = next((name for name in vectors if name in each.quote(one.document.text)), None)
            if words:
                unit = np.array(vectors[words], dtype=np.float32)
                by_id[each.id] = unit / np.linalg.norm(unit)
    save_many(database, read, SentenceVectors(ENCODER, by_id))


@pytest.mark.parametrize(
    ("levy", "encoder", "one"),
    [([1, 0.2], ENCODER, True), ([0, 1], ENCODER, False), ([1, 0.2], None, False), ([1, 0.2], "other:1", False)],
)
def test_a_bare_noun_of_another_article_is_joined_by_meaning_alone(
    database: Database, levy: list[float], encoder: str | None, one: bool
) -> None:
    _with_vectors(database, {"scrap": levy, "right for": [1, 0], "must fall": [0, 1]})
    found = by_target(positions(database, "Ann Lee", encoder=encoder))
    assert found == ({"new harbour tax": (1, 1, 0)} if one else {"new harbour tax": (1, 0, 0), "levy": (0, 1, 0)})
    sides = by_speaker(topic_sides(database, "harbour tax", StatementQuery(), encoder=encoder))
    assert sides == {"Ann Lee": "both" if one else "support"}


def test_two_sides_in_one_statement_are_no_change_of_mind(database: Database) -> None:
    both = statement(MAY, "“The new harbour tax is right for our city,”", ANN, "conceded", ("new harbour tax", FOR))
    again = replace(both.stances[0], label=AGAINST, target="harbour tax")
    read = replace(articles()[1], statements=(replace(both, stances=(*both.stances, again)),))
    save(database, read)
    (target,) = positions(database, "Ann Lee").targets
    assert (target.side, target.reversals) == ("both", ())
