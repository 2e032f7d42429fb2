"""Statements that people add, quotes whose bounds they correct, and reviews that follow to a newer text.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_STATEMENTS = sa.table("statements", *map(sa.column, ("number", "added", "start", "end")))
_MACHINE = sa.table("statements", sa.column("number"), sa.column("machine", sa.JSON(none_as_null=True)))
_SPANS = sa.table("spans", *map(sa.column, ("statement_number", "role", "position", "start", "end")))


def upgrade() -> None:
    op.add_column("statements", sa.Column("added", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("reviews", sa.Column("details", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("reviews", sa.Column("origin", CODE, nullable=True))
    op.add_column("reviews", sa.Column("followed_by", CODE, nullable=True))


def downgrade() -> None:
    added = sa.select(_STATEMENTS.c.number).where(_STATEMENTS.c.added)
    for name in ("spans", "stances", "search_text"):
        table = sa.table(name, sa.column("statement_number"))
        op.execute(sa.delete(table).where(table.c.statement_number.in_(added)))
    op.execute("DELETE FROM statements WHERE added")
    op.execute("DELETE FROM reviews WHERE field IN ('added', 'quote') OR origin IS NOT NULL")
    _restore_quotes()
    op.drop_column("statements", "added")
    for name in ("followed_by", "origin", "details"):
        op.drop_column("reviews", name)


def _restore_quotes() -> None:
    """Give statements whose quote was corrected the machine's bounds back; their search words stay."""
    bind = op.get_bind()
    for number, machine in bind.execute(sa.select(_MACHINE).where(_MACHINE.c.machine.is_not(None))).all():
        parts = machine.pop("spans", None)
        if parts is None:
            continue
        bind.execute(sa.delete(_SPANS).where(_SPANS.c.statement_number == number))
        rows = [
            {"statement_number": number, "role": role, "position": position, "start": start, "end": end}
            for role, spans in parts.items()
            for position, (start, end) in enumerate(spans)
        ]
        bind.execute(sa.insert(_SPANS), rows)
        edges = {"start": min(start for start, _ in parts["content"]), "end": max(end for _, end in parts["content"])}
        bind.execute(sa.update(_STATEMENTS).where(_STATEMENTS.c.number == number).values(edges))
        bind.execute(sa.update(_MACHINE).where(_MACHINE.c.number == number).values(machine=machine))
