"""Whether a statement's words were asserted, denied, not said, supposed or asked; unknown for those stored before.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_NAME = "ix_statements_search"
_COLUMNS = [
    *("current", "date_order", "document_key", "start", "number", "type", "actor_id", "outlet_key"),
    *("affiliation_key", "role_key", "confidence", "speaker_order", "stance_labels"),
]
_STATEMENTS = sa.table("statements", sa.column("number"), sa.column("machine", sa.JSON(none_as_null=True)))


def upgrade() -> None:
    op.add_column("statements", sa.Column("assertion", CODE, nullable=True))
    _change_machine_values(known=True)
    op.drop_index(_NAME, "statements")
    op.create_index(_NAME, "statements", [*_COLUMNS, "assertion"])


def downgrade() -> None:
    op.drop_index(_NAME, "statements")
    op.execute("DELETE FROM reviews WHERE field = 'assertion'")
    _change_machine_values(known=False)
    op.drop_column("statements", "assertion")
    op.create_index(_NAME, "statements", _COLUMNS)


def _change_machine_values(*, known: bool) -> None:
    """Give the machine's values of reviewed statements an assertion, unknown, or take it from them."""
    bind = op.get_bind()
    query = sa.select(_STATEMENTS.c.number, _STATEMENTS.c.machine).where(_STATEMENTS.c.machine.is_not(None))
    for number, machine in bind.execute(query).all():
        values = {name: value for name, value in machine["values"].items() if name != "assertion"}
        changed = machine | {"values": values | ({"assertion": None} if known else {})}
        bind.execute(sa.update(_STATEMENTS).where(_STATEMENTS.c.number == number).values(machine=changed))
