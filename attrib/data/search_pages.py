"""One page of a search."""

from dataclasses import dataclass

from attrib.data.notices import Notice
from attrib.data.records import StatementRecord


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some statements of a search in its order, and whether there are others before and behind them.

    Of a search by topic, which has one page of the nearest, nothing more is known.
    """

    statements: tuple[StatementRecord, ...]
    earlier: bool = False
    later: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitting:
    """How many statements a query finds, and how many more would fit it.

    `doubtful` are left out for their confidence or unknown speaker, `undated` for the lack of a date that it asks for.
    With `more` there are more than `statements`, doubtful ones among them, and nobody has counted them.
    """

    statements: int
    doubtful: int = 0
    undated: int = 0
    more: bool = False
