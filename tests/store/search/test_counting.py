"""Counts by each facet: what stands in a row, what in several, and what in none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from attrib.data import Assertion, DatePrecision, StanceLabel, StatementQuery
from attrib.data import Stance as Towards
from attrib.data.counts import Counts, Facet
from attrib.data.search_pages import Fitting
from attrib.services.paging import count_fitting
from attrib.services.reviews import correction
from attrib.store.actors.listing import find
from attrib.store.actors.merge import merge
from attrib.store.database.session import Database
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.search.counting import count_by
from attrib.store.search.query import count, search
from attrib.store.search.top_values import COUNTED, top_values
from tests.store.harbour import articles
from tests.store.harbour import towards as towards_in
from tests.store.newsdesk import NEXT_RUN, article, person, said, talks
from tests.store.speaking import says

FOR, AGAINST, NEITHER = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL


def towards(*sides: tuple[str, StanceLabel]) -> tuple[Towards, ...]:
    return tuple(Towards(target, "actor" if " " in target else "topic", label, 0.8) for target, label in sides)


def table(counts: Counts) -> dict[Sequence[str | None], int]:
    return {tuple(value.name for value in row.values): row.statements for row in counts.rows}


def one(counts: Counts) -> dict[str | None, int]:
    return {row.values[0].name: row.statements for row in counts.rows}


@pytest.fixture
def debate(database: Database) -> Database:
    """Three articles: Ann speaks three times and Bo twice, once for and against, once of two names for one thing."""
    ann, bo = person("Ann Lee", role="mayor", affiliation="Norland"), person("Bo Ray", affiliation="norland")
    text = "“One tax,” said Ann. “Two taxes,” said Bo. “Three,” said nobody."
    first = article(
        text,
        said(text, "“One tax,”", "Ann", by=ann, stances=towards(("Tax", FOR), ("Bo Ray", AGAINST), ("Port", FOR))),
        said(text, "“Two taxes,”", "Bo", by=bo, stances=towards(("tax", AGAINST), ("The Tax", AGAINST))),
        said(text, "“Three,”"),
        outlet="The Gull",
        day="2025-01-05",
    )
    text = "“Four,” said Ann. “Five,” said Ann."
    second = article(
        text,
        said(text, "“Four,”", "Ann", by=ann, stances=towards(("Tax", NEITHER))),
        said(text, "“Five,”", "Ann", by=ann),
        outlet="gull",
        day="2025-03-01",
    )
    text = "“Six,” said Bo."
    third = article(text, said(text, "“Six,”", "Bo", by=bo, stances=towards(("Port", AGAINST))))
    month = replace(first, document=replace(first.document, published_precision=DatePrecision.MONTH))
    for read in (month, second, third):
        save(database, read)
    return database


def test_by_speaker_with_those_whom_nobody_knows_last(debate: Database) -> None:
    counts = count_by(debate, StatementQuery(), [Facet.SPEAKER])
    assert list(one(counts).items()) == [("Ann Lee", 3), ("Bo Ray", 2), (None, 1)]
    assert (counts.statements, counts.counted, counts.several) == (6, 6, 0)
    ann, bo, _ = counts.rows
    assert (ann.first, ann.last) == ("2025-01", "2025-03-01")
    assert (bo.first, bo.last) == ("2025-01", "2025-01")  # his other statement has no date
    assert ann.values[0].id != bo.values[0].id


def test_a_limit_is_of_the_first_values_and_says_of_how_many(debate: Database) -> None:
    by_speaker = count_by(debate, StatementQuery(), [Facet.SPEAKER], limit=1)
    assert (one(by_speaker), by_speaker.values) == ({"Ann Lee": 3}, 3)
    by_month = count_by(debate, StatementQuery(), [Facet.MONTH, Facet.TYPE], limit=2)
    assert (set(table(by_month)), by_month.values) == ({("2025-03", "direct"), (None, "direct")}, 3)
    by_target = count_by(debate, StatementQuery(), [Facet.TARGET], limit=2)
    assert (one(by_target), by_target.values) == ({"Port": 2, "Tax": 2}, 3)


@pytest.mark.parametrize("limit", [None, 1, 2])
def test_the_outlets_of_a_row_are_independent_ones(database: Database, limit: int | None) -> None:
    outlets = {1: "Wire", 2: "The Gull", 3: "Norland Times", 4: "the gull", 5: None}
    for number, outlet in outlets.items():
        saying = says("Ann Lee" if number < 5 else "Bo Ray", number, against="Tax")
        save(database, replace(saying, document=replace(saying.document, outlet=outlet)))

    def found(facet: Facet) -> list[tuple[str | None, int]]:
        rows = count_by(database, StatementQuery(), [facet], limit=limit).rows
        return [(row.values[0].name, row.outlets) for row in rows]

    assert found(Facet.SPEAKER) == [("Ann Lee", 3), ("Bo Ray", 0)][:limit]
    assert found(Facet.TARGET) == [("Tax", 3)]
    with database.begin() as connection:  # 2.txt is a copy of 1.txt, and so are its words
        connection.exec_driver_sql(
            "UPDATE documents SET copy_of = (SELECT key FROM documents WHERE location = '1.txt')"
            " WHERE location IN ('2.txt', '3.txt')"
        )
        copied = "SELECT key FROM documents WHERE location = '2.txt'"
        connection.exec_driver_sql(f"UPDATE statements SET copied = true WHERE document_key IN ({copied})")
    assert found(Facet.SPEAKER) == [("Ann Lee", 3), ("Bo Ray", 0)][:limit]  # 4.txt is of The Gull too
    with database.begin() as connection:
        copied = "SELECT key FROM documents WHERE location = '3.txt'"
        connection.exec_driver_sql(f"UPDATE statements SET copied = true WHERE document_key IN ({copied})")
    assert found(Facet.SPEAKER) == [("Ann Lee", 2), ("Bo Ray", 0)][:limit]
    assert found(Facet.TARGET) == [("Tax", 2)]


def test_a_year_known_alone_makes_no_year_of_its_first_day(database: Database) -> None:
    known = {"Ann Lee": DatePrecision.DAY, "Bo Ray": DatePrecision.YEAR, "Cy Day": DatePrecision.MONTH}
    for number, (name, precision) in enumerate(known.items()):
        saying = says(name, number, day="2025-01-01")
        save(database, replace(saying, document=replace(saying.document, published_precision=precision)))
    by_speaker = count_by(database, StatementQuery(), [Facet.SPEAKER]).rows
    dates = {row.values[0].name: (row.first, row.last) for row in by_speaker}
    assert dates == {"Ann Lee": ("2025-01-01",) * 2, "Bo Ray": ("2025",) * 2, "Cy Day": ("2025-01",) * 2}
    assert one(count_by(database, StatementQuery(), [Facet.MONTH])) == {"2025": 1, "2025-01": 2}
    (together,) = count_by(database, StatementQuery(), [Facet.TYPE]).rows
    assert (together.first, together.last) == ("2025-01-01", "2025")


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        (Facet.AFFILIATION, {"Norland": 3 + 2, None: 1}),
        (Facet.ROLE, {"mayor": 3, None: 3}),
        (Facet.OUTLET, {"The Gull": 3, "gull": 2, None: 1}),
        (Facet.TYPE, {"direct": 6}),
        (Facet.ASSERTION, {None: 6}),
        (Facet.MONTH, {"2025-01": 3, "2025-03": 2, None: 1}),
        (Facet.STANCE, {"support": 1, "oppose": 3}),
        (Facet.TARGET, {"Port": 2, "Tax": 2, "Bo Ray": 1}),
    ],
)
def test_by_each_facet(debate: Database, facet: Facet, expected: dict[str | None, int]) -> None:
    found = one(count_by(debate, StatementQuery(), [facet]))
    if facet is Facet.OUTLET:  # one outlet under two spellings, the commoner of which is shown
        found = {"The Gull": found.pop("The Gull", 0) or found.pop("gull", 0), **found}
        expected = {"The Gull": 5, None: 1}
    assert found == expected


def test_a_statement_of_several_stances_counts_in_several_rows_and_in_each_once(debate: Database) -> None:
    by_stance = count_by(debate, StatementQuery(), [Facet.STANCE])
    assert (by_stance.statements, by_stance.counted, by_stance.several) == (6, 3, 1)  # Ann is for two, against one
    by_target = count_by(debate, StatementQuery(), [Facet.TARGET])
    assert (by_target.counted, by_target.several) == (3, 1)
    assert sum(row.statements for row in by_target.rows) == 5


def test_neutral_stances_count_where_they_are_asked_for(debate: Database) -> None:
    assert one(count_by(debate, StatementQuery(), [Facet.STANCE], neutral=True))["neutral"] == 1
    assert one(count_by(debate, StatementQuery(stance=NEITHER), [Facet.STANCE])) == {"neutral": 1}
    assert one(count_by(debate, StatementQuery(), [Facet.TARGET], neutral=True))["Tax"] == 3


def test_stances_are_counted_as_the_filters_ask_for_them(debate: Database) -> None:
    assert one(count_by(debate, StatementQuery(target=("Port",)), [Facet.STANCE])) == {"support": 1, "oppose": 1}
    assert one(count_by(debate, StatementQuery(stance=FOR), [Facet.TARGET])) == {"Tax": 1, "Port": 1}
    assert one(count_by(debate, StatementQuery(min_stance_score=0.9), [Facet.TARGET])) == {}


def test_two_facets_are_crossed(debate: Database) -> None:
    assert table(count_by(debate, StatementQuery(), [Facet.SPEAKER, Facet.STANCE])) == {
        ("Ann Lee", "support"): 1,
        ("Ann Lee", "oppose"): 1,
        ("Bo Ray", "oppose"): 2,
    }
    assert table(count_by(debate, StatementQuery(), [Facet.TARGET, Facet.STANCE]))["Tax", "oppose"] == 1
    months = count_by(debate, StatementQuery(actor=("Ann Lee",)), [Facet.MONTH, Facet.OUTLET])
    assert [(row.values[0].name, row.statements) for row in months.rows] == [("2025-01", 1), ("2025-03", 2)]


def test_the_order_does_not_depend_on_the_order_of_ingesting(debate: Database) -> None:
    rows = count_by(debate, StatementQuery(), [Facet.TARGET]).rows
    assert [row.values[0].name for row in rows] == ["Port", "Tax", "Bo Ray"]  # two of each, then by name


def test_merged_speakers_are_one_row(debate: Database) -> None:
    (ann, *_), (bo, *_) = (find(debate, name) for name in ("Ann Lee", "Bo Ray"))
    merge(debate, [ann.id, bo.id], by="tester")
    assert one(count_by(debate, StatementQuery(), [Facet.SPEAKER])) == {"Ann Lee": 5, None: 1}
    assert one(count_by(debate, StatementQuery(), [Facet.TARGET]))["Ann Lee"] == 1


def test_what_is_doubtful_does_not_count_where_it_is_left_out(debate: Database) -> None:
    counts = count_by(debate, StatementQuery(confident=True), [Facet.SPEAKER])
    assert (counts.statements, one(counts)) == (5, {"Ann Lee": 3, "Bo Ray": 2})


def test_older_runs_and_rejected_statements_do_not_count(database: Database) -> None:
    read = talks()
    save(database, read)
    save(database, replace(read, run=NEXT_RUN, statements=read.statements[:2]))
    assert count_by(database, StatementQuery(), [Facet.TYPE]).statements == 2
    (record, *_) = search(database, StatementQuery(sort="position"))
    review(database, record.statement_id, correction(reject=True), "tester")
    assert one(count_by(database, StatementQuery(), [Facet.SPEAKER])) == {"Zabihullah Mujahid": 1}
    assert count_by(database, StatementQuery(rejected=True), [Facet.SPEAKER]).statements == 1


def test_assertions_and_documents(database: Database) -> None:
    read = talks()
    save(
        database, replace(read, statements=tuple(replace(each, assertion=Assertion.DENIED) for each in read.statements))
    )
    assert one(count_by(database, StatementQuery(), [Facet.ASSERTION])) == {"denied": 4}
    (row,) = count_by(database, StatementQuery(), [Facet.DOCUMENT]).rows
    assert (row.values[0].name, row.values[0].id) == ("talks.txt", read.document.sha256)


def test_nothing_makes_no_rows(database: Database) -> None:
    for facet in Facet:
        assert count_by(database, StatementQuery(), [facet]) == Counts((facet,), (), 0, 0)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_near_same_targets_are_one_whatever_the_order_of_ingesting(database: Database, order: Sequence[int]) -> None:
    for place in order:
        save(database, articles()[place])
    by_target = count_by(database, StatementQuery(), [Facet.TARGET], neutral=True)
    assert one(by_target) == {"harbour tax": 4, "Harbour tax cuts": 1, "Taxes": 1, "tax on carbon": 1}
    assert (by_target.counted, by_target.several) == (7, 0)
    crossed = table(count_by(database, StatementQuery(), [Facet.TARGET, Facet.STANCE]))
    assert (crossed["harbour tax", "support"], crossed["harbour tax", "oppose"]) == (2, 1)
    narrowed = count_by(database, StatementQuery(actor=("Ann Lee",)), [Facet.TARGET])
    assert one(narrowed) == {"new harbour tax": 2, "tax on carbon": 1}  # as she calls it


def test_what_an_article_calls_by_two_names_in_one_statement_counts_once(database: Database) -> None:
    text = "“We reject this levy; the harbour tax is theft,” said Ann."
    sides = tuple(towards_in(text, name, AGAINST) for name in ("levy", "harbour tax"))
    save(database, article(text, said(text, "“We reject this levy; the harbour tax is theft,”", "Ann", stances=sides)))
    counts = count_by(database, StatementQuery(), [Facet.TARGET])
    assert (one(counts), counts.several) == ({"harbour tax": 1}, 0)


def test_forms_of_a_party_are_one_affiliation_and_each_finds_all(database: Database) -> None:
    forms = {"Ann Lee": "Republican", "Bo Ray": "GOP", "Cy Fox": "the Republican Party", "Di Moss": "Republicans"}
    for number, (name, party) in enumerate((forms | {"Ed Hill": "Democrats", "Flo Park": "Texas Republicans"}).items()):
        text = f"“Point {number},” said {name}."
        save(database, article(text, said(text, f"“Point {number},”", name, by=person(name, affiliation=party))))
    counts = count_by(database, StatementQuery(), [Facet.AFFILIATION])
    assert one(counts) == {"Republican Party": 4, "Democratic Party": 1, "Texas Republicans": 1}
    for party in ("Republican Party", "GOP", "republican"):
        found = {record.speaker for record in search(database, StatementQuery(affiliation=(party,)))}
        assert found == set(forms), party
    texans = {record.speaker for record in search(database, StatementQuery(affiliation=("Texas Republicans",)))}
    assert texans == {"Flo Park"}


def test_targets_that_only_their_article_explains_come_last(database: Database) -> None:
    text = "“One,” said Ann. “Two,” said Ann. “Three,” said Ann."
    said_of = (("“One,”", ("the bill", FOR)), ("“Two,”", ("bill", FOR)), ("“Three,”", ("harbour tax", AGAINST)))
    by = person("Ann Lee")
    statements = [said(text, quote, "Ann", by=by, stances=towards(target)) for quote, target in said_of]
    save(database, article(text, *statements))
    assert list(one(count_by(database, StatementQuery(), [Facet.TARGET]))) == ["harbour tax", "bill"]
    shown = count_by(database, StatementQuery(), [Facet.TARGET], limit=1)
    assert (one(shown), shown.values) == ({"harbour tax": 1}, 2)


def test_top_values_are_those_of_the_counts_of_each_facet(debate: Database) -> None:
    for query in (StatementQuery(), StatementQuery(confident=True), StatementQuery(stance=NEITHER)):
        for limit in (None, 1, 2):
            by = sorted(COUNTED)
            for facet, told in zip(by, top_values(debate, query, by, limit), strict=True):
                whole = count_by(debate, query, [facet], limit=limit)
                assert one(told) == one(whole), (facet, limit)
                assert (told.statements, told.values) == (whole.statements, whole.values), (facet, limit)
                assert [row.values[0].id for row in told.rows] == [row.values[0].id for row in whole.rows]


def test_counting_stops_where_it_is_told_to(debate: Database) -> None:
    assert [count(debate, StatementQuery(), most) for most in (None, 9, 2)] == [6, 6, 2]
    assert count_fitting(debate, StatementQuery(), 6) == Fitting(6)
    assert count_fitting(debate, StatementQuery(confident=True), 5) == Fitting(5, more=True)


@pytest.mark.parametrize("text", ["the", "tr* welcome", '"treaty failed"', "zebra", "..."])
@pytest.mark.parametrize("confident", [True, False])
def test_words_are_counted_with_a_bound_as_without(debate: Database, text: str, confident: bool) -> None:
    query = StatementQuery(text=text, confident=confident)
    assert count_fitting(debate, query, 100) == count_fitting(debate, query)
    assert count(debate, query, 100) == count(debate, query) == len(list(search(debate, query)))
    by = [Facet.SPEAKER, Facet.STANCE]
    for facet, told in zip(by, top_values(debate, query, by, None), strict=True):
        assert one(told) == one(count_by(debate, query, [facet]))
