"""Single quotation marks told from apostrophes."""

import pytest

from attrib.text.apostrophes import single_quotations


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in sorted(single_quotations(text).items())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said 'no more' today.", ["'no more'"]),
        ("He said no more' today.", []),  # nothing opens
        ("He said 'no more today.", []),  # nothing closes
        ("'No' was all.", ["'No'"]),
        ("It was 'no'", ["'no'"]),
        ("He said ‘no more’ today.", ["‘no more’"]),
        ("He said ’no more’ today.", []),  # that mark only closes
        ("He said ‚no more‘ today.", ["‚no more‘"]),
        ("He said ('no more') today.", ["'no more'"]),
        ("He said x'no more' today.", []),  # behind a letter
        ("He wrote —'no more'— today.", ["'no more'"]),
        ("He paid '£5 more' for it.", ["'£5 more'"]),
        ("He paid ' 5 more' for it.", []),  # before a space
        ("He said '' today.", []),
        ("He said 'no", []),
        ("'", []),
        ("a '", []),
        ("a '\n\nb' c", []),
        ("'no\n\nmore' he said", []),  # over a paragraph's end
        ("It is 'one' and 'two' here", ["'one'", "'two'"]),
        ("It is 'one and 'two' here", ["'two'"]),  # the one that opens last
    ],
)
def test_single_quotations_open_and_close(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said 'don't do it' today.", ["'don't do it'"]),
        ("In the '90s he said so's not to.", []),
        ("He sang 'em all' there", []),  # an elision opens nothing
        ("He sang 'embers all' there", ["'embers all'"]),
        ("He sang ''Tis late' there", []),
        ("the 'workers' rights bill,' he said", ["'workers' rights bill,'"]),  # the genitive is inside
        ("the 'workers' Rights bill,' he said", ["'workers'"]),  # no genitive stands before a capital
        ("the 'worker' rights bill,' he said", ["'worker'"]),
        ("the 'workers' and others", ["'workers'"]),  # for want of a better mark
        ("the 'plan', unions' best, of 'old'", ["'plan'", "'old'"]),
    ],
)
def test_apostrophes_neither_open_nor_close(text: str, expected: list[str]) -> None:
    assert found(text) == expected
