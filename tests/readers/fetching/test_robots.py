"""robots.txt by the rules of RFC 9309."""

import pytest

from attrib.readers.fetching.robots import Robots, parse_robots

SITE = """
User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search*q=
Disallow:

User-agent: Other
User-agent: attrib/1.0
Disallow: /ours # a remark
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/a", False),
        ("/private/open/a", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?x=1&q=2", False),
        ("/%70rivate", False),
    ],
)
def test_of_the_rules_that_fit_the_longest_counts(target: str, allowed: bool) -> None:
    assert parse_robots(SITE.partition("User-agent: Other")[0]).allows(target) is allowed


def test_the_groups_that_name_attrib_stand_alone() -> None:
    robots = parse_robots(SITE)
    assert (robots.allows("/private"), robots.allows("/ours/a"), robots.delay) == (True, False, 2.5)


def test_groups_of_one_name_are_one_and_equal_rules_allow() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /a\nUser-agent: *\nAllow: /a\nDisallow: /b\n")
    assert (robots.allows("/a"), robots.allows("/b")) == (True, False)


@pytest.mark.parametrize("text", ["", "<html>no robots</html>", "Disallow: /", "User-agent:\nDisallow: /"])
def test_what_is_no_rule_forbids_nothing(text: str) -> None:
    assert parse_robots(text).allows("/a")


def test_a_site_that_asks_for_a_year_is_waited_for_a_minute() -> None:
    assert parse_robots("User-agent: *\nCrawl-delay: 99999").delay == 60


def test_a_pattern_of_many_stars_is_quick() -> None:
    assert Robots(((False, "/" + "*a" * 500 + "b$"),)).allows("/" + "a" * 2000) is not False
