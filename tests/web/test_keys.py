"""The keys: changed, switched off, and refused where two things would have one key."""

import pytest
from starlette.testclient import TestClient

from attrib.errors import SettingsError
from attrib.web.keys import ACTIONS, KeyMap, from_cookie, key_map


def test_at_first_every_action_has_a_key_of_its_own() -> None:
    assert len({key for key, _ in ACTIONS.values()}) == len(ACTIONS)


def test_a_map_survives_its_cookie() -> None:
    made = key_map({"accept": ";", "reject": "é", "same": '"'}, on=False)
    assert from_cookie(made.text()) == made


@pytest.mark.parametrize("text", ["", "accept=x", "accept=", "accept=ab", "a" * 5000, "accept=%00", "=&=&;;"])
def test_a_cookie_that_cannot_be_read_is_as_at_first(text: str) -> None:
    assert from_cookie(text) == KeyMap()


@pytest.mark.parametrize(("name", "key"), [("accept", "ab"), ("accept", ""), ("accept", "x"), ("accept", "\x07")])
def test_bad_keys_are_told(name: str, key: str) -> None:
    with pytest.raises(SettingsError, match="accept"):
        key_map({name: key}, on=True)


def test_a_person_changes_keys(browser: TestClient) -> None:
    answer = browser.post("/keys", data={"on": "1", "accept": "y"})
    assert 'name="accept" value="y"' in answer.text
    assert 'data-key="?"' in browser.get("/").text


def test_a_person_switches_keys_off(browser: TestClient) -> None:
    browser.post("/keys", data={"on": ""})
    page = browser.get("/").text
    assert "data-key" not in page
    assert "aria-keyshortcuts" not in page
    browser.post("/keys", data={"do": "reset"})
    assert "data-key" in browser.get("/").text


def test_a_key_twice_changes_nothing(browser: TestClient) -> None:
    answer = browser.post("/keys", data={"on": "1", "accept": "x"})
    assert answer.status_code == 400
    assert "give each its own" in answer.text
    assert 'name="accept" value="a"' in browser.get("/keys").text
