"""Stances with their place and evidence, sentence vectors for search by meaning, reviews that hold and can be undone.

Revision 0003, after 0002.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def _added() -> list[tuple[str, sa.Column[Any]]]:
    """The new columns of tables that stay, each with its table; made anew each time, as a column is used up."""
    spans: list[sa.Column[Any]] = [sa.Column(f"{what}_{end}", sa.Integer(), nullable=True)
             for what in ("target", "evidence") for end in ("start", "end")]  # fmt: skip
    marks: list[sa.Column[Any]] = [
        sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()) for name in ("unclear", "reviewed")
    ]
    return [
        *(("stances", column) for column in (*spans, *marks)),
        ("extractions", sa.Column("vectors", CODE, nullable=True)),
        ("statements", sa.Column("rejected", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("statements", sa.Column("machine", sa.JSON(), nullable=True)),
        ("reviews", sa.Column("batch", CODE, nullable=False, server_default="")),
        ("reviews", sa.Column("target", sa.Text(), nullable=True)),
        ("reviews", sa.Column("target_key", CODE, nullable=True)),
        ("reviews", sa.Column("actor_id", CODE, nullable=True)),
        ("reviews", sa.Column("undone_by", sa.Text(), nullable=True)),
        ("reviews", sa.Column("undone_at", TIME, nullable=True)),
    ]


def upgrade() -> None:
    for table, column in _added():
        op.add_column(table, column)
    op.execute("UPDATE reviews SET batch = id")
    op.create_index("ix_reviews_batch", "reviews", ["batch"])
    op.create_table(
        "vector_blocks",
        sa.Column("number", KEY, sa.Identity(), nullable=False),
        sa.Column("encoder", CODE, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("numbers", "scales", "vectors")),
        sa.PrimaryKeyConstraint("number", name="pk_vector_blocks"),
    )
    op.create_index("ix_vector_blocks_encoder_count", "vector_blocks", ["encoder", "count"])
    if op.get_bind().dialect.name == "postgresql":  # bytes of vectors do not compress; trying costs time
        op.execute("ALTER TABLE vector_blocks ALTER COLUMN vectors SET STORAGE EXTERNAL")


def downgrade() -> None:
    _give_back_the_machine_s_word()
    op.drop_table("vector_blocks")
    op.execute("DELETE FROM reviews WHERE undone_at IS NOT NULL")
    op.drop_index("ix_reviews_batch", "reviews")
    for table, column in reversed(_added()):
        op.drop_column(table, column.name)


def _give_back_the_machine_s_word() -> None:
    """Undo what reviews did to statements and stances; the reviews stay, though the older attrib only counts them."""
    bind = op.get_bind()
    statements = sa.table("statements", sa.column("number"), sa.column("machine", sa.JSON()))
    query = sa.select(statements.c.number, statements.c.machine).where(statements.c.machine.is_not(None))
    for number, machine in bind.execute(query).all():
        values = machine["values"]
        table = sa.table("statements", sa.column("number"), *map(sa.column, values))
        bind.execute(sa.update(table).where(table.c.number == number).values(values))
        if machine["stances"] is None:
            continue
        bind.execute(sa.text("DELETE FROM stances WHERE statement_number = :number"), {"number": number})
        for stance in machine["stances"]:
            row = stance | {"statement_number": number}
            bind.execute(sa.insert(sa.table("stances", *map(sa.column, row))).values(row))
    bind.execute(
        sa.text("""
        UPDATE statements SET current = (SELECT e.current FROM extractions e
        WHERE e.document_key = statements.document_key AND e.run_id = statements.run_id) WHERE rejected""")
    )
