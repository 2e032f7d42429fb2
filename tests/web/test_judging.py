"""Speakers, claims, checks and changes: shown, judged by their forms, and taken back."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from attrib import Desk
from attrib.data import ActorKind
from attrib.data.actors import KnownActor
from attrib.data.changes import ActorChanges, LeftOut
from attrib.services.changes import Changes
from attrib.store.schema.runs import ExtractionRow
from attrib.web.pages import actors


def actor(desk: Desk, name: str) -> str:
    return next(each.id for each in desk.actors.list() if each.name == name)


def statement(desk: Desk, text: str) -> str:
    return next(iter(desk.search(text=text))).statement_id


def test_speakers_are_listed_by_name_and_kind(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/actors").text
    assert re.findall(r'<a data-item href="/actors/\w+"><bdi>([^<]*)', page)[:2] == ["Ann Lee", "Cy Ray"]
    assert "Cy Ray" not in browser.get("/actors?text=le").text
    assert "No speaker has such a name" in browser.get("/actors?text=zebra").text
    assert browser.get("/actors?kind=fish").status_code == 400
    profile = browser.get(f"/actors/{actor(desk, 'Ann Lee')}").text
    assert "minister" in profile
    assert "supports <bdi>Pakistan</bdi>" in profile
    assert browser.get("/actors/nobody").status_code == 404


def test_a_merge_a_split_and_their_undo(browser: TestClient, desk: Desk) -> None:
    ann, bo = actor(desk, "Ann Lee"), actor(desk, "Bo Lee")
    there = f"/actors/{ann}"
    page = browser.post("/judge/actors", data={"do": "merge", "actor": ann, "other": "Bo Lee", "back": there})
    assert page.url.path == there
    assert "Merged of" in page.text
    assert len(desk.actors.list()) == 2
    (judgement,) = desk.actors.judgements()
    assert judgement.judged_by == "tester"
    browser.post("/judge/actors", data={"do": "undo", "batch": judgement.batch, "back": there})
    assert len(desk.actors.list()) == 3
    browser.post("/judge/actors", data={"do": "split", "actor": ann, "other": bo})
    assert [each.kind for each in desk.actors.judgements()] == ["split"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"do": "rename", "name": "A. Lee"}, "A. Lee"),
        ({"do": "alias", "alias": "The Iron Lee"}, "Ann Lee"),
        ({"do": "kind", "kind": "organization"}, "Ann Lee"),
    ],
)
def test_other_judgements_of_a_speaker(browser: TestClient, desk: Desk, form: dict[str, str], name: str) -> None:
    identity = actor(desk, "Ann Lee")
    assert browser.post("/judge/actors", data={"actor": identity, **form}).status_code == 200
    summary = desk.actors.show(identity).summary
    assert summary.name == name
    assert ("The Iron Lee" in summary.aliases) == ("alias" in form)
    assert (str(summary.kind) == "organization") == ("kind" in form)


def test_bad_judgements_are_told(browser: TestClient, desk: Desk) -> None:
    ann = actor(desk, "Ann Lee")
    for form, status in (
        ({"do": "praise", "actor": ann}, 400),
        ({"do": "merge", "actor": ann, "other": "Nobody"}, 404),
        ({"do": "merge", "actor": ann, "other": "Lee"}, 409),
        ({"do": "merge", "actor": ann, "other": ann}, 409),
        ({"do": "undo", "batch": "zz"}, 404),
        ({"do": "kind", "actor": ann, "kind": "fish"}, 400),
    ):
        answer = browser.post("/judge/actors", data=form)
        assert answer.status_code == status, form
        assert 'role="alert"' in answer.text
    for path in ("claims", "checks", "changes"):
        assert browser.post(f"/judge/{path}", data={"do": "praise"}).status_code == 400
    assert not desk.actors.judgements()


def test_suggestions_are_decided_at_their_place(browser: TestClient, desk: Desk) -> None:
    desk.actors.import_list([KnownActor("Cy B. Ray", ActorKind.PERSON)])
    page = browser.get("/suggestions").text
    assert "1 of 1" in page
    fields = dict(re.findall(r'<input type="hidden" name="(actor|other)" value="(\w+)"', page))
    assert actor(desk, "Cy Ray") in fields.values()
    after = browser.post("/judge/actors", data={"do": "merge", **fields, "back": "/suggestions?place=1"}).text
    assert "not judged yet" in after
    assert 'data-key="u"' in after


def test_of_many_suggestions_some_are_shown_and_the_others_follow(
    browser: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.actors.import_list([KnownActor(name, ActorKind.PERSON) for name in ("Cy B. Ray", "Cy D. Ray")])
    assert "take their places" not in browser.get("/suggestions").text
    monkeypatch.setattr(actors, "_PAIRS", 1)
    page = browser.get("/suggestions").text
    assert "1 of 1" in page
    assert "These are the first 1; as they are judged, others take their places." in page


def test_claims_of_older_rules_say_so(browser: TestClient, desk: Desk) -> None:
    assert "older rules" not in browser.get("/claims").text
    with desk._opened().begin() as connection:
        connection.execute(update(ExtractionRow).values(claims="older"))
    assert "2 articles were compared by older rules or another model" in browser.get("/claims").text


def test_claims_are_judged(browser: TestClient, desk: Desk) -> None:
    one, other = statement(desk, "rose"), statement(desk, "house")
    assert "Nothing is said more than once" in browser.get("/claims").text
    there = f"/statement/{one}/claim"
    page = browser.post("/judge/claims", data={"do": "same", "statement": one, "other": other, "back": there}).text
    assert "2 statements" in page
    assert "Prices rose" in browser.get("/claims").text
    (link,) = set(re.findall(r'href="(/claims/[^"]*)"', browser.get("/claims").text))
    assert "Nobody sold a house" in browser.get(html.unescape(link)).text
    assert "<ins" in browser.get(f"/compare/{one}").text
    (batch,) = re.findall(r'name="batch" value="(\w+)"', page)
    browser.post("/judge/claims", data={"do": "undo", "batch": batch})
    assert not desk.claims.judgements()
    browser.post("/judge/claims", data={"do": "different", "statement": one, "other": other})
    assert [str(each.verdict) for each in desk.claims.judgements()] == ["different"]
    assert browser.get("/claims?level=louder").status_code == 400


def test_statements_of_a_claim_are_judged_at_their_place(browser: TestClient, desk: Desk) -> None:
    one, *others = [statement(desk, text) for text in ("rose", "house", "again")]
    desk.claims.same(one, *others)
    page = browser.get(f"/statement/{one}/claim").text
    assert "1 of 2" in page
    assert page.count("same claim</span>") == 2
    desk.claims.undo(desk.claims.judgements()[0].batch)
    page = browser.get(f"/statement/{one}/claim").text
    assert "No other statement here makes this claim" in page
    assert "Side by side" not in page


def test_keys_act_on_the_first_statement_that_is_not_judged(
    browser: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, *others = [statement(desk, text) for text in ("rose", "house", "again")]
    desk.claims.same(one, *others)
    claim = desk.claims.of(one)
    first, second, third = [each.statement_id for each in claim.statements]
    unjudged = replace(claim, judgements=())
    monkeypatch.setattr(type(desk.claims), "of", lambda *_, **__: unjudged)
    page = browser.get(f"/statement/{first}/claim").text
    here = page[page.index('id="here"') :].partition("</li>")[0]
    assert second in here
    assert 'data-key="m"' in here
    assert 'data-key="M"' in here
    judged = replace(claim.judgements[0], statement_id=second, other_id=first)
    monkeypatch.setattr(type(desk.claims), "of", lambda *_, **__: replace(claim, judgements=(judged,)))
    page = browser.get(f"/statement/{first}/claim?place=1&next=1#here").text
    assert "2 of 2" in page
    here = page[page.index('id="here"') :].partition("</li>")[0]
    assert third in here
    assert 'data-key="m"' in here


def test_checks_are_confirmed_and_rejected(browser: TestClient, desk: Desk, tmp_path: Path) -> None:
    assert "No fact check is known here" in browser.get("/checks").text
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "Prices rose <b>",
        "url": "https://checks.example/1",
        "author": {"@type": "Organization", "name": "Checkers"},
        "reviewRating": {"@type": "Rating", "alternateName": "Half true"},
    }
    (tmp_path / "check.jsonld").write_text(json.dumps(review), encoding="utf-8")
    desk.checks.import_from(tmp_path / "check.jsonld")
    (check,) = desk.checks.list()
    one = statement(desk, "rose")
    page = browser.post("/judge/checks", data={"do": "confirm", "statement": one, "check": check.id}).text
    assert "Half true" in page
    assert "Prices rose &lt;b&gt;" in page
    assert "Half true" in browser.get(f"/statement/{one}").text
    (batch,) = re.findall(r'name="batch" value="(\w+)"', page)
    browser.post("/judge/checks", data={"do": "undo", "batch": batch})
    browser.post("/judge/checks", data={"do": "reject", "statement": one, "check": check.id})
    assert [str(each.verdict) for each in desk.checks.judgements()] == ["rejected"]
    assert browser.get("/checks?least=most").status_code == 400
    assert (
        browser.post("/judge/checks", data={"do": "confirm", "statement": "zz", "check": check.id}).status_code == 404
    )


def test_changes_are_confirmed_and_rejected(browser: TestClient, desk: Desk) -> None:
    ann = actor(desk, "Ann Lee")
    assert f"/changes?actor={ann}" in browser.get("/changes").text
    assert "No change of mind is seen" in browser.get("/changes?actor=Ann+Lee").text
    assert browser.get("/changes?actor=Lee").status_code == 409
    assert browser.get("/changes?actor=Nobody").status_code == 404
    one, other = statement(desk, "went"), statement(desk, "again")
    answer = browser.post("/judge/changes", data={"do": "confirm", "statement": one, "other": other})
    assert answer.status_code == 409  # of one day, so none is the earlier
    assert "It did not work" in answer.text


def test_the_report_and_tables_are_those_of_the_services(browser: TestClient) -> None:
    answer = browser.get("/report?outlet=BBC")
    assert "a report of statements" in answer.text
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert "content-disposition" not in answer.headers
    assert "report.html" in browser.get("/report?keep=1").headers["content-disposition"]
    table = browser.get("/export.csv?outlet=BBC")
    assert len(table.text.splitlines()) == 4
    assert 'filename="statements.csv"' in table.headers["content-disposition"]
    assert browser.get("/export.xlsx").content.startswith(b"PK")
    assert browser.get("/export.exe").status_code == 404
    assert browser.get("/report?text=zebra").status_code == 200


@pytest.mark.parametrize(
    "given", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\nb"]
)
def test_a_form_leads_back_to_this_server_alone(browser: TestClient, desk: Desk, given: str) -> None:
    form = {"do": "alias", "actor": actor(desk, "Cy Ray"), "alias": "Cyrus", "back": given}
    answer = browser.post("/judge/actors", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/actors"


def test_a_name_that_fits_several_in_a_form_is_chosen_by_a_button(browser: TestClient, desk: Desk) -> None:
    cy, ann = actor(desk, "Cy Ray"), actor(desk, "Ann Lee")
    form = {"do": "merge", "actor": cy, "other": " Lee", "back": f"/actors/{cy}"}
    page = browser.post("/judge/actors", data=form).text
    assert "Whom do you mean?" in page
    assert "--any" not in page
    fields = [
        {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', each)}
        for each in re.findall(r'<form method="post" action="/judge/actors".*?</form>', page)
    ]
    assert [each["other"] for each in fields].count(ann) == 1
    chosen = next(each for each in fields if each["other"] == ann)
    assert chosen == form | {"other": ann}
    assert browser.post("/judge/actors", data=chosen).status_code == 200
    assert {part.name for part in desk.actors.show(cy).parts} == {"Cy Ray", "Ann Lee"}


def test_pairs_of_one_speaker(browser: TestClient, desk: Desk) -> None:
    desk.actors.import_list([KnownActor("Ann B. Lee", ActorKind.PERSON), KnownActor("Cy D. Ray", ActorKind.PERSON)])
    ann = actor(desk, "Ann Lee")
    assert f'href="/suggestions?actor={ann}"' in browser.get(f"/actors/{ann}").text
    page = browser.get(f"/suggestions?actor={ann}").text
    assert "Ann B. Lee" in page
    assert "Cy D. Ray" not in page
    back = html.unescape(re.findall(r'name="back" value="([^"]*)"', page)[0])
    assert back == f"/suggestions?actor={ann}&place=1"
    other = desk.actors.show("Ann B. Lee").summary.id
    after = browser.post("/judge/actors", data={"do": "split", "actor": ann, "other": other, "back": back}).text
    assert "No other name is like it" in after
    assert browser.get("/suggestions?actor=zebra").status_code == 404


def test_changes_say_what_is_left_out_and_take_another_score(browser: TestClient, desk: Desk) -> None:
    assert browser.get("/changes?actor=Ann+Lee&least=x").status_code == 400
    page = browser.get("/changes?actor=Ann+Lee&least=0.4").text
    assert 'name="least" value="0.4"' in page
    found = ActorChanges(desk.actors.show("Ann Lee").summary, (), ((LeftOut.UNSURE, 2), (LeftOut.QUESTION, 1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Changes, "of", lambda *_, **__: found)
        page = browser.get("/changes?actor=Ann+Lee").text
    assert "2 pairs of opposite sides with a side that is too unsure; 1 pair of opposite sides with a question." in page
