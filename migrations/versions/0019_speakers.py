"""Indexes by actor: one with what a search of a speaker asks, and a narrow one to count all statements by speaker.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_BY_ACTOR, _COUNTED = "ix_statements_actor", "ix_statements_counted"
_COLUMNS = ["actor_id", "current", "date_order", "document_key", "start", "number", "type", "affiliation_key"]
_ASKED = ["outlet_key", "confidence", "speaker_order", "stance_labels"]


def upgrade() -> None:
    op.drop_index(_BY_ACTOR, "statements")
    op.create_index(_BY_ACTOR, "statements", [*_COLUMNS, "role_key", *_ASKED])
    op.create_index(
        _COUNTED,
        "statements",
        ["actor_id", "current"],
        sqlite_where=sa.text("coalesce(current, 0) = 1"),
    )


def downgrade() -> None:
    op.drop_index(_COUNTED, "statements")
    op.drop_index(_BY_ACTOR, "statements")
    op.create_index(_BY_ACTOR, "statements", [*_COLUMNS, "role_key"])
