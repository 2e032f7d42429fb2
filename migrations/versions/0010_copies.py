"""Copies: documents that are the same text, a shortened or updated one, or of the same agency.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("documents", sa.Column("shingles", sa.Integer, nullable=True))
    op.add_column("documents", sa.Column("copy_of", KEY, nullable=True))
    op.create_index("ix_documents_copy_of", "documents", ["copy_of"])
    op.add_column("statements", sa.Column("copied", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "shingles",
        sa.Column("hash", KEY, primary_key=True, autoincrement=False),
        sa.Column(
            "document_key", KEY, sa.ForeignKey("documents.key", name="fk_shingles_document_key"), primary_key=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("one_key", KEY, sa.ForeignKey("documents.key", name="fk_copies_one_key"), primary_key=True),
        sa.Column("other_key", KEY, sa.ForeignKey("documents.key", name="fk_copies_other_key"), primary_key=True),
        sa.Column("shared", sa.Double, nullable=False),
        sa.Column("ratio", sa.Double, nullable=False),
        sa.Column("agency", CODE, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copies_other_key", "copies", ["other_key"])


def downgrade() -> None:
    op.drop_table("copies")
    op.drop_table("shingles")
    op.drop_column("statements", "copied")
    op.drop_index("ix_documents_copy_of", "documents")
    op.drop_column("documents", "copy_of")
    op.drop_column("documents", "shingles")
