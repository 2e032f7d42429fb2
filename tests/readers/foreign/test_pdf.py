"""PDF files: columns one after the other, words that line ends part, running heads, and pages without text."""

from pathlib import Path

import pytest

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.foreign.pdf import parse_pdf
from tests.readers.foreign.printed import Placed, column, pdf
from tests.readers.reading import only_document, only_problem, read_bytes

HEADLINE = (60.0, 760.0, "Port stays shut as the owners and the dockers of the town go to court")
LEFT = [
    "The owners of the port said on",
    "Friday that the strike was cos-",
    "ting them three million a day,",
    "and that they would go to court.",
    "“We have waited,” said Jo Dunn.",
]
RIGHT = [
    "Amina Okoye, the known head of a",
    "union that does well, and a well-",
    "known speaker, said the owners",
    "had lied. “It is our work that",
    "feeds them,” she told reporters.",
]
LEFT_TEXT = (
    "The owners of the port said on Friday that the strike was costing them three million a day, and that they would "
    "go to court. “We have waited,” said Jo Dunn."
)
RIGHT_TEXT = (
    "Amina Okoye, the known head of a union that does well, and a well-known speaker, said the owners had lied. “It is "
    "our work that feeds them,” she told reporters."
)


def by_lines(*columns: list[Placed]) -> list[Placed]:
    """What stands in columns, written line by line across them."""
    return [placed for row in zip(*columns, strict=True) for placed in row]


def by_columns(*columns: list[Placed]) -> list[Placed]:
    return [placed for lines in columns for placed in lines]


@pytest.mark.parametrize("written", [by_lines, by_columns])
def test_columns_are_read_one_after_the_other_however_they_were_written(tmp_path: Path, written: type) -> None:
    page = [HEADLINE, *written(column(60, 700, LEFT), column(300, 700, RIGHT))]
    document = only_document(read_bytes(tmp_path, pdf(page), "a.pdf"))
    assert document.text == f"{HEADLINE[2]}\n\n{LEFT_TEXT}\n\n{RIGHT_TEXT}"
    assert (document.title, document.author) == ("Port news", "Bea Writer")


def test_three_columns_with_lines_at_other_heights() -> None:
    lines = [[f"Column {name} and line {number} of it." for number in range(6)] for name in "abc"]
    text = parse_pdf(pdf(by_lines(*(column(40 + 180 * k, 700 - 4 * k, lines[k]) for k in range(3))))).text
    assert text.split() == " ".join(line for each in lines for line in each).split()


def test_a_table_is_read_row_by_row() -> None:
    cells = [(f"Ship {number}", f"{number}0 t", "Hull") for number in range(6)]
    page = [(60 + 120 * k, 700 - 12 * n, cell) for n, row in enumerate(cells) for k, cell in enumerate(row)]
    assert parse_pdf(pdf(page)).text.split() == " ".join(cell for row in cells for cell in row).split()


def test_each_line_keeps_its_page_and_box() -> None:
    parsed = parse_pdf(pdf(column(60, 700, ["One line.", "Of prose."]), column(72, 400, ["And another."])))
    assert [(parsed.text[line.start : line.end], line.page) for line in parsed.lines] == [
        ("One line.", 1),
        ("Of prose.", 1),
        ("And another.", 2),
    ]
    last = parsed.lines[2]
    assert (last.left, last.bottom < 400 < last.top, last.right > 100) == (72.0, True, True)


def test_a_hyphen_that_goes_leaves_no_empty_line() -> None:
    parsed = parse_pdf(pdf(column(60, 700, ["The minister said that the re", "-", "ports were wrong, and left."])))
    assert all(line.start < line.end for line in parsed.lines)


def test_paragraphs_turns_and_lists_are_told_apart() -> None:
    told = [*column(60, 700, ["The strike went on through", "the night."]), *column(60, 660, ["So it was said."])]
    turns = [(60.0, 620.0 - 12 * n, f"{who}: We will wait for the court, and then go.") for n, who in enumerate("QAQ")]
    assert parse_pdf(pdf(told + turns)).text.split("\n\n") == [
        "The strike went on through the night.",
        "So it was said.",
        *(f"{who}: We will wait for the court, and then go." for who in "QAQ"),
    ]


def test_a_raised_number_parts_no_paragraph() -> None:
    raised = [(60.0, 700.0, "The minister said"), (146.0, 704.0, "1"), (156.0, 700.0, "that the port")]
    assert parse_pdf(
        pdf([*raised, *column(60, 688, ["would stay shut for a day, and he", "said so twice."])])
    ).text == ("The minister said 1 that the port would stay shut for a day, and he said so twice.")


def test_running_heads_and_page_numbers_stay_out_of_sentences() -> None:
    said = ["port", "town", "ship"]
    middle = ["of the strike before he read of", "it in the paper, and that he"]
    pages = [
        [
            (60.0, 800.0, "The Gull, 3 March 2025"),
            *column(60, 760, [f"the minister of the {word} said that", *middle, f"did not like the {word}"]),
            (280.0, 30.0, str(number)),
        ]
        for number, word in enumerate(said, start=1)
    ]
    text = parse_pdf(pdf(*pages)).text
    assert text.startswith("The Gull, 3 March 2025\n\nthe minister of the port said that")
    assert text.count("Gull") == 1
    assert "did not like the port the minister of the town said" in text


def test_pages_without_a_text_layer_are_told(tmp_path: Path) -> None:
    assert "no text layer, its page is a picture" in only_problem(read_bytes(tmp_path, pdf([]), "a.pdf")).message
    warning, document = read_bytes(tmp_path, pdf([], column(60, 700, LEFT)), "a.pdf")
    assert "no text layer on page 1" in str(warning)
    assert isinstance(document, Document)


def test_an_order_that_may_be_wrong_is_told() -> None:
    above, below = (by_lines(column(60, top, LEFT), column(300, top, RIGHT)) for top in (740, 500))
    crossing = (60.0, 600.0, "A line across the page that may belong to either column of it, who knows")
    assert "order of columns is unsure on page 1" in parse_pdf(pdf([*above, crossing, *below])).notes[0]
    assert not parse_pdf(pdf([HEADLINE, *below])).notes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 and nothing else", "cannot be opened"),
        (pdf(column(60, 700, LEFT), info="/Title (x) >> endobj %"), ""),
    ],
)
def test_a_damaged_file_is_told_or_read(tmp_path: Path, data: bytes, words: str) -> None:
    (found,) = read_bytes(tmp_path, data, "a.pdf")
    assert isinstance(found, Document) or words in found.message


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        parse_pdf(b"The minister said no.")
