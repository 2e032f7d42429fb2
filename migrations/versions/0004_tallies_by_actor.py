"""An index of statements by actor that holds their types and affiliations too, so that tallies touch no rows.

Revision 0004, after 0003.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NAME = "ix_statements_actor"
_COLUMNS = ["actor_id", "current", "date_order", "document_key", "start", "number"]
_TALLIED = ["type", "affiliation_key"]


def upgrade() -> None:
    op.drop_index(_NAME, "statements")
    op.create_index(_NAME, "statements", [*_COLUMNS, *_TALLIED])


def downgrade() -> None:
    op.drop_index(_NAME, "statements")
    op.create_index(_NAME, "statements", _COLUMNS)
