"""Indexes that answer alone: stances with their score, a speaker's last role, what is left to do.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TARGETS = {"ix_stances_target": "target_key", "ix_stances_target_actor": "target_actor_id"}
_SCORES, _ROLES, _MARKS = "ix_stances_score", "ix_statements_roles_held", "ix_extractions_marks"


def upgrade() -> None:
    for name, target in _TARGETS.items():
        op.drop_index(name, "stances")
        op.create_index(name, "stances", [target, "label", "statement_number", "score"])
    op.create_index(_SCORES, "stances", ["score", "label", "statement_number"])
    op.create_index(
        _ROLES,
        "statements",
        ["actor_id", "current", "date_order", "role_key"],
        sqlite_where=sa.text("role_key IS NOT NULL"),
    )
    marks = ["vectors", "claims", "worth", "checks"]
    op.create_index(_MARKS, "extractions", ["current", "document_key", "run_id", "statements", *marks])


def downgrade() -> None:
    op.drop_index(_MARKS, "extractions")
    op.drop_index(_ROLES, "statements")
    op.drop_index(_SCORES, "stances")
    for name, target in _TARGETS.items():
        op.drop_index(name, "stances")
        op.create_index(name, "stances", [target, "label", "statement_number"])
