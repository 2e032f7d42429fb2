from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.data import (
    SORTS,
    ActorKind,
    Reason,
    Speaker,
    Stance,
    StanceLabel,
    StatementQuery,
    StatementRecord,
    StatementType,
)
from attrib.errors import AmbiguousNameError, NotFoundError, SettingsError
from attrib.store.actors.decisions import undo
from attrib.store.actors.merge import merge
from attrib.store.actors.naming import add_alias
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.search.query import count, count_undated, get, search
from tests.store.newsdesk import NEXT_RUN, article, person, said, talks

NEWS = (
    ("“Taxes will fall,” said Ann Lee.", "“Taxes will fall,”", "Ann Lee", "Reuters", "2024-02-29"),
    ("“Taxes must rise,” said Bo Diaz.", "“Taxes must rise,”", "Bo Diaz", "BBC News", "2023-07-01"),
    ("“No comment,” said Ann Lee.", "“No comment,”", "Ann Lee", None, None),
)


def fill(database: Database) -> None:
    save(database, talks())
    for position, (text, content, name, outlet, day) in enumerate(NEWS):
        label = (StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL)[position]
        stances = (Stance("the tax cuts", "topic", label, 0.7), Stance("Bo Diaz", "actor", StanceLabel.OPPOSE, 0.6))
        statement = said(text, content, name, by=person(name), confidence=0.9, stances=stances[: 2 - position % 2])
        save(database, article(text, statement, location=f"{position}.txt", outlet=outlet, day=day))


def found(database: Database, query: StatementQuery) -> set[str]:
    records = list(search(database, query))
    assert count(database, query) == len(records)
    return {record.quote for record in records}


FALL, RISE, NO_COMMENT = (content for _, content, *_ in NEWS)
PEACE, GO_ON, LATE, NAIVE = "“We want peace,”", "“the talks” would go on", "it was too late", "naïve hopes don't help"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (StatementQuery(), {FALL, RISE, NO_COMMENT, PEACE, GO_ON, LATE, NAIVE}),
        (StatementQuery(actor=("Ann Lee",)), {FALL, NO_COMMENT}),
        (StatementQuery(actor=("Mujahid",)), {PEACE, GO_ON}),
        (StatementQuery(actor=("white house",)), {NAIVE}),
        (StatementQuery(actor=("critics",)), {LATE}),
        (StatementQuery(type=(StatementType.MIXED,)), {GO_ON}),
        (StatementQuery(outlet=("bbc",)), {RISE, PEACE, GO_ON, LATE, NAIVE}),
        (StatementQuery(outlet=("Nowhere",)), set()),
        (StatementQuery(affiliation=("the Taliban",)), {PEACE, GO_ON}),
        (StatementQuery(affiliation=("talib",)), {PEACE, GO_ON}),
        (StatementQuery(affiliation=("alib",)), set()),
        (StatementQuery(affiliation=("%",)), set()),
        (StatementQuery(role=("Spokesperson",)), {PEACE, GO_ON}),
        (StatementQuery(since=datetime(2024, 2, 29, tzinfo=UTC)), {FALL, PEACE, GO_ON, LATE, NAIVE}),
        (StatementQuery(until=datetime(2024, 2, 29, tzinfo=UTC)), {RISE}),
        (StatementQuery(min_confidence=0.9), {FALL, RISE, NO_COMMENT}),
        (StatementQuery(stance=StanceLabel.OPPOSE), {FALL, RISE, NO_COMMENT}),
        (StatementQuery(target=("tax",)), {FALL, RISE, NO_COMMENT}),
        (StatementQuery(target=("tax cuts",), stance=StanceLabel.OPPOSE), {RISE}),
        (StatementQuery(target=("Diaz",), stance=StanceLabel.SUPPORT), set()),
        (StatementQuery(text="taxes"), {FALL, RISE}),
        (StatementQuery(text="TAXES fall"), {FALL}),
        (StatementQuery(text='"will fall"'), {FALL}),
        (StatementQuery(text="“fall will”"), set()),
        (StatementQuery(text="tax*"), {FALL, RISE}),
        (StatementQuery(text='"must ri"*'), {RISE}),
        (StatementQuery(text="tax"), set()),
        (StatementQuery(text="naive"), {NAIVE}),
        (StatementQuery(text="don't"), {NAIVE}),
        (StatementQuery(text="DON’T NAÏVE"), {NAIVE}),
        (StatementQuery(text="… — !"), set()),
        (StatementQuery(text="taxes", actor=("Bo Diaz",), outlet=("BBC News",), type=(StatementType.DIRECT,)), {RISE}),
        (StatementQuery(text="taxes", stance=StanceLabel.SUPPORT, until=datetime(2025, 1, 1, tzinfo=UTC)), {FALL}),
    ],
)
def test_every_filter_narrows(database: Database, query: StatementQuery, expected: set[str]) -> None:
    fill(database)
    for sort in SORTS:
        assert found(database, replace(query, sort=sort)) == expected


def test_many_hits_are_found_as_few_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database)
    queries = [
        StatementQuery(text="t*", sort=sort, type=kinds) for sort in SORTS for kinds in ((), (StatementType.DIRECT,))
    ]
    few = [list(search(database, query)) for query in queries]
    assert few[0]
    monkeypatch.setattr("attrib.store.search.fulltext.FEW", 0)
    assert [list(search(database, query)) for query in queries] == few


def test_orders_are_total_and_put_the_unknown_last(database: Database) -> None:
    fill(database)
    nobody = "A law was passed, it was announced."
    save(database, article(nobody, said(nobody, "A law was passed", cue="announced", silence=Reason.NO_SOURCE)))

    def ordered(sort: str) -> list[StatementRecord]:
        records = list(search(database, StatementQuery(sort=sort)))
        assert records == list(search(database, StatementQuery(sort=sort)))
        return records

    dates = [record.published_at for record in ordered("-date")]
    assert dates == [*sorted((date for date in dates if date), reverse=True), None, None]
    assert [record.published_at for record in ordered("date")] == [*sorted(filter(None, dates)), None, None]
    speakers = [record.speaker for record in ordered("speaker")]
    named = ["Ann Lee", "Ann Lee", "Bo Diaz", "Critics", "The White House", "Zabihullah Mujahid", "Zabihullah Mujahid"]
    assert speakers == [*named, None]
    assert ordered("speaker")[-1].reason == "no source"
    confidences = [record.confidence for record in ordered("confidence")]
    assert confidences == sorted(confidences, reverse=True)
    for sort in SORTS:
        keys = [
            (record.document_sha256, record.start)
            for record in ordered(sort)
            if record.document_sha256 == talks().document.sha256
        ]
        assert sort in ("speaker", "confidence", "score") or keys == sorted(keys)
    places = [(record.document_sha256, record.start) for record in ordered("position")]
    assert places == sorted(places)


def test_a_score_sorts_by_the_stance_asked_for(database: Database) -> None:
    for number, (side, score) in enumerate(((0.9, 0.2), (0.4, 0.8), (0.6, 0.6))):
        text = f"“Word {number},” said Ann Lee."
        stances = (
            Stance("Norland", "actor", StanceLabel.OPPOSE, side),
            Stance("Sudland", "actor", StanceLabel.SUPPORT, score),
            Stance("Eastland", "actor", StanceLabel.NEUTRAL, 1.0),
        )
        told = said(text, f"“Word {number},”", "Ann Lee", by=person("Ann Lee"), stances=stances)
        save(database, article(text, told, location=f"{number}.txt"))

    def order(**asked: Any) -> list[str]:
        return [record.quote[6:7] for record in search(database, StatementQuery(sort="score", **asked))]

    assert order() == ["0", "1", "2"]
    assert order(target=("Sudland",)) == ["1", "2", "0"]
    assert order(stance=StanceLabel.OPPOSE) == ["0", "2", "1"]


def test_a_confident_search_leaves_out_the_doubtful(database: Database) -> None:
    for number, (confidence, named) in enumerate(((0.9, True), (0.2, True), (0.9, False))):
        text = f"“Word {number},” said Ann Lee."
        by = person("Ann Lee") if named else None
        told = said(text, f"“Word {number},”", "Ann Lee", by=by, confidence=confidence)
        save(database, article(text, told, location=f"{number}.txt"))
    assert found(database, StatementQuery()) == {"“Word 0,”", "“Word 1,”", "“Word 2,”"}
    assert found(database, StatementQuery(confident=True)) == {"“Word 0,”"}
    assert found(database, StatementQuery(confident=True, min_confidence=0.1)) == {"“Word 0,”", "“Word 1,”"}
    doubtful = next(record for record in search(database, StatementQuery()) if record.quote == "“Word 1,”")
    review(database, doubtful.statement_id, Correction(verdict="accepted"), "eva")
    assert found(database, StatementQuery(confident=True)) == {"“Word 0,”", "“Word 1,”"}


def test_the_order_does_not_depend_on_when_documents_were_saved(database: Database) -> None:
    for text, content, name, outlet, day in reversed(NEWS):
        save(database, article(text, said(text, content, name, by=person(name)), outlet=outlet, day=day))
    save(database, talks())
    backwards = [[record.statement_id for record in search(database, StatementQuery(sort=sort))] for sort in SORTS]
    shas = {record.document_sha256 for record in search(database, StatementQuery())}
    assert len(shas) == 4
    positions = [(record.document_sha256, record.start) for record in search(database, StatementQuery(sort="position"))]
    assert positions == sorted(positions)
    assert all(sorted(ids) == sorted(backwards[0]) for ids in backwards)


def test_a_limit_cuts_the_records_and_not_the_count(database: Database) -> None:
    fill(database)
    assert len(list(search(database, StatementQuery(limit=3)))) == 3
    assert count(database, StatementQuery(limit=3)) == 7


def test_more_records_than_one_batch_come_in_order(database: Database) -> None:
    text = " ".join(f"“Word {number},” said Ann Lee." for number in range(900))
    statements = [said(text, f"“Word {number},”", "Ann Lee", by=person("Ann Lee")) for number in range(900)]
    save(database, article(text, *statements))
    records = list(search(database, StatementQuery(sort="position")))
    assert [record.quote for record in records] == [f"“Word {number},”" for number in range(900)]
    assert len(list(search(database, StatementQuery(text="word 7*")))) == 111


def test_wrong_questions_are_answered_at_once(database: Database) -> None:
    fill(database)
    with pytest.raises(NotFoundError, match=r"no actor has the name 'Mujaheed'; did you mean .*Mujahid"):
        search(database, StatementQuery(actor=("Mujaheed",)))
    with pytest.raises(
        SettingsError, match="sort 'age' is none of -date, date, score, speaker, confidence, worth, position"
    ):
        search(database, StatementQuery(sort="age"))


def test_pieces_far_apart_are_verbatim(database: Database) -> None:
    filler = "Much happened then. " * 300
    text = f"Ann Lee spoke. {filler}“First half,” she said, “second half.” {filler}"
    statement = said(text, ("“First half,”", "“second half.”"), "Ann Lee", "said", by=person("Ann Lee"))
    save(database, article(text, statement))
    record = next(search(database, StatementQuery()))
    assert record.quote == "“First half,” […] “second half.”"
    assert (record.source_text, record.cue) == ("Ann Lee", "said")
    assert record.context in text
    assert text[record.context_start :].startswith(record.context)
    assert len(record.context) <= 2000
    assert record.context.startswith("Much")
    assert record.context.endswith("then.")


def test_a_statement_is_found_by_the_beginning_of_its_id(database: Database) -> None:
    save(database, talks())
    records = list(search(database, StatementQuery()))
    wanted = records[0]
    assert get(database, wanted.statement_id) == wanted
    assert get(database, f" {wanted.statement_id[:12].upper()} ") == wanted
    for unknown in ("", "zz", "%", "0" * 20, wanted.statement_id + "0"):
        with pytest.raises(NotFoundError, match="no statement has the id"):
            get(database, unknown)
    save(database, talks(NEXT_RUN))
    assert get(database, wanted.statement_id) == wanted


def test_a_beginning_that_fits_several_ids_lists_them(database: Database) -> None:
    text = " ".join(f"“Word {number},” said Ann Lee." for number in range(40))
    save(database, article(text, *(said(text, f"“Word {number},”") for number in range(40))))
    beginnings = [record.statement_id[0] for record in search(database, StatementQuery())]
    common = max(beginnings, key=beginnings.count)
    with pytest.raises(AmbiguousNameError, match=f"statement id '{common}' fits several: {common}"):
        get(database, common)


def test_an_actor_can_be_given_by_id(database: Database) -> None:
    save(database, talks())
    record = next(search(database, StatementQuery(text="peace")))
    assert found(database, StatementQuery(actor_id=(record.actor_id or "",))) == {PEACE, GO_ON}
    assert found(database, StatementQuery(actor=(record.actor_id or "",))) == {PEACE, GO_ON}


def test_an_unnamed_speaker_of_every_document_is_found_together(database: Database) -> None:
    for number in range(3):
        text = f"“No {number},” said a spokesman."
        speaker = Speaker("a spokesman", ActorKind.UNNAMED, reason=Reason.NOMINAL)
        save(database, article(text, said(text, f"“No {number},”", "a spokesman", by=speaker)))
    assert found(database, StatementQuery(actor=("a spokesman",))) == {"“No 0,”", "“No 1,”", "“No 2,”"}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_no_query_text_is_an_error(database: Database, query: str) -> None:
    assert count(database, StatementQuery(text=query)) == 0


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=30) | st.sampled_from(["\0", "caf\udce9", "a\0b"]))
def test_no_name_is_an_error_of_the_database(database: Database, name: str) -> None:
    found(database, StatementQuery(outlet=(name,), affiliation=(name,), role=(name,), target=(name,)))
    with pytest.raises(NotFoundError):
        search(database, StatementQuery(actor=(name,)))


QUERIES = ("NEAR(", '"', '"" *', "AND", "a OR b", "-x", "col:val", "'; DROP TABLE documents; --", "***", "& | !", "(")


@pytest.mark.parametrize("query", QUERIES)
def test_operators_in_a_query_are_words(database: Database, query: str) -> None:
    fill(database)
    found(database, StatementQuery(text=query))


def test_a_word_is_found_in_the_text_it_came_from(database: Database) -> None:
    text = "He said H1N1, 2pm, x-ray, 1e5x, café, Straße, 北京, O’Neill, a_b, ½ and ﬁsh."
    save(database, article(text, said(text, text)))
    for word in ("h1n1", "2PM", "x-ray", "ray", "1e5x", "cafe", "CAFÉ", "strasse", "北京", "O'Neill", "a_b", "fish"):
        assert count(database, StatementQuery(text=word)) == 1, word


def towards(database: Database, number: int, target: str, *, kind: str = "actor", score: float = 0.7) -> None:
    text = f"“Point {number},” said Ann Lee."
    stance = Stance(target, kind, StanceLabel.OPPOSE, score)
    save(database, article(text, said(text, f"“Point {number},”", "Ann Lee", by=person("Ann Lee"), stances=(stance,))))


def test_a_target_is_found_under_every_name_of_the_actor_and_follows_merges(database: Database) -> None:
    for name, source in (("Muammar Gaddafi", "Gaddafi"), ("Moammar Qaddafi", "Qaddafi")):
        text = f"“Now {name},” said {source}."
        save(database, article(text, said(text, f"“Now {name},”", source, by=person(name))))
    towards(database, 1, "Muammar Gaddafi")
    towards(database, 2, "Moammar Qaddafi")
    towards(database, 3, "Libya")
    assert found(database, StatementQuery(target=("Qaddafi",))) == {"“Point 2,”"}
    batch = merge(database, ["Muammar Gaddafi", "Moammar Qaddafi"], "eva").batch
    for name in ("Qaddafi", "Muammar Gaddafi", "moammar"):
        assert found(database, StatementQuery(target=(name,))) == {"“Point 1,”", "“Point 2,”"}
    undo(database, batch, "eva")
    assert found(database, StatementQuery(target=("Muammar Gaddafi",))) == {"“Point 1,”"}
    add_alias(database, "Muammar Gaddafi", "Brother Leader", "eva")
    towards(database, 4, "the Brother Leader")
    assert found(database, StatementQuery(target=("Gaddafi",))) == {"“Point 1,”", "“Point 4,”"}
    identity = next(search(database, StatementQuery(actor=("Gaddafi",)))).actor_id
    assert found(database, StatementQuery(target=(identity or "",))) == {"“Point 1,”", "“Point 4,”"}


def test_a_target_s_name_that_fits_several_actors_is_a_word(database: Database) -> None:
    fill(database)
    towards(database, 1, "Bo Lee")
    towards(database, 2, "Cy Lee")
    for name in ("Bo Lee", "Cy Lee"):
        text = f"“Now {name},” said {name}."
        save(database, article(text, said(text, f"“Now {name},”", name, by=person(name))))
    assert found(database, StatementQuery(target=("Lee",))) == {"“Point 1,”", "“Point 2,”"}
    assert found(database, StatementQuery(target=("Nobody at all",))) == set()


@pytest.mark.parametrize("few", [20_000, 0])
def test_undated_statements_that_fit_but_for_their_dates_are_counted(
    database: Database, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("attrib.store.search.query._FEW_UNDATED", few)
    fill(database)
    towards(database, 1, "Libya")
    towards(database, 2, "Libya")
    dated = StatementQuery(since=datetime(2020, 1, 1, tzinfo=UTC))
    undated = [record for record in search(database, StatementQuery()) if record.published_at is None]
    assert count_undated(database, dated) == len(undated) > 2
    assert count_undated(database, replace(dated, target=("Libya",))) == 2
    assert count_undated(database, replace(dated, target=("Nobody at all",))) == 0


@pytest.mark.parametrize("few", [20_000, 0])
def test_stances_as_sure_are_found_whether_they_are_collected_or_not(
    database: Database, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("attrib.store.search.targets._FEW_AS_SURE", few)
    fill(database)
    towards(database, 1, "Libya", score=0.95)
    asked = StatementQuery(min_stance_score=0.65, stance=StanceLabel.OPPOSE)
    assert found(database, asked) == {RISE, "“Point 1,”"}
    assert count(database, asked) == 2
    assert count(database, asked, 1) == 1


def test_the_least_score_of_a_stance(database: Database) -> None:
    fill(database)
    towards(database, 1, "Libya", score=0.95)
    assert found(database, StatementQuery(min_stance_score=0.9)) == {"“Point 1,”"}
    assert found(database, StatementQuery(min_stance_score=0.65)) == {FALL, RISE, NO_COMMENT, "“Point 1,”"}
    # One and the same stance has the label and the score: that of 0.6 towards Bo Diaz is another one.
    assert found(database, StatementQuery(min_stance_score=0.65, stance=StanceLabel.OPPOSE)) == {RISE, "“Point 1,”"}
    assert found(database, StatementQuery(min_stance_score=0.65, target=("Diaz",))) == set()
    assert found(database, StatementQuery(min_stance_score=0.5, target=("Diaz",), actor=("Ann Lee",))) == {
        FALL,
        NO_COMMENT,
    }
    both = StatementQuery(
        stance=StanceLabel.OPPOSE, target=("Libya",), actor=("Ann Lee",), since=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert found(database, both) == set()
    assert found(database, replace(both, since=None)) == {"“Point 1,”"}
