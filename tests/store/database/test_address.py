"""Addresses of databases, and passwords that appear nowhere."""

import pytest
from sqlalchemy import make_url

from attrib.errors import StoreError
from attrib.store.database.address import parse_url, shown_url, without_password

SECRET = "s3cret"


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql//me:{SECRET}@host/news",
        f"me:{SECRET}@host/news",
        f"postgresql://me:{SECRET}@host:port/news",
        f"postgresql://me:a@{SECRET}@host/news",
        f"oracle://me:{SECRET}@host/news",
        f"sqlite:///postgresql:/me:{SECRET}@host/news",
        f"mysql://host/news?password={SECRET}",
    ],
)
def test_what_cannot_be_opened_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(StoreError) as caught:
        parse_url(text)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"postgresql://me:{SECRET}@host/news", "postgresql+psycopg://me:***@host/news"),
        (f"postgresql://me@host/news?password={SECRET}", "postgresql+psycopg://me@host/news?password=***"),
        (f"postgresql://me:p%40{SECRET}@host/news", "postgresql+psycopg://me:***@host/news"),
        ("sqlite:///a@b.db", "sqlite:///a%40b.db"),
        ("sqlite:////tmp/news.db", "sqlite:////tmp/news.db"),
    ],
)
def test_an_address_is_shown_without_its_password(text: str, shown: str) -> None:
    assert shown_url(parse_url(text)) == shown


@pytest.mark.parametrize("text", [f"postgresql://me:{SECRET}@host/a", f"postgresql://host/a?password={SECRET}"])
def test_a_drivers_message_is_told_without_the_password(text: str) -> None:
    url = make_url(text)
    for message in (f'bad "{SECRET}"', f"password={SECRET} host=x", f"cannot open {text}"):
        assert SECRET not in without_password(message, url)


def test_a_short_password_leaves_the_words_of_a_message() -> None:
    url = make_url("postgresql://me:a@host/a")
    assert without_password("the database is damaged", url) == "the database is damaged"
