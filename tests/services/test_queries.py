"""Queries made of what people give: values that are converted, and mistakes that are told with a way out."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from attrib.data import NEAREST, Assertion, Place, StanceLabel, StatementQuery, StatementType
from attrib.errors import SettingsError
from attrib.services.queries import checked, query_of


def test_nothing_asked_is_an_open_query() -> None:
    assert query_of({}) == StatementQuery()
    assert query_of({"actor": None, "rejected": False}) == StatementQuery()


def test_words_become_what_the_query_holds() -> None:
    asked = query_of({"stance": "oppose", "type": "direct", "since": "2024", "until": date(2025, 1, 31), "limit": 5})
    assert asked == StatementQuery(
        stance=StanceLabel.OPPOSE,
        type=(StatementType.DIRECT,),
        since=datetime(2024, 1, 1, tzinfo=UTC),
        until=datetime(2025, 2, 1, tzinfo=UTC),
        limit=5,
    )


def test_assertions_are_one_or_several() -> None:
    assert query_of({"assertion": "denied"}).assertion == (Assertion.DENIED,)
    assert query_of({"assertion": ["denied", Assertion.ASKED, "denied"]}).assertion == (
        Assertion.DENIED,
        Assertion.ASKED,
    )
    assert query_of({"assertion": ()}) == StatementQuery()


def test_a_year_until_when_holds_the_whole_year_and_as_of_its_last_moment() -> None:
    asked = query_of({"until": 2024, "as_of": "2024", "role": "mayor"})
    assert asked.until == datetime(2025, 1, 1, tzinfo=UTC)
    assert asked.as_of == datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_moment_is_taken_in_its_time_zone() -> None:
    noon = datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert query_of({"since": noon}).since == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_a_topic_is_sorted_by_nearness_unless_told_otherwise() -> None:
    assert query_of({"about": "peace"}).sort == NEAREST
    assert query_of({"about": "peace", "sort": "date"}).sort == "date"
    assert query_of({"text": "peace"}).sort == "-date"
    with pytest.raises(SettingsError, match="give about with it"):
        query_of({"text": "peace", "sort": NEAREST})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"speaker": "Lee"}, r"no filter 'speaker'; the filters are text, within, actor, "),
        ({"stance": "angry"}, "stance 'angry' is none of support, oppose, neutral"),
        ({"assertion": "false"}, "assertion 'false' is none of asserted, denied, not_said, supposed, asked"),
        ({"assertion": ("denied", "no")}, "assertion 'no' is none of asserted"),
        ({"assertion": 3}, "assertion 3 is none of asserted"),
        ({"type": 3}, "type 3 is none of direct, indirect, mixed"),
        ({"min_confidence": 2}, "min_confidence 2 is no probability; give a number from 0 to 1"),
        ({"min_stance_score": "high"}, "min_stance_score 'high' is no probability"),
        ({"min_confidence": True}, "min_confidence True is no probability"),
        ({"since": "yesterday"}, "since 'yesterday' is no date; give a year, month or day such as 2025"),
        ({"since": datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None)}, "has no time zone; give one"),
        ({"since": "2025", "until": "2024"}, "the period is empty: since is later than until"),
        ({"as_of": "2024"}, "as_of says when a speaker held a role: give affiliation or role with it"),
        ({"about": " "}, "about is empty; give a topic or a claim"),
        ({"rejected": "yes"}, "rejected 'yes' cannot be used; give True or False"),
        ({"actor": 7}, "actor 7 cannot be used; give text"),
        ({"text": ["tax"]}, r"text \['tax'\] is no text; give one"),
        ({"limit": "5"}, "limit '5' is no number; give one"),
        ({"limit": -1}, "limit -1 is below 0"),
        ({"actor": ["Lee", 7]}, "actor 7 cannot be used; give text"),
        ({"any_actor": True}, "any_actor takes everyone whom actor fits: give that with it"),
        ({"within": "cue"}, "within says where to look for words: give words to look for with it"),
        ({"text": "tax", "within": "title"}, "within 'title' is none of quote, cue, source, context"),
    ],
)
def test_a_mistake_is_told(values: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        query_of(values)


def test_messages_name_a_field_as_the_face_does() -> None:
    with pytest.raises(
        SettingsError, match=r"^the period is empty: --since is later than --until; swap them, or leave one out$"
    ):
        query_of({"since": "2025", "until": "2024"}, spelling=lambda field: f"--{field}")


def test_a_ready_query_is_checked_too() -> None:
    asked = StatementQuery(actor=("Lee",), as_of=datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(SettingsError, match="give affiliation or role with it"):
        checked(asked)
    assert checked(StatementQuery(actor=("Lee",))) == StatementQuery(actor=("Lee",))


def test_several_values_are_any_of_them() -> None:
    asked = query_of(
        {"actor": ["Lee", "Ray", "Lee"], "outlet": "BBC", "type": {"direct"}, "text": "tax", "within": "cue"}
    )
    assert (asked.actor, asked.outlet) == (("Lee", "Ray"), ("BBC",))
    assert (asked.type, asked.within) == ((StatementType.DIRECT,), (Place.CUE,))


def test_one_value_in_place_of_several_is_told_and_not_taken_letter_by_letter() -> None:
    given: dict[str, Any] = {"actor": "Lee"}
    with pytest.raises(SettingsError, match="actor 'Lee' is one value; give a tuple of values"):
        checked(StatementQuery(**given))


def test_a_topic_is_sorted_by_score_where_a_target_gives_one() -> None:
    with pytest.raises(SettingsError, match="give target with about, or sort about, date or -date"):
        query_of({"about": "the talks", "sort": "score"})
    assert query_of({"about": "the talks", "target": "Norland", "sort": "score"}).sort == "score"
