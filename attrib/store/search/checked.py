"""A condition on statements: whether a fact check is about what they claim."""

from sqlalchemy import ColumnElement, and_, or_, select

from attrib.data.checks import MATCHED, Checked, CheckVerdict
from attrib.store.schema.checks import CheckMatchRow, FactCheckRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.checks import SHOWN_CHECK


def is_checked(wanted: Checked) -> ColumnElement[bool]:
    """A condition: people have confirmed a check of the statement; with YES also one that is near and not rejected."""
    confirmed = CheckMatchRow.verdict == str(CheckVerdict.CONFIRMED)
    near = and_(CheckMatchRow.verdict.is_(None), CheckMatchRow.score >= MATCHED)
    query = select(CheckMatchRow.statement_number).join(FactCheckRow, FactCheckRow.key == CheckMatchRow.check_key)
    found = query.where(SHOWN_CHECK, confirmed if wanted is Checked.CONFIRMED else or_(confirmed, near))
    return StatementRow.number.not_in(found) if wanted is Checked.NO else StatementRow.number.in_(found)
