"""Names by their parts, pairs of names that are alike, and an index for the order by worth.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_NAMES = "SELECT key AS name FROM actors UNION SELECT folded FROM aliases UNION SELECT key FROM terms"
_AT_ONCE = 5_000  # names whose parts are inserted together


def upgrade() -> None:
    op.create_table(
        "name_parts",
        sa.Column("part", CODE, nullable=False),
        sa.Column("name", CODE, nullable=False),
        sa.PrimaryKeyConstraint("part", "name", name="pk_name_parts"),
        sqlite_with_rowid=False,
    )
    _fill()
    op.create_table(
        "name_blocks",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("block", CODE, nullable=False),
        sa.Column("name", CODE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "block", "name", name="pk_name_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alike_names",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("block", CODE, nullable=False),
        sa.Column("one", CODE, nullable=False),
        sa.Column("other", CODE, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("reason", CODE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "block", "one", "other", name="pk_alike_names"),
        sqlite_with_rowid=False,
    )
    op.add_column("actors", sa.Column("compared", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_actors_compared", "actors", ["compared"])
    op.create_index(
        "ix_statements_worth",
        "statements",
        ["current", sa.text("(worth IS NULL)"), sa.text("worth DESC"), *("document_key", "start", "number"),
         *("confidence", "speaker_order")],
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_statements_worth", "statements")
    op.drop_index("ix_actors_compared", "actors")
    op.drop_column("actors", "compared")
    for table in ("alike_names", "name_blocks", "name_parts"):
        op.drop_table(table)


def _fill() -> None:
    """The parts of all names, as attrib.store.naming.parts makes them."""
    bind = op.get_bind()
    table = sa.table("name_parts", sa.column("part"), sa.column("name"))
    names = [name for name in bind.scalars(sa.text(_NAMES)) if name]
    for start in range(0, len(names), _AT_ONCE):
        rows = [
            {"part": name[place:], "name": name}
            for name in names[start : start + _AT_ONCE]
            for place in (0, *(place + 1 for place, letter in enumerate(name) if letter == " "))
        ]
        bind.execute(sa.insert(table), rows)
