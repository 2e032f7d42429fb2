"""The page of a report."""

import html
import io
import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from attrib.data import (
    About,
    DatePrecision,
    Occasion,
    RunSummary,
    SaidDates,
    SaidPrecision,
    StanceLabel,
    StatementRecord,
)
from attrib.data.articles import StoredArticle
from attrib.data.checks import CheckMatch, CheckVerdict, FactCheck, StoredCheck
from attrib.data.claims import ClaimLevel, ClaimSummary
from attrib.data.pages import ArticlePage, PageStatement
from attrib.data.report import (
    Period,
    Ranking,
    Report,
    ReportDatabase,
    ReportNumbers,
    ReportQuestion,
    ReportRun,
    Tally,
    Timeline,
    Trust,
    Unit,
)
from attrib.data.report_beside import ReportBeside, ReportCheck, ReportClaim
from attrib.services.article_pages import page_of
from attrib.services.marking import marked_paragraphs, marks_of
from attrib.writers.html.charts import sides_chart, statements_chart
from attrib.writers.html.report import write_report_page
from tests.writers.html.pages import assert_stands_alone, elements
from tests.writers.html.test_article import ATTACK
from tests.writers.records import RECORD, REVIEW, TEXT

NOW = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)
TIMELINE = Timeline(Unit.MONTH, (Period("2024-12", 3, 1, 0), Period("2025-01", 0, 0, 0), Period("2025-02", 1, 0, 1)))
RUN = RunSummary("1a" * 8, "attribution", "2b" * 32, "0.2.0+abc", NOW, NOW, 1, 1, 1, {"precision": "fp32"})


def listed(*records: StatementRecord) -> tuple[PageStatement, ...]:
    return tuple(
        PageStatement(
            number, record, marked_paragraphs(record.context, marks_of(number, record), record.context_start), "words"
        )
        for number, record in enumerate(records, 1)
    )


def report_of(*records: StatementRecord, **changed: Any) -> Report:
    numbers = ReportNumbers(
        speakers=Ranking((Tally("Amina Okoye", 2, 1, 0, 1), Tally(None, 1, 1))),
        outlets=Ranking((Tally("The Gull", 2, 1),), 4),
        targets=Ranking((Tally("port", 1, 1, 0, 1),)),
        documents=1,
        independent=1,
        sides=(0, 1, 0),
        timeline=TIMELINE,
        bands=((0.9, 1.0, len(records)),),
        reviewed=0,
        reviewers=(),
    )
    values: dict[str, Any] = {
        "title": "The port",
        "made_at": NOW,
        "version": "0.2.0",
        "question": ReportQuestion((("speaker", "Okoye"),), "attrib report --actor Okoye", len(records), 0, ()),
        "statements": listed(*records),
        "numbers": numbers,
        "runs": (ReportRun(RUN, len(records)),),
        "trust": (Trust("attribution", "unseen news", 87.6, 4.5, 79.3, 62.7, 40.7),),
        "database": ReportDatabase("news.db", "sqlite", "3c" * 32),
        "articles": 1,
    }
    return Report(**values | changed)


def articles_of(report: Report) -> Iterable[ArticlePage]:
    records = tuple(each.record for each in report.statements)
    if records and not report.no_articles:
        yield page_of(StoredArticle(TEXT, records, records[0].statement_id, newest=True), report.statements)


def written(report: Report) -> str:
    stream = io.StringIO()
    write_report_page(report, articles_of(report), stream)
    return stream.getvalue()


def test_the_page_stands_alone_and_tells_everything() -> None:
    page = written(report_of(RECORD))
    assert_stands_alone(page)
    text = " ".join(re.sub(r"<[^>]+>", "", page).split())
    for told in (
        "attrib report --actor Okoye",
        "1 statement by 1 speaker in 1 article of 5 outlets",
        "(first 1 of 5)",
        "run 1a1a1a1a1a1a1a1a",
        "3c" * 32,
        "87.6 % are statements",
        "it misses 4.5 %",
        "79.3 % have the right speaker",
        "62.7 % are right, and 40.7 % are right in the target too",
        "No person has reviewed any of them",
        "suggested, 0.81",
        "2025-03-04 05:06 UTC",
    ):
        assert told in text, told


CHECK = StoredCheck(
    "ab" * 8,
    FactCheck(
        "The port is <shut>", "A. Okoye", "Mostly false", "Gull Checks", "https://checks.example/1", reviewed_at=NOW
    ),
    NOW,
)
CLAIM = ClaimSummary(
    id="1f" * 8, level=ClaimLevel.MEANING, words="It is <time>", statements=5, speakers=("Amina Okoye", "Bo"),
    outlets=3, documents=4, first="a", first_at=NOW.replace(year=2024), first_precision=DatePrecision.MONTH, latest="b",
    latest_at=NOW, latest_precision=DatePrecision.DAY,
)  # fmt: skip


def with_everything() -> Report:
    """A report of which one statement has fact checks, an occasion, a score of worth and a repeated claim."""
    confirmed = CheckMatch(CHECK, 0.6, 0.5, CheckVerdict.CONFIRMED)
    far = CheckMatch(replace(CHECK, id="cd" * 8, check=replace(CHECK.check, claim="Ships are late")), 0.5, 0.5)
    rejected = CheckMatch(replace(CHECK, id="ef" * 8), 0.9, 0.9, CheckVerdict.REJECTED)
    day = SaidDates(date(2025, 10, 30), date(2025, 10, 30), SaidPrecision.DAY)
    known = replace(
        RECORD, worth=0.71, time="on Thursday", addressee="reporters", place="the port", occasion=Occasion(dates=day),
        checks=(confirmed, far, rejected),
    )  # fmt: skip
    plain = replace(RECORD, statement_id="f" * 20)
    known_beside = ReportBeside(
        checks=(ReportCheck(CHECK, ((1, confirmed),)),),
        claims=(ReportClaim(CLAIM, (1, 2)),),
        worthy=(1,),
        scored=1,
        timed=1,
        addressed=1,
        placed=1,
    )
    return report_of(known, plain, beside=known_beside)


def test_checks_claims_occasions_and_worth_are_told() -> None:
    page = written(with_everything())
    assert_stands_alone(page)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
    for told in (
        "said on Thursday = 2025-10-30; to reporters; at the port",
        "Fact check by Gull Checks: Mostly false on The port is <shut>, claimed by A. Okoye (2025-03-04) confirmed",
        "Gull Checks: Mostly false on The port is <shut>, claimed by A. Okoye (2025-03-04): statement 1 confirmed",
        "The same claim: 5 statements by 2 speakers in 4 articles, 3 independent outlets, 2024-03 to 2025-03-04; here",
        "said 5 times",
        "worth checking 0.71",
        "Of 1 statement with a score",
        "The text tells of 1 statement when, of 1 to whom and of 1 where it was said.",
    ):
        assert told in text, told
    assert "Ships are late" not in text  # too far from the statement to count
    assert text.count("Mostly false") == 2  # and one that a person rejected is not told
    found = elements(page)
    leading = [each for each in found if each.attributes.get("href") == "https://checks.example/1"]
    assert len(leading) == 2
    assert {each.attributes["id"] for each in found if each.tag == "h2"} >= {"checks", "claims", "worth"}


def test_nothing_is_said_of_what_the_database_does_not_have() -> None:
    text = written(report_of(RECORD))
    for silent in ("Fact check", "fact check", "Said more than once", "The same claim", "Worth checking", "occasion"):
        assert silent not in text.partition("</style>")[2], silent


def test_headings_and_landmarks_are_in_order() -> None:
    found = elements(written(with_everything()))
    levels = [int(each.tag[1]) for each in found if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert [each.tag for each in found if each.tag in ("main", "nav", "header", "footer")] == [
        "header", "nav", "main", "footer"
    ]  # fmt: skip
    tags = [each.tag for each in found]
    assert tags.count("table") == tags.count("caption")


def test_table_receipt_and_article_lead_to_each_other() -> None:
    identity = RECORD.statement_id
    found = elements(written(report_of(RECORD)))
    ids = {each.attributes["id"]: each for each in found if "id" in each.attributes}
    assert {f"r-{identity}", f"s-{identity}", f"t-{identity}", f"d-{RECORD.document_sha256}"} <= set(ids)
    links = [each.attributes["href"] for each in found if each.tag == "a"]
    assert links.count(f"#s-{identity}") == 2  # from the row, and from the number in the article
    assert f"#r-{identity}" in links
    assert f"#t-{identity}" in links


def test_without_articles_it_says_why_and_no_link_leads_nowhere() -> None:
    page = written(report_of(RECORD, no_articles="They are too many.", articles=0))
    assert_stands_alone(page)
    assert "They are too many." in page
    assert "in the article" not in page


def test_of_no_statement() -> None:
    empty = Ranking(())
    numbers = replace(report_of().numbers, speakers=empty, outlets=empty, targets=empty, timeline=None, documents=0)
    page = written(report_of(numbers=numbers, runs=(), trust=(), articles=0))
    assert_stands_alone(page)
    assert "No statement fits" in page


def test_without_outlets_none_are_counted() -> None:
    numbers = replace(report_of().numbers, outlets=Ranking((Tally(None, 1, 1),)))
    page = written(report_of(RECORD, numbers=numbers))
    assert "in 1 article." in page
    assert "No outlet is known" in page
    assert "<dt>independent outlets</dt>" not in page


@pytest.mark.parametrize(
    "field", ["title", "question", "numbers", "runs", "trust", "database", "no_articles", "review"]
)
def test_nothing_gets_out_of_its_place(field: str) -> None:
    plain = report_of(RECORD)
    row = Ranking((Tally(ATTACK, 1, 1),))
    review = replace(REVIEW, note=ATTACK, value=ATTACK, reviewed_by=ATTACK)
    changes: dict[str, Any] = {
        "title": ATTACK,
        "question": ReportQuestion(((ATTACK, ATTACK),), ATTACK, 9, 2, (ATTACK,)),
        "numbers": replace(plain.numbers, speakers=row, outlets=row, targets=row, reviewers=((ATTACK, 1),)),
        "runs": (ReportRun(replace(RUN, model=ATTACK, code_version=ATTACK, settings={ATTACK: ATTACK}), 1),),
        "trust": (Trust(ATTACK), Trust(ATTACK, ATTACK, 1.0)),
        "database": ReportDatabase(ATTACK, "sqlite", "3c"),
        "no_articles": ATTACK,
    }
    reviewed = report_of(replace(RECORD, reviews=(review,)))
    page = written(reviewed if field == "review" else replace(plain, **{field: changes[field]}))
    assert_stands_alone(page)
    assert "<script>" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "alert(1)" in page


def test_what_others_wrote_is_isolated() -> None:
    side = replace(RECORD.stances[0], target="هدف")
    record = replace(RECORD, speaker="שלום", outlet="عربي", title="عنوان", stances=(side,))
    found = elements(written(report_of(record)))
    for words in ("שלום", "عربي", "هدف"):
        holders = [each for each in found if each.text == words]
        assert holders
        assert any(each.tag == "bdi" for each in holders)


def test_the_side_towards_a_topic() -> None:
    record = replace(RECORD, about=About("the port", 0.7, StanceLabel.OPPOSE, 0.9))
    assert "against the topic" in " ".join(re.sub(r"<[^>]+>", "", written(report_of(record))).split())


def test_bars_tell_their_numbers() -> None:
    chart = statements_chart(TIMELINE)
    assert [bar.words for bar in chart.bars] == ["Dec 2024: 3 statements", "Feb 2025: 1 statement"]
    assert [bar.height for bar in chart.bars] == [150, 50]
    assert [(line.at, line.words) for line in chart.lines] == [("0", "3"), ("150", "")]
    assert [label.words for label in chart.labels] == ["Dec 2024", "Jan 2025", "Feb 2025"]
    sides = sides_chart(TIMELINE)
    assert sides is not None
    assert [(bar.kind, bar.top, bar.height) for bar in sides.bars] == [("support", 0, 75), ("oppose", 75, 75)]
    assert sides_chart(replace(TIMELINE, periods=(Period("2024", 1, 0, 0), Period("2025", 1, 0, 0)))) is None


@pytest.mark.parametrize("number", [2, 45, 60, 400])
def test_plots_stay_inside_their_frame_and_their_dates_apart(number: int) -> None:
    years = Timeline(Unit.YEAR, tuple(Period(str(1600 + at), at % 7, at % 3, at % 2) for at in range(number)))
    for chart in (statements_chart(years), sides_chart(years)):
        assert chart is not None
        for bar in chart.bars:
            assert 0 <= float(bar.left[:-1]) <= float(bar.left[:-1]) + float(bar.width[:-1]) <= 100
            assert bar.top >= 0
            assert bar.top + bar.height <= 150
        places = [float(label.at[:-1]) for label in chart.labels]
        assert len(places) <= 5
        assert all(after - before > 15 for before, after in itertools.pairwise(places))


def test_a_large_report_is_written_in_pieces_and_stays_small() -> None:
    words = "The minister said on Monday that nothing would change before the summer of next year. " * 9
    records = [replace(RECORD, statement_id=f"{at:020}", context=TEXT[12:78] + words) for at in range(2000)]
    sizes: list[int] = []

    class Counting(io.StringIO):
        def write(self, text: str) -> int:
            sizes.append(len(text.encode()))
            return len(text)

    write_report_page(report_of(*records, no_articles="Too many.", articles=0), (), Counting())
    assert sum(sizes) < 8_000_000
    assert max(sizes) < 200_000
