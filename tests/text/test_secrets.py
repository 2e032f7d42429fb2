"""Secrets in addresses, in whatever form they are given."""

import pytest

from attrib.text.secrets import mask_secrets, shown_address, without_user


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://eva:pw@gull.example/a now", "see https://***@gull.example/a now"),
        ("https://eva@gull.example/", "https://***@gull.example/"),
        ("https://gull.example/@eva and http://x:y@z/", "https://gull.example/@eva and http://***@z/"),
        ("postgresql://me:p@ss/w@rd#1@host/news", "postgresql://***@host/news"),
        ("postgresql+psycopg://me:%70w@host", "postgresql+psycopg://***@host"),
        ("'postgresql://me:pw@host/a' and 'b@c'", "'postgresql://***@host/a' and 'b@c'"),
        ("postgresql://host/a?user=me&password=pw&x=1", "postgresql://host/a?user=me&password=***&x=1"),
        ("host=a password=pw dbname=b", "host=a password=*** dbname=b"),
        ("http://a/?Access_Token=pw&q=1#token=pw", "http://a/?Access_Token=***&q=1#token=***"),
        ("a://b://c:d@e", "a://b://***@e"),
        ("nothing = here, mytoken=1, 3 @ 4", "nothing = here, mytoken=1, 3 @ 4"),
        ("article?key=12&code=7", "article?key=12&code=7"),
    ],
)
def test_secrets_are_masked_and_the_rest_stays(text: str, shown: str) -> None:
    assert mask_secrets(text) == shown


def test_an_address_is_shown_without_name_and_password() -> None:
    assert without_user("https://eva:pw@gull.example/@x") == "https://gull.example/@x"
    assert without_user("https://gull.example/@x") == "https://gull.example/@x"
    assert shown_address("http://eva:pw@gull.example/?token=1") == "http://gull.example/?token=***"


def test_a_long_text_is_quick() -> None:
    hostile = "https://" * 20_000 + "token" * 20_000 + "a:b@" * 20_000
    assert len(mask_secrets(hostile)) > 0
