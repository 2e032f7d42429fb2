"""Finding statements as every face does: records with notices among them, nothing printed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import NEAREST, Document, Notice, Stance, StanceLabel, StatementQuery, StatementRecord
from attrib.data.records import About
from attrib.errors import AmbiguousNameError, ModelError, NotFoundError, SettingsError
from attrib.services import about, models
from attrib.services.ingest import ingest
from attrib.services.search import find
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database, open_database
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder
from tests.writers.records import RECORD

SAYINGS = (("Ann Lee", "The treaty is bad"), ("Bo Lee", "The treaty is good"), ("Cy Ray", "Prices rose"))


class GoodBadJudge:
    """Takes "good" for support and "bad" for opposition."""

    def said(self, _speaker: str | None, cue: str, quote: str) -> str:
        return f"{cue} {quote}"

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards whatever topic."""
        assert topic
        sides = {"good": StanceLabel.SUPPORT, "bad": StanceLabel.OPPOSE}
        return [(next((sides[word] for word in sides if word in text), StanceLabel.NEUTRAL), 0.8) for text in texts]


@pytest.fixture
def database(templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
    monkeypatch.setattr(models, "open_judge", lambda _settings: GoodBadJudge())
    with open_database(templates.copy(tmp_path / "news.db")) as opened:
        documents = [Document(article(saying), location=saying[0]) for saying in SAYINGS]
        list(ingest(documents, SayingPipeline(), opened, readable=lambda _: True, open_encoder=WordEncoder))
        yield opened


def parted(found: Iterator[StatementRecord | Notice]) -> tuple[list[str | None], list[Notice]]:
    """The speakers of the records, and the notices."""
    items = list(found)
    notices = [item for item in items if isinstance(item, Notice)]
    return [item.speaker for item in items if isinstance(item, StatementRecord)], notices


def test_a_query_without_topic_has_no_notices(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert parted(find(database, StatementQuery(sort="speaker"))) == (["Ann Lee", "Bo Lee", "Cy Ray"], [])
    assert capsys.readouterr() == ("", "")


def test_a_topic_gives_each_statement_its_stance(database: Database) -> None:
    found = list(find(database, StatementQuery(about="treaty", sort=NEAREST)))
    stances = {item.speaker: item.about.stance for item in found if isinstance(item, StatementRecord) and item.about}
    assert stances == {"Ann Lee": StanceLabel.OPPOSE, "Bo Lee": StanceLabel.SUPPORT}


def test_a_stored_side_of_a_target_of_that_name_comes_before_the_judges() -> None:
    seen = list[str]()

    class Judge:
        def said(self, speaker: str | None, cue: str, quote: str) -> str:
            return f"{speaker} | {cue} | {quote}"

        def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
            seen.extend([topic, *texts])
            return [(StanceLabel.SUPPORT, 0.6) for _ in texts]

    sides = (StanceLabel.OPPOSE, StanceLabel.NEUTRAL)
    spoken = replace(
        RECORD, speaker="Ann Lee", cue="said", quote="The treaty is bad", about=About("treaty", 0.9), stances=()
    )
    told, neutral = (replace(spoken, stances=(Stance("the Treaty", "topic", label, 0.9),)) for label in sides)
    nobody = replace(spoken, speaker=None, cue="", quote="It rains")
    found = list(about.with_stances(Judge(), "treaty", [told, neutral, nobody]))
    assert [item.about and (item.about.stance, item.about.score) for item in found] == [
        (StanceLabel.OPPOSE, 0.9),
        (StanceLabel.SUPPORT, 0.6),
        (StanceLabel.SUPPORT, 0.6),
    ]
    assert seen == ["treaty", "Ann Lee | said | The treaty is bad", "None |  | It rains"]


def test_the_judge_reads_no_statement_whose_side_is_stored_and_copies_once() -> None:
    read = list[str]()

    class Judge(GoodBadJudge):
        def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
            read.extend(texts)
            return super().towards(topic, texts)

    item = replace(RECORD, cue="said", quote="It is bad", about=About("treaty", 0.9), stances=())
    told = replace(item, stances=(Stance("the Treaty", "topic", StanceLabel.SUPPORT, 0.9),))
    found = [record.about for record in about.with_stances(Judge(), "treaty", [item, told, item])]
    assert [one and one.stance for one in found] == [StanceLabel.OPPOSE, StanceLabel.SUPPORT, StanceLabel.OPPOSE]
    assert read == ["said It is bad"]
    read.clear()
    assert [record.about and record.about.score for record in about.with_stances(Judge(), "treaty", [told])] == [0.9]
    assert read == []


def test_a_stance_towards_a_topic_chooses(database: Database) -> None:
    wanted = StatementQuery(about="treaty", stance=StanceLabel.SUPPORT, sort=NEAREST)
    assert parted(find(database, wanted)) == (["Bo Lee"], [])


def test_what_is_not_judged_is_a_notice(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "MOST_JUDGED", 1)
    monkeypatch.setattr(about, "_BATCH", 1)
    wanted = StatementQuery(about="treaty", stance=StanceLabel.NEUTRAL, sort=NEAREST, limit=5)
    speakers, notices = parted(find(database, wanted))
    assert speakers == []
    assert [(notice.warning, "nearest" in str(notice)) for notice in notices] == [(False, True)]


def test_articles_without_vectors_are_a_warning(database: Database) -> None:
    late = Document(article(("Di Fay", "A treaty of words")), location="late")
    list(ingest([late], SayingPipeline(), database, readable=lambda _: True))
    speakers, notices = parted(find(database, StatementQuery(about="treaty", sort=NEAREST)))
    assert "Di Fay" in speakers
    assert [str(notice) for notice in notices if notice.warning] == [
        "statements of 1 article can be found by words alone until `attrib db embed` has run"
    ]


def test_without_a_judge_statements_come_with_a_warning(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: ExtractSettings) -> GoodBadJudge:
        raise ModelError("no stance model")

    monkeypatch.setattr(models, "open_judge", missing)
    speakers, notices = parted(find(database, StatementQuery(about="treaty", sort=NEAREST)))
    assert set(speakers) == {"Ann Lee", "Bo Lee"}
    assert notices == [Notice("no stance model")]
    with pytest.raises(ModelError, match="no stance model"):
        list(find(database, StatementQuery(about="treaty", stance=StanceLabel.SUPPORT, sort=NEAREST)))


def test_mistakes_in_a_query_show_before_the_first_record(database: Database) -> None:
    with pytest.raises(NotFoundError, match="Nobody"):
        find(database, StatementQuery(actor=("Nobody",)))
    with pytest.raises(AmbiguousNameError, match="give a fuller name or an id") as caught:
        find(database, StatementQuery(actor=("Lee",)))
    assert len(caught.value.choices) == 2
    with pytest.raises(SettingsError, match="none of -date"):
        find(database, StatementQuery(sort="random"))
