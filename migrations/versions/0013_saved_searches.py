"""Saved searches, digests of what was new to them, and the statements that they have told.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("number", KEY, sa.Identity(), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", CODE, nullable=True),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("removed_by", sa.Text, nullable=True),
        sa.Column("removed_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_saved_searches"),
        sa.UniqueConstraint("name_key", name="uq_saved_searches_name_key"),
    )
    op.create_table(
        "digests",
        sa.Column("number", KEY, autoincrement=False, nullable=False),
        sa.Column("output", sa.Text, nullable=True),
        sa.Column("sha256", CODE, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_digests"),
    )
    op.create_table(
        "told_statements",
        sa.Column("search_number", KEY, autoincrement=False, nullable=False),
        sa.Column("document_key", KEY, autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("digest_number", KEY, nullable=True),
        sa.PrimaryKeyConstraint("search_number", "document_key", "start", "end", name="pk_told_statements"),
        _reference("search_number", "saved_searches", "number"),
        _reference("document_key", "documents", "key"),
        _reference("digest_number", "digests", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_told_statements_digest_number", "told_statements", ["digest_number"])


def _reference(column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_told_statements_{column}_{other}")


def downgrade() -> None:
    for table in ("told_statements", "digests", "saved_searches"):
        op.drop_table(table)
