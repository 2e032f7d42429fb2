"""The counts by which claims are ranked: statements and independent outlets of each that several statements make.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")

LEVELS = {"same_words": "words", "near_words": "near", "same_meaning": "meaning"}
# What an article has copied from another one counts for the outlet of that one, where it has statements.
FILL = """
    INSERT INTO claim_counts (level, key, statements, outlets)
    SELECT '{level}', u.{column}, count(*), count(DISTINCT CASE WHEN s.copied THEN coalesce((
        SELECT f.outlet_key FROM documents d JOIN statements f ON f.document_key = d.copy_of AND f.current = true
        WHERE d.key = s.document_key LIMIT 1), s.outlet_key) ELSE s.outlet_key END)
    FROM utterances u JOIN statement_utterances o ON o.utterance_key = u.key
    JOIN statements s ON s.number = o.statement_number AND s.current = true
    GROUP BY u.{column} HAVING count(*) >= 2"""


def upgrade() -> None:
    op.create_table(
        "claim_counts",
        sa.Column("level", CODE, nullable=False),
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("outlets", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("level", "key", name="pk_claim_counts"),
        sa.CheckConstraint("level IN ('same_words', 'near_words', 'same_meaning')", name="level"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_counts_key", "claim_counts", ["key"])
    op.create_index("ix_claim_counts_rank", "claim_counts", ["level", "outlets", "statements", "key"])
    for level, column in LEVELS.items():
        op.execute(FILL.format(level=level, column=column))


def downgrade() -> None:
    op.drop_table("claim_counts")
