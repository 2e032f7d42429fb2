"""Where a text came from: the hash of the bytes it was read of, the address that answered, a link to an archived copy.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_COLUMNS = {"raw_sha256": CODE, "final_url": sa.Text(), "archive_url": sa.Text()}
_TABLES = ("documents", "sightings")


def upgrade() -> None:
    for table in _TABLES:
        for name, kind in _COLUMNS.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.add_column("documents", sa.Column("archive_sha256", CODE, nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM document_edits WHERE field = 'archive'")
    op.drop_column("documents", "archive_sha256")
    for table in _TABLES:
        for name in _COLUMNS:
            op.drop_column(table, name)
