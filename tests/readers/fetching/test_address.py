"""Web addresses taken apart; what is none is refused without showing its password."""

import pytest

from attrib.errors import ReadError
from attrib.readers.fetching.address import parse_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://gull.example/a?b=1#c", "https://gull.example/a?b=1"),
        ("HTTP://Gull.Example:80", "http://gull.example/"),
        ("http://gull.example.:8080/", "http://gull.example:8080/"),
        ("http://gull.example/café ok?q=ü", "http://gull.example/caf%C3%A9%20ok?q=%C3%BC"),
        ("http://münchen.example/%41", "http://xn--mnchen-3ya.example/%41"),
        ("http://[2606:4700::1]:81/", "http://[2606:4700::1]:81/"),
        ("http://eva:p%40w@gull.example/@eva%40", None),
        ("http://eva:p%40w@gull.example/a", "http://gull.example/a"),
        ("http://gull.example/@eva", "http://gull.example/@eva"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_is_read_as_a_server_needs_it(url: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ReadError, match="%40"):
            parse_address(url)
    else:
        assert parse_address(url).url == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://[::1",
        "https://no host/",
        "http://x:port/",
        "http://x:99999/",
        "http://a\nb/",
        "http://good\\@evil.example/",
        "http:///path",
        "file:///etc/passwd",
        "http://eva:pa#ss@gull.example/",
        "http://eva:pa/ss@gull.example/",
        "http://eva:p@pa/ss@gull.example/",
        "http://eva:pa?ss@gull.example/",
        "http://" + "ü" * 80 + ".example/",
        "http://\ud800.example/",
    ],
)
def test_what_is_no_address_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_address(url)
    assert "no web address" in str(caught.value)
    assert "pa" not in str(caught.value).replace("password", "").replace("pass", "")
    assert "gull" not in str(caught.value)


def test_name_and_password_go_along_to_the_same_origin_alone() -> None:
    start = parse_address("http://eva:p%40w@gull.example/a")
    assert start.authorization == "Basic ZXZhOnBAdw=="
    assert start.to("/b").authorization == start.authorization
    for location in ("https://gull.example/b", "http://gull.example:81/b", "//other.example/b"):
        assert start.to(location).authorization is None
    assert start.to("http://x:y@other.example/").authorization is None
