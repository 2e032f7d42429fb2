"""Fact checks of others, their matches with statements, and people's judgements on those and on changes of mind.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)
TABLES = ("fact_checks", "check_matches", "check_judgements", "change_judgements")


def upgrade() -> None:
    op.add_column("extractions", sa.Column("checks", CODE, nullable=True))
    op.create_table(
        "fact_checks",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=True) for name in ("claimant", "rating", "publisher", "url", "title")),
        sa.Column("claim_at", TIME, nullable=True),
        sa.Column("claim_precision", CODE, nullable=True),
        sa.Column("reviewed_at", TIME, nullable=True),
        sa.Column("reviewed_precision", CODE, nullable=True),
        sa.Column("language", CODE, nullable=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("raw", sa.JSON, nullable=False),
        sa.Column("words_key", KEY, nullable=False),
        sa.Column("encoder", CODE, nullable=True),
        sa.Column("vector", sa.LargeBinary, nullable=True),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=True),
        sa.Column("deleted_by", sa.Text, nullable=True),
        sa.Column("deleted_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_fact_checks"),
    )
    op.create_table(
        "check_matches",
        sa.Column("statement_number", KEY, autoincrement=False, nullable=False),
        sa.Column("check_key", KEY, autoincrement=False, nullable=False),
        sa.Column("score", sa.Double, nullable=True),
        sa.Column("cosine", sa.Double, nullable=True),
        sa.Column("verdict", CODE, nullable=True),
        sa.PrimaryKeyConstraint("statement_number", "check_key", name="pk_check_matches"),
        _reference("check_matches", "statement_number", "statements", "number"),
        _reference("check_matches", "check_key", "fact_checks", "key"),
        sa.CheckConstraint("verdict IN ('confirmed', 'rejected')", name="verdict"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_check_matches_check_key", "check_matches", ["check_key"])
    _create_judgements("check_judgements", ("",), sa.Column("check_key", KEY, nullable=False))
    _create_judgements("change_judgements", ("", "other_"))


def _reference(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}_{other}")


def _create_judgements(table: str, sides: tuple[str, ...], *more: sa.Column[int]) -> None:
    places = [
        sa.Column(f"{side}{name}", kind, nullable=False)
        for side in sides
        for name, kind in (
            ("statement_id", CODE), ("document_key", KEY), ("start", sa.Integer), ("end", sa.Integer),
        )
    ]  # fmt: skip
    references = [_reference(table, f"{side}document_key", "documents", "key") for side in sides]
    if more:
        references.append(_reference(table, "check_key", "fact_checks", "key"))
    op.create_table(
        table,
        *(sa.Column(name, CODE, nullable=False) for name in ("id", "batch", "verdict")),
        *places,
        *more,
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("judged_by", sa.Text, nullable=False),
        sa.Column("judged_at", TIME, nullable=False),
        sa.Column("undone_by", sa.Text, nullable=True),
        sa.Column("undone_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *references,
        sa.CheckConstraint("verdict IN ('confirmed', 'rejected')", name="verdict"),
    )
    for name in (*(f"{side}document_key" for side in sides), *(column.name for column in more), "batch"):
        op.create_index(f"ix_{table}_{name}", table, [name])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("extractions", "checks")
