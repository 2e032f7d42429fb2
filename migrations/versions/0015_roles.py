"""An index of statements by role, and the role in that by actor: who held a role at a date is found without a scan.

Revision 0015, after 0014.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_BY_ACTOR, _BY_ROLE = "ix_statements_actor", "ix_statements_role"
_COLUMNS = ["actor_id", "current", "date_order", "document_key", "start", "number", "type", "affiliation_key"]


def upgrade() -> None:
    op.drop_index(_BY_ACTOR, "statements")
    op.create_index(_BY_ACTOR, "statements", [*_COLUMNS, "role_key"])
    op.create_index(_BY_ROLE, "statements", ["role_key", "current", "date_order", "actor_id"])


def downgrade() -> None:
    op.drop_index(_BY_ROLE, "statements")
    op.drop_index(_BY_ACTOR, "statements")
    op.create_index(_BY_ACTOR, "statements", _COLUMNS)
