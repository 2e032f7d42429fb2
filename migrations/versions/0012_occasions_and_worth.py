"""When, to whom and where statements were made, and how much each is worth checking; unknown for those stored before.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_NAME = "ix_statements_search"
_COLUMNS = [
    *("current", "date_order", "document_key", "start", "number", "type", "actor_id", "outlet_key"),
    *("affiliation_key", "role_key", "confidence", "speaker_order", "stance_labels", "assertion"),
]
_SPANS = tuple(f"{part}_{end}" for part in ("time", "addressee", "place") for end in ("start", "end"))
_FILTERED = ["addressee_key", "place_key", "said_since", "said_until", "time_start", "worth"]


def upgrade() -> None:
    for name in _SPANS:
        op.add_column("statements", sa.Column(name, sa.Integer, nullable=True))
    for name in ("said_since", "said_until"):
        op.add_column("statements", sa.Column(name, sa.Date, nullable=True))
    for name in ("said_precision", "addressee_key", "place_key"):
        op.add_column("statements", sa.Column(name, CODE, nullable=True))
    op.add_column("statements", sa.Column("worth", sa.Double, nullable=True))
    op.add_column("extractions", sa.Column("worth", CODE, nullable=True))
    op.drop_index(_NAME, "statements")
    op.create_index(_NAME, "statements", [*_COLUMNS, *_FILTERED])


def downgrade() -> None:
    op.drop_index(_NAME, "statements")
    op.create_index(_NAME, "statements", _COLUMNS)
    op.drop_column("extractions", "worth")
    for name in (*_SPANS, "said_since", "said_until", "said_precision", "addressee_key", "place_key", "worth"):
        op.drop_column("statements", name)
    op.execute("DELETE FROM terms WHERE kind IN ('addressee', 'place')")
