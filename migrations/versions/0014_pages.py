"""What is known of a page: when it was changed, its version on the server, and where its printed lines stand.

Revision 0014, after 0013.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)

_CHANGED: dict[str, sa.types.TypeEngine[Any]] = {"modified_at": TIME, "modified_precision": CODE}
_VERSION: dict[str, sa.types.TypeEngine[Any]] = {"etag": sa.Text(), "last_modified": sa.Text(), "reading": CODE}
_BOX = ("left", "bottom", "right", "top")


def upgrade() -> None:
    for table, columns in (("documents", _CHANGED), ("sightings", _CHANGED | _VERSION)):
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))
    known = sa.text("reading IS NOT NULL")
    op.create_index("ix_sightings_location", "sightings", ["location"], sqlite_where=known, postgresql_where=known)
    op.create_table(
        "printed_lines",
        sa.Column("document_key", KEY, autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Double, nullable=False) for name in _BOX),
        sa.PrimaryKeyConstraint("document_key", "start", name="pk_printed_lines"),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name="fk_printed_lines_document_key_documents"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("printed_lines")
    op.drop_index("ix_sightings_location", "sightings")
    op.execute("DELETE FROM document_edits WHERE field = 'modified'")
    for table, columns in (("documents", _CHANGED), ("sightings", _CHANGED | _VERSION)):
        for name in columns:
            op.drop_column(table, name)
