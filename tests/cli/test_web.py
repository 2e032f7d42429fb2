"""`attrib web`: what it refuses before it serves anything."""

import socket
from pathlib import Path

import pytest

from attrib.cli import web
from attrib.errors import SettingsError
from tests.cli.conftest import Attrib


def test_without_the_extra_it_says_how_to_have_it(attrib: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "find_spec", lambda name: None if name == "uvicorn" else object())
    result = attrib("web")
    assert result.exit_code == 1
    assert result.stderr == "Error: attrib web needs uvicorn, which is not installed: pip install 'attrib[web]'\n"


def test_a_missing_database_is_not_made(attrib: Attrib, tmp_path: Path) -> None:
    pytest.importorskip("uvicorn", reason="the extra web is not installed")
    result = attrib("web", "--db", "none.db")
    assert result.exit_code == 1
    assert "no database at none.db" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_taken_port_is_told_and_the_next_one_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    server = pytest.importorskip("attrib.web.server", reason="the extra web is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} of 127.0.0.1 cannot be used"):
            server.listening(port)
        monkeypatch.setattr(server, "PORT", port)
        with server.listening(None) as found:
            assert port < found.getsockname()[1] < port + 20
            assert found.getsockname()[0] == "127.0.0.1"
