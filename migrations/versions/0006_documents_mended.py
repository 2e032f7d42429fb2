"""Dates as exact as they are known; documents that people mend, delete or find in a newer version.

Revision 0006, after 0005.
"""

import hashlib
import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Dates written without a day or a month; 0005 and before stored the first day of either.
_MONTH = re.compile(r"[A-Za-z]{3,9}\.?,? \d{4}|\d{4}-\d{2}")
_YEAR = re.compile(r"\d{4}")
_DATE = ["published_precision", "published_at"]


def upgrade() -> None:
    op.add_column("documents", sa.Column("published_precision", CODE, nullable=True))
    op.add_column("documents", sa.Column("replaced_by", KEY, nullable=True))
    op.add_column("documents", sa.Column("deleted", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_documents_published_precision_published_at", "documents", ["published_precision", "published_at"]
    )
    op.add_column("sightings", sa.Column("published_precision", CODE, nullable=True))
    op.add_column("sightings", sa.Column("address_key", KEY, nullable=True))
    op.create_index("ix_sightings_address_key", "sightings", ["address_key"])
    op.create_table(
        "document_edits",
        sa.Column("id", CODE, primary_key=True),
        sa.Column("batch", CODE, nullable=False),
        sa.Column("document_key", KEY, sa.ForeignKey("documents.key", name="fk_document_edits_document_key")),
        sa.Column("field", CODE, nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("edited_by", sa.Text),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_document_edits_document_key", "document_edits", ["document_key"])
    op.create_index("ix_document_edits_batch", "document_edits", ["batch"])
    for table in ("documents", "sightings"):
        _tell_precision(table)
    _note_addresses()


def downgrade() -> None:
    _show_all()
    op.drop_table("document_edits")
    op.drop_index("ix_sightings_address_key", "sightings")
    op.drop_column("sightings", "address_key")
    op.drop_column("sightings", "published_precision")
    op.drop_index("ix_documents_published_precision_published_at", "documents")
    for name in ("deleted", "replaced_by", "published_precision"):
        op.drop_column("documents", name)


def _tell_precision(name: str) -> None:
    """Give the dates whose words are a month or a year their precision; of the others it stays unknown."""
    table = sa.table(name, sa.column("published_original"), sa.column("published_precision"), sa.column("published_at"))
    bind = op.get_bind()
    dated = sa.select(table.c.published_original).where(table.c.published_at.is_not(None)).distinct()
    for original in bind.scalars(dated).all():
        words = (original or "").strip()
        precision = "year" if _YEAR.fullmatch(words) else "month" if _MONTH.fullmatch(words) else None
        if precision:
            known = table.c.published_original == original
            bind.execute(sa.update(table).where(known).values(published_precision=precision))


def _note_addresses() -> None:
    """The keys of web addresses and of files of one article, as attrib.store.documents.addresses makes them."""
    names = ("document_key", "place_key", "location", "record", "url", "address_key")
    table = sa.table("sightings", *map(sa.column, names))
    bind = op.get_bind()
    for row in bind.execute(sa.select(table)).all():
        address = row.url or (row.location if row.record is None and row.location not in ("", "-") else None)
        if address is not None:
            digest = hashlib.sha256(f"address\x1f{address.strip()}".encode("utf-8", "surrogatepass")).digest()
            here = (table.c.document_key == row.document_key) & (table.c.place_key == row.place_key)
            bind.execute(sa.update(table).where(here).values(address_key=int.from_bytes(digest[:8], "big") >> 1))


def _show_all() -> None:
    """Show again what was deleted or replaced: revision 0005 knows no other documents than those it shows."""
    newest = """
        UPDATE extractions SET current = TRUE WHERE document_key IN (
            SELECT key FROM documents WHERE deleted OR replaced_by IS NOT NULL)
        AND run_id = (SELECT e.run_id FROM extractions e WHERE e.document_key = extractions.document_key
            ORDER BY e.finished_at DESC, e.run_id LIMIT 1)"""
    shown = """
        UPDATE statements SET current = TRUE WHERE NOT rejected AND document_key IN (
            SELECT key FROM documents WHERE deleted OR replaced_by IS NOT NULL)
        AND run_id IN (SELECT e.run_id FROM extractions e
            WHERE e.document_key = statements.document_key AND e.current)"""
    op.execute(newest)
    op.execute(shown)
