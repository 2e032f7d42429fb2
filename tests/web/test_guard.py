"""The door: rebinding, cross-site requests, missing tokens, and the headers of every answer."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from attrib.web.pages import FORMS, PAGES
from tests.web.conftest import HOME, OWN, PORT, SECRET

PATHS = ["/", "/own/keys.js", "/own/none", "/nowhere", *(path.replace("{id}", "0") for path in PAGES)]
STRANGE_HOSTS = [
    "evil.example",
    f"evil.example:{PORT}",
    f"127.0.0.1.evil.example:{PORT}",
    "127.0.0.1",
    "127.0.0.1:80",
    f"localhost:{PORT}",
    f"[::1]:{PORT}",
    f"127.0.0.1:{PORT}@evil.example",
    "",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_route_answers_another_host(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"host": f"evil.example:{PORT}"})
    assert answer.status_code == 421
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_no_other_name_is_this_host(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("path", PATHS)
def test_no_route_answers_without_the_cookie(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", [path.replace("{id}", "0") for path in FORMS])
def test_no_form_is_taken_without_the_cookie(stranger: TestClient, path: str) -> None:
    assert stranger.post(path, headers=OWN).status_code == 403


@pytest.mark.parametrize("token", ["", "t", SECRET + "t", SECRET.upper(), "\u2028"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    assert stranger.get("/", params={"token": token}).status_code == 403
    assert not stranger.cookies


def test_the_token_becomes_a_strict_cookie_with_another_secret(stranger: TestClient) -> None:
    answer = stranger.get("/keys", params={"token": SECRET, "a": "b c"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{HOME}/keys?a=b+c"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert SECRET not in answer.headers["set-cookie"]


def test_the_token_leads_nowhere_else(stranger: TestClient) -> None:
    answer = stranger.get(f"{HOME}//evil.example/x", params={"token": SECRET}, follow_redirects=False)
    assert answer.headers["location"] == f"{HOME}/evil.example/x"


def test_the_cookie_of_another_server_opens_nothing(browser: TestClient) -> None:
    browser.cookies.clear()
    browser.cookies.set(f"attrib-{PORT}", "x" * 43)
    assert browser.get("/").status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_not_even_ask(browser: TestClient, site: str) -> None:
    assert browser.get("/", headers={"sec-fetch-site": site}).status_code == 403
    assert browser.get("/", params={"token": SECRET}, headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none", "origin": HOME},
        {"sec-fetch-site": "same-site", "origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {},
    ],
)
def test_a_form_of_another_site_changes_nothing(browser: TestClient, headers: dict[str, str]) -> None:
    for name in OWN:
        del browser.headers[name]
    assert browser.post("/keys", data={"on": ""}, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [OWN, {"origin": HOME}, {"sec-fetch-site": "same-origin"}])
def test_a_form_of_its_own_is_taken(browser: TestClient, headers: dict[str, str]) -> None:
    for name in OWN:
        del browser.headers[name]
    answer = browser.post("/keys", data={"do": "reset"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_of_safety(browser: TestClient, path: str) -> None:
    headers = browser.get(path, follow_redirects=False).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/").status_code == 405


@pytest.mark.parametrize("path", [path for path in FORMS if path not in PAGES])
def test_what_changes_something_is_no_address(browser: TestClient, path: str) -> None:
    assert browser.get(path.replace("{id}", "0")).status_code == 405


def test_sockets_are_refused(browser: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/"):
        pass


def test_a_huge_form_is_refused(browser: TestClient) -> None:
    assert browser.post("/keys", content=b"a=" + b"x" * 300_000).status_code == 413
    assert browser.post("/keys", content=b"a=\xff\xfe").status_code == 413
    assert browser.post("/keys", content=b"a=1&" * 200).status_code == 413


def test_files_of_its_own_do_not_lead_out(browser: TestClient) -> None:
    for name in ("../app.py", "..%2Fapp.py", "%2e%2e/app.py", "/etc/passwd"):
        assert browser.get(f"/own/{name}").status_code in (404, 403)
    assert browser.get("/own/keys.js").headers["content-type"].startswith("text/javascript")
    assert browser.get("/own/style.css").headers["content-type"].startswith("text/css")
