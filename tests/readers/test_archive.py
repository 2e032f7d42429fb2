"""Which addresses are public, and what an archive answers."""

import pytest

from attrib.errors import ReadError
from attrib.readers.archive import ask_archive, objection_to_publishing


def nobody(host: str, _: float) -> list[str]:
    assert host
    return []


@pytest.mark.parametrize(
    "url",
    [
        "https://gull.example/a",
        "https://gull.example/a?page=2&keyword=tax",
        "http://8.8.8.8/a",
        "https://gull.example:8443/",
    ],
)
def test_public_addresses_may_be_sent(url: str) -> None:
    assert objection_to_publishing(url, nobody) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://eva:secret@gull.example/a",
        "https://eva@gull.example/a",
        "https://gull.example/a?token=1",
        "https://gull.example/a?x=1&access_token=",
        "https://gull.example/a?API-Key=1",
        "http://localhost/a",
        "http://cms/a",
        "http://cms.newsroom.internal./a",
        "http://127.0.0.1/a",
        "http://10.1.2.3/a",
        "http://[::1]/a",
        "http://[::ffff:192.168.0.1]/a",
        "http://169.254.169.254/latest",
    ],
)
def test_private_addresses_are_told(url: str) -> None:
    assert objection_to_publishing(url, nobody) is not None


def test_a_public_name_of_a_private_address_is_told() -> None:
    assert objection_to_publishing("https://cms.gull.example/a", lambda *_: ["93.184.216.34", "10.0.0.7"]) is not None
    assert objection_to_publishing("https://cms.gull.example/a", lambda *_: ["93.184.216.34"]) is None


@pytest.mark.parametrize(
    ("url", "service"), [("file:///etc/passwd", "https://a.example/"), ("https://a.example/", "ftp://x")]
)
def test_what_is_no_web_address_is_refused(url: str, service: str) -> None:
    with pytest.raises(ReadError, match="no web address"):
        ask_archive(url, service)
