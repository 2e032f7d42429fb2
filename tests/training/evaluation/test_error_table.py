"""The table of errors: counts, shares and examples with both sides marked."""

from attrib.data import Span
from attrib.training.evaluation.error_kinds import Error
from attrib.training.evaluation.error_table import error_table, example

TEXT = "One two three four five | six seven `eight` nine ten eleven twelve thirteen fourteen fifteen."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def error(labelled: str, predicted: str, kind: str = "kind", words: str = "w") -> Error:
    wanted, found = ((span(side),) if side else () for side in (labelled, predicted))
    return Error(kind, wanted, found, words, min(one.start for one in (*wanted, *found)))


def test_both_sides_are_marked_where_they_part() -> None:
    assert example(TEXT, error("seven `eight`", "eight` nine")) == (
        "four five | six [seven `{eight`] nine} ten eleven twelve thirteen"
    )  # fmt: skip
    assert example(TEXT, error("One two", "One two three")) == (
        "[{One two] three} four five | six seven `eight` nine ten"
    )  # fmt: skip
    assert example(TEXT, error("", "fifteen.")) == "eleven twelve thirteen fourteen {fifteen.}"


def test_examples_are_short_and_on_one_line() -> None:
    text = "\n\n".join(f"word{number}" for number in range(1000))
    found = Error("kind", (Span(0, len(text)),), (), "", text.index("word500"))
    assert example(text, found) == " ".join(f"word{number}" for number in range(496, 507))
    assert example("x" * 2000, Error("kind", (Span(0, 2000),), (), "", 1000)) == "x" * 600
    assert example("", Error("kind", (), (), "", 0)) == ""


def test_the_commonest_kinds_first() -> None:
    found = [(TEXT, error("two", "", "rare")), *((TEXT, error("five |", "five", "common")) for _ in range(3))]
    assert error_table(found, 7, kinds=1).splitlines() == [
        (
            "4 errors of 2 kinds in 7 documents; the 1 commonest, in the examples [what is labelled] and "
            "{what is predicted}."
        ),
        "",
        "| kind | count | share | most often | examples |",
        "| --- | ---: | ---: | --- | --- |",
        "| common | 3 | 75.0 % | `w` 3 | "
        + "<br>".join([r"`One two three four [{five} \|] six seven 'eight' nine ten`"] * 3)
        + " |",
    ]
    assert error_table(found, 7).splitlines()[-1].startswith("| rare | 1 | 25.0 % |  | `One [two] three")


def test_no_errors() -> None:
    assert error_table([], 2).startswith("0 errors of 0 kinds in 2 documents")
