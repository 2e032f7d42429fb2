"""Repeated claims: utterances, pairs that are alike, and people's judgements on them.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("extractions", sa.Column("claims", CODE, nullable=True))
    op.create_table(
        "utterances",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("words", "near", "meaning", "folded")),
        sa.PrimaryKeyConstraint("key", name="pk_utterances"),
    )
    for name in ("words", "near", "meaning", "folded"):
        op.create_index(f"ix_utterances_{name}", "utterances", [name])
    op.create_table(
        "statement_utterances",
        sa.Column("statement_number", KEY, autoincrement=False, nullable=False),
        sa.Column("utterance_key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("statement_number", name="pk_statement_utterances"),
        _reference("statement_utterances", "statement_number", "statements", "number"),
        _reference("statement_utterances", "utterance_key", "utterances", "key"),
    )
    op.create_index("ix_statement_utterances_utterance_key", "statement_utterances", ["utterance_key"])
    op.create_table(
        "utterance_pairs",
        sa.Column("first_key", KEY, nullable=False),
        sa.Column("second_key", KEY, nullable=False),
        sa.Column("level", CODE, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("first_key", "second_key", name="pk_utterance_pairs"),
        _reference("utterance_pairs", "first_key", "utterances", "key"),
        _reference("utterance_pairs", "second_key", "utterances", "key"),
        sa.CheckConstraint("level IN ('same_words', 'near_words', 'same_meaning')", name="level"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_pairs_second_key", "utterance_pairs", ["second_key"])
    _create_judgements()


def _reference(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}_{other}")


def _create_judgements() -> None:
    places = [
        sa.Column(name, kind, nullable=False)
        for side in ("", "other_")
        for name, kind in (
            (f"{side}statement_id", CODE), (f"{side}document_key", KEY), (f"{side}start", sa.Integer),
            (f"{side}end", sa.Integer),
        )
    ]  # fmt: skip
    op.create_table(
        "claim_judgements",
        *(sa.Column(name, CODE, nullable=False) for name in ("id", "batch", "verdict")),
        *places,
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("judged_by", sa.Text, nullable=False),
        sa.Column("judged_at", TIME, nullable=False),
        sa.Column("undone_by", sa.Text, nullable=True),
        sa.Column("undone_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_claim_judgements"),
        _reference("claim_judgements", "document_key", "documents", "key"),
        _reference("claim_judgements", "other_document_key", "documents", "key"),
        sa.CheckConstraint("verdict IN ('same', 'different')", name="verdict"),
    )
    for name in ("document_key", "other_document_key", "batch"):
        op.create_index(f"ix_claim_judgements_{name}", "claim_judgements", [name])


def downgrade() -> None:
    for table in ("claim_judgements", "utterance_pairs", "statement_utterances", "utterances"):
        op.drop_table(table)
    op.drop_column("extractions", "claims")
