"""Review: decided at once, written with who and when, gone on from, and taken back."""

import html
import re

import pytest
from starlette.testclient import TestClient

from attrib import Desk
from attrib.web import queues
from attrib.web.queues import Queues

BEGIN = "/review?text=never"


def form_of(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    fields = dict(re.findall(r'<input (?:type="hidden" )?name="(\w+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<input type="radio" name="(stance)" value="(\w+)" checked', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page):
        chosen = re.findall(r'<option(?: value="(\w*)")? selected>([^<]*)', options)
        fields[name] = chosen[0][0] or chosen[0][1] if chosen else ""
    fields["quote"] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[0]
    fields.pop("batch", None)
    return {name: html.unescape(value) for name, value in fields.items()}


def action(page: str) -> str:
    return html.unescape(re.findall(r'<form method="post" action="(/review\?[^"]*)"', page)[0])


def send(browser: TestClient, page: str, do: str, **changed: str) -> str:
    """The page after a decision."""
    answer = browser.post(action(page), data={**form_of(page), "do": do, **changed})
    return answer.text


def test_right_and_next(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/review?sort=position").text
    assert "1 of 5" in page
    identity = form_of(page)["shown"]
    after = send(browser, page, "accept", note="heard it myself")
    assert "2 of 5" in after
    (review,) = desk.reviews(identity)
    assert (review.field, review.value, review.reviewed_by, review.note) == (
        *("verdict", "accepted", "tester"),
        "heard it myself",
    )


def test_no_statement(browser: TestClient, desk: Desk) -> None:
    after = send(browser, browser.get(BEGIN).text, "reject", speaker="Somebody else")
    assert "Through: 1 statement" in after
    assert desk.count(text="never") == 0
    (review,) = desk.reviews()
    assert review.value == "rejected"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"speaker": "Cy Ray"}, {"speaker": "Cy Ray"}),
        ({"speaker": ""}, {"speaker": None}),
        ({"role": "envoy"}, {"role": "envoy"}),
        ({"affiliation": ""}, {"affiliation": None}),
        ({"type": "indirect"}, {"type": "indirect"}),
        ({"assertion": "denied"}, {"assertion": "denied"}),
        ({"quote": "saw a paper"}, {"quote": "saw a paper"}),
    ],
)
def test_what_is_changed_is_corrected_and_nothing_else(
    browser: TestClient, desk: Desk, changed: dict[str, str], expected: dict[str, str | None]
) -> None:
    page = browser.get(BEGIN).text
    identity = form_of(page)["shown"]
    send(browser, page, "accept", **changed)
    record = desk.show(identity)
    assert {name: getattr(record, name) for name in expected} == expected
    assert {str(review.field) for review in record.reviews} == {*expected, "verdict"}


def test_a_stance_is_changed_towards_its_target(browser: TestClient, desk: Desk) -> None:
    page = browser.get(BEGIN).text
    assert form_of(page)["stance"] == "oppose"
    identity = form_of(page)["shown"]
    send(browser, page, "accept", stance="support")
    assert [(stance.target, str(stance.label)) for stance in desk.show(identity).stances] == [("Pakistan", "support")]
    page = browser.get(BEGIN).text
    send(browser, page, "accept", stance="none")
    assert desk.show(identity).stances == ()
    page = browser.get(BEGIN).text
    send(browser, page, "accept", stance="oppose", target="Norland")
    assert [stance.target for stance in desk.show(identity).stances] == ["Norland"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"quote": "words of nobody"}, "words of nobody"),
        ({"type": "sung"}, "type 'sung' is none of"),
        ({"stance": "maybe"}, "stance 'maybe' is none of"),
        ({"speaker": "Lee"}, "Lee"),
    ],
)
def test_what_cannot_be_written_stays_in_its_form(
    browser: TestClient, desk: Desk, changed: dict[str, str], words: str
) -> None:
    page = browser.get(BEGIN).text
    after = send(browser, page, "accept", note="mine", **changed)
    assert 'role="alert"' in after
    assert words in html.unescape(after)
    assert 'value="mine"' in after
    assert not desk.reviews()


def test_undo_goes_back_to_the_statement(browser: TestClient, desk: Desk) -> None:
    page = send(browser, browser.get("/review?sort=position").text, "reject")
    undo = html.unescape(re.findall(r'action="(/review/undo[^"]*)"', page)[0])
    (batch,) = set(re.findall(r'name="batch" value="(\w+)"', page))
    after = browser.post(undo, data={"batch": batch}).text
    assert "1 of 5" in after
    assert not desk.reviews()
    assert browser.post(undo, data={"batch": batch}).status_code in (404, 409)


def test_the_order_stays_while_others_decide_and_read(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/review?sort=position").text
    ids = desk.ids(sort="position", limit=10)
    desk.review(ids[1], reject=True)
    page = send(browser, page, "accept")
    assert form_of(page)["shown"] == ids[1]
    assert "2 of 5" in page


def test_a_forgotten_queue_is_made_anew(browser: TestClient) -> None:
    page = browser.get("/review?sort=position&queue=gone&place=2")
    assert "2 of 5" in page.text
    assert "queue=gone" not in str(page.url)


def test_a_decision_of_a_forgotten_queue_is_kept(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/review?sort=position").text
    there = action(page).replace("queue=", "queue=x")
    assert "2 of 5" in browser.post(there, data={**form_of(page), "do": "accept"}).text
    assert len(desk.reviews()) == 1


@pytest.mark.parametrize("place", ["0", "-3", "x", "99999999999999999999", "1e3", "²"])
def test_a_place_that_is_none_is_the_first(browser: TestClient, place: str) -> None:
    assert "1 of 5" in browser.get("/review", params={"sort": "position", "place": place}).text


def test_nothing_to_review_is_told(browser: TestClient) -> None:
    assert "No statement fits" in browser.get("/review?text=zebra").text


def test_decisions_are_listed_and_taken_back(browser: TestClient, desk: Desk) -> None:
    desk.review(desk.ids(limit=1)[0], accept=True, note="<b>", by="Bo")
    page = browser.get("/decisions").text
    assert "&lt;b&gt;" in page
    (review,) = desk.reviews()
    assert review.words
    assert review.words in html.unescape(page)
    (batch,) = re.findall(r'name="batch" value="(\w+)"', page)
    assert "Nobody has reviewed" in browser.post("/decisions/undo", data={"batch": batch}).text
    assert browser.post("/decisions/undo", data={"batch": ""}).status_code == 404


def test_a_speaker_whom_a_name_was_to_mean_is_chosen_by_a_button(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/review?text=sold").text
    identity = form_of(page)["shown"]
    there, form = action(page), form_of(page)
    told = browser.post(there, data={**form, "do": "accept", "speaker": "Lee", "note": "heard"})
    assert told.status_code == 409
    assert "Whom do you mean?" in told.text
    assert "attrib actors" not in told.text
    choices = dict(re.findall(r'name="chosen" value="(\w+)"><bdi>([^(]*) \(', told.text))
    (bo,) = [each for each, name in choices.items() if name == "Bo Lee"]
    assert form_of(told.text)["note"] == "heard"
    browser.post(there, data={**form_of(told.text), "chosen": bo})
    record = desk.show(identity)
    assert (record.speaker, record.actor_id) == ("Bo Lee", bo)
    assert {review.note for review in record.reviews} == {"heard"}


def test_no_key_decides_twice_and_enter_decides_nothing(browser: TestClient) -> None:
    page = browser.get(BEGIN).text
    found = re.findall(r' data-key="(.)"', page)
    assert len(found) == len(set(found))
    first = re.findall(r"<form method=\"post\" action=\"/review\?.*?(<button[^>]*>)", page, re.DOTALL)[0]
    assert "disabled" in first


def test_old_queues_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_QUEUES", 2)
    held = Queues()
    first, second = held.make(("a",)), held.make(("b",))
    held.find(first.id)
    held.make(("c",))
    assert held.find(first.id) is first
    assert held.find(second.id) is None
