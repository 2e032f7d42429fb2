"""Tables that fit the terminal: no word of a name is cut, long lists end with a count, article text is never markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from attrib.text.terminal import printable

LISTED = 3  # names of a list that a cell shows
_SHORT = 8  # digits of an id in a table, more where two ids would look the same
_GAP = 2  # columns of the terminal between two of a table, and on its edges together
_LONGEST_WORD = 0.3  # share of the table that a column may take for one long word
_FOR_TEXT = 0.35  # share of the table that stays for the column of running text
_TEXT = 44  # columns of the terminal that are enough for it, as long as others want more


@dataclass(slots=True)
class Column:
    """A column with its cells. `running` marks the one with running text, which takes the room that is left.

    `wanted` is the most that it is given before running text has more than its share; None for that of its lines.
    Columns of `names` are given it first.
    """

    title: str
    cells: list[Text] = field(default_factory=list)
    style: str = ""
    justify: JustifyMethod = "left"
    running: bool = False
    wanted: int | None = None
    names: bool = False

    @property
    def word(self) -> int:
        """The width of the longest word."""
        return max((cell_len(word) for text in self._texts for word in text.split()), default=0)

    @property
    def line(self) -> int:
        """The width of the longest line."""
        return max((cell_len(each) for text in self._texts for each in text.splitlines()), default=0)

    @property
    def comfortable(self) -> int:
        """The width wanted: no more than its lines take."""
        return self.line if self.wanted is None else min(self.line, self.wanted)

    @property
    def _texts(self) -> list[str]:
        return [self.title, *(cell.plain for cell in self.cells)]


def print_table(columns: Sequence[Column], console: Console) -> None:
    """Print the columns as wide as the terminal; without running text, as wide as they need."""
    table = new_table(expand=False)
    for column, width in zip(columns, fitted(columns, console.width), strict=True):
        table.add_column(column.title, style=column.style, justify=column.justify, width=width, overflow="fold")
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*cells)
    console.print(table)


def fitted(columns: Sequence[Column], total: int) -> list[int]:
    """The widths of columns in a table of `total`.

    Each has room for its longest word; then each in turn, those of names before the others, has the width wanted, as
    long as the running text keeps its share, which is no more than its lines take and 44 columns at most; then running
    text and the others have room for their longest lines. Only a word longer than 30 % of the table is cut.
    """
    room = total - _GAP * (len(columns) + 1)
    most = max(1, int(room * _LONGEST_WORD))
    widths = [min(column.word, most) for column in columns]
    text = [place for place, column in enumerate(columns) if column.running]
    for place in text:
        share = min(int(room * _FOR_TEXT), _TEXT, columns[place].line)
        widths[place] = max(widths[place], min(share, widths[place] + room - sum(widths)))
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    others = sorted(set(range(len(columns))) - set(text), key=lambda place: not columns[place].names)
    wanted = [(place, columns[place].comfortable) for place in others]
    for place, width in (*wanted, *((place, columns[place].line) for place in (*text, *others))):
        widths[place] += max(0, min(width - widths[place], room - sum(widths)))
    return widths


def longest(texts: Iterable[str], most: int) -> int:
    """The width of the longest of some texts, or `most`, for `Column.wanted`."""
    return min(most, max(map(cell_len, texts), default=0))


def listed(names: Sequence[str], separator: str = ", ", most: int = LISTED) -> str:
    """The first names of a list, and how many more there are: "Ann Lee, Bo Lee, Cy Ray and 4 more"."""
    if len(names) <= most + 1:  # "and 1 more" is no shorter than a name
        return separator.join(names)
    return f"{separator.join(names[:most])} and {len(names) - most} more"


def short_ids(ids: Sequence[str]) -> list[str]:
    """The first eight digits of each id, or more where two different ids would look the same."""
    different = set(ids)
    length = _SHORT
    while len({identity[:length] for identity in different}) < len(different):
        length += 1
    return [identity[:length] for identity in ids]


def new_table(*, expand: bool = True) -> Table:
    """An empty table in the common style."""
    return Table(box=box.SIMPLE_HEAD, expand=expand, pad_edge=False, padding=(0, 1, 0, 0))


def day(moment: datetime | None) -> str:
    """The day of a moment, in UTC; empty where there is none."""
    return "" if moment is None else moment.date().isoformat()


def line(text: str) -> Text:
    """Article text in one paragraph: line breaks become spaces, control characters are shown."""
    return Text(clean(text))


def clean(text: str) -> str:
    """The same as a string."""
    return printable(" ".join(text.split()))
