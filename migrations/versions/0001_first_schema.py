"""The first schema: documents, runs, statements, actors, judgements, reviews and full text.

Revision 0001, after nothing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
ORDER = ("date_order", "document_key", "start", "number")

Type = sa.types.TypeEngine[Any]
Item = sa.Column[Any] | sa.Constraint


def _columns(kind: Type, names: str, *, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=null) for name in names.split()]


def _number(name: str, kind: Type = KEY) -> sa.Column[Any]:
    return sa.Column(name, kind, autoincrement=False, nullable=False)


def _parent(table: str, columns: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key from some columns to the first of as many of the target table's columns, `table.column ...`."""
    names = columns.split()
    return sa.ForeignKeyConstraint(names, target.split(), name=f"fk_{table}_{'_'.join(names)}")


def _table(name: str, primary: str, *items: Item, rowid: bool = True) -> None:
    key = sa.PrimaryKeyConstraint(*primary.split(), name=f"pk_{name}")
    op.create_table(name, *items, key, sqlite_with_rowid=rowid)


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _documents() -> None:
    provenance = "title url outlet author"
    _table(
        "documents", "key", _number("key"), *_columns(CODE, "id"), *_columns(sa.Text(), "location"),
        *_columns(sa.Integer(), "record", null=True), *_columns(sa.Text(), provenance, null=True),
        *_columns(TIME, "published_at", null=True), *_columns(sa.Text(), "published_original", null=True),
        *_columns(TIME, "retrieved_at", null=True), *_columns(sa.Text(), "language external_id", null=True),
        *_columns(TIME, "added_at"), *_columns(sa.Text(), "text"), sa.UniqueConstraint("id", name="uq_documents_id"),
    )  # fmt: skip
    _table(
        "sightings", "document_key place_key", _number("document_key"), _number("place_key"),
        *_columns(sa.Text(), "location"), *_columns(sa.Integer(), "record", null=True),
        *_columns(sa.Text(), provenance, null=True), *_columns(TIME, "published_at", null=True),
        *_columns(sa.Text(), "published_original", null=True), *_columns(TIME, "retrieved_at", null=True),
        *_columns(sa.Text(), "external_id", null=True), *_columns(TIME, "seen_at"),
        _parent("sightings", "document_key", "documents.key"), rowid=False,
    )  # fmt: skip


def _runs() -> None:
    _table(
        "runs", "id", *_columns(CODE, "id"), *_columns(sa.Text(), "model weights_digest code_version"),
        *_columns(sa.JSON(), "settings"), *_columns(TIME, "first_at"),
    )  # fmt: skip
    _table(
        "extractions", "document_key run_id", _number("document_key"), *_columns(CODE, "run_id"),
        *_columns(sa.Boolean(), "current"), *_columns(sa.Integer(), "statements"), *_columns(TIME, "finished_at"),
        _parent("extractions", "document_key", "documents.key"), _parent("extractions", "run_id", "runs.id"),
    )  # fmt: skip
    _index("extractions", "run_id")
    _table(
        "mentions", "document_key run_id start end kind", _number("document_key"), *_columns(CODE, "run_id"),
        *_columns(sa.Integer(), "start end"), *_columns(CODE, "kind"), *_columns(sa.Double(), "confidence"),
        _parent("mentions", "document_key run_id", "extractions.document_key extractions.run_id"), rowid=False,
    )  # fmt: skip


def _actors() -> None:
    kinds = sa.CheckConstraint("kind IN ('person', 'organization', 'group', 'unnamed')", name="ck_actors_kind")
    _table(
        "actors", "id", *_columns(CODE, "id"), *_columns(sa.Text(), "name"), *_columns(CODE, "kind key"),
        *_columns(KEY, "document_key", null=True), *_columns(CODE, "wikidata_id", null=True), kinds,
        _parent("actors", "document_key", "documents.key"),
    )  # fmt: skip
    _index("actors", "key")
    _index("actors", "wikidata_id")
    _table(
        "aliases", "actor_id alias", *_columns(CODE, "actor_id alias folded"),
        _parent("aliases", "actor_id", "actors.id"), rowid=False,
    )  # fmt: skip
    _index("aliases", "folded", "actor_id")


def _statements() -> None:
    types = sa.CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="ck_statements_type")
    _table(
        "statements", "number", sa.Column("number", KEY, sa.Identity(), nullable=False), *_columns(CODE, "id"),
        _number("document_key"), *_columns(CODE, "run_id type"), *_columns(sa.Integer(), "start end"),
        *_columns(sa.Double(), "confidence"), *_columns(sa.Text(), "speaker", null=True),
        *_columns(CODE, "speaker_kind", null=True), *_columns(sa.Integer(), "speaker_start speaker_end", null=True),
        *_columns(sa.Text(), "role affiliation", null=True), *_columns(CODE, "reason", null=True),
        *_columns(sa.Double(), "speaker_confidence", null=True), *_columns(CODE, "actor_id", null=True),
        *_columns(sa.Integer(), "context_start context_end"), *_columns(sa.Boolean(), "current"),
        *_columns(KEY, "date_order"), *_columns(CODE, "speaker_order"), *_columns(sa.Integer(), "stance_labels"),
        *_columns(CODE, "outlet_key affiliation_key role_key", null=True), types,
        sa.UniqueConstraint("id", name="uq_statements_id"), _parent("statements", "actor_id", "actors.id"),
        _parent("statements", "document_key run_id", "extractions.document_key extractions.run_id"),
    )  # fmt: skip
    filtered = (
        "type",
        "actor_id",
        "outlet_key",
        "affiliation_key",
        "role_key",
        "confidence",
        "speaker_order",
        "stance_labels",
    )
    _index("statements", "current", *ORDER, *filtered, name="ix_statements_search")
    _index("statements", "actor_id", "current", *ORDER, name="ix_statements_actor")
    _index("statements", "outlet_key", "current", *ORDER, name="ix_statements_outlet")
    _index("statements", "affiliation_key", "current", *ORDER, name="ix_statements_affiliation")
    _index("statements", "current", *ORDER[1:], name="ix_statements_position")


def _parts_of_statements() -> None:
    roles = sa.CheckConstraint("role IN ('content', 'cue', 'source', 'evidence')", name="ck_spans_role")
    labels = sa.CheckConstraint("label IN ('support', 'oppose', 'neutral')", name="ck_stances_label")
    _table(
        "spans", "statement_number role position", _number("statement_number"), *_columns(CODE, "role"),
        _number("position", sa.Integer()), *_columns(sa.Integer(), "start end"), roles,
        _parent("spans", "statement_number", "statements.number"), rowid=False,
    )  # fmt: skip
    _table(
        "stances", "statement_number position", _number("statement_number"), _number("position", sa.Integer()),
        *_columns(sa.Text(), "target"), *_columns(CODE, "target_key target_kind"),
        *_columns(CODE, "target_actor_id", null=True), *_columns(CODE, "label"), *_columns(sa.Double(), "score"),
        labels, _parent("stances", "statement_number", "statements.number"),
        _parent("stances", "target_actor_id", "actors.id"), rowid=False,
    )  # fmt: skip
    _index("stances", "target_key", "label", "statement_number", name="ix_stances_target")
    _index("stances", "target_actor_id", "label", "statement_number", name="ix_stances_target_actor")
    _table("terms", "kind key", *_columns(CODE, "kind key"), rowid=False)


def _judgements() -> None:
    _table(
        "affiliations", "actor_id organization role document_key run_id", *_columns(CODE, "actor_id organization role"),
        _number("document_key"), *_columns(CODE, "run_id organization_key"), _number("statement_number"),
        *_columns(TIME, "on_date", null=True), _parent("affiliations", "actor_id", "actors.id"),
        _parent("affiliations", "document_key", "documents.key"), _parent("affiliations", "run_id", "runs.id"),
        _parent("affiliations", "statement_number", "statements.number"), rowid=False,
    )  # fmt: skip
    _index("affiliations", "statement_number")
    _index("affiliations", "organization_key")
    _table(
        "judgements", "id", *_columns(CODE, "id kind actor_id other_actor_id"),
        *_columns(sa.Text(), "note", null=True), *_columns(sa.Text(), "judged_by"), *_columns(TIME, "judged_at"),
        *_columns(sa.Text(), "undone_by", null=True), *_columns(TIME, "undone_at", null=True),
        sa.CheckConstraint("kind IN ('merge', 'split')", name="ck_judgements_kind"),
        _parent("judgements", "actor_id", "actors.id"), _parent("judgements", "other_actor_id", "actors.id"),
    )  # fmt: skip
    _index("judgements", "actor_id")
    _index("judgements", "other_actor_id")
    _table(
        "reviews", "id", *_columns(CODE, "id statement_id"), _number("document_key"),
        *_columns(sa.Integer(), "start end"), *_columns(CODE, "field"),
        *_columns(sa.Text(), "machine_value corrected_value note", null=True), *_columns(sa.Text(), "reviewed_by"),
        *_columns(TIME, "reviewed_at"), _parent("reviews", "document_key", "documents.key"),
    )  # fmt: skip
    _index("reviews", "statement_id")
    _index("reviews", "document_key", "start", "end")


# FTS5 keeps only its index; the words stay in search_text, and triggers keep the two together.
_FTS5 = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
    words, content='search_text', content_rowid='statement_number', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
    INSERT INTO search_index(rowid, words) VALUES (new.statement_number, new.words); END""",
    """CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
    INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.statement_number, old.words); END""",
    """CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN
    INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.statement_number, old.words);
    INSERT INTO search_index(rowid, words) VALUES (new.statement_number, new.words); END""",
)
# 'simple': the words are folded already, and stemming would find words that the quote does not hold.
_GIN = (
    """ALTER TABLE search_text ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED""",
    "CREATE INDEX ix_search_text_vector ON search_text USING gin (vector)",
)


def upgrade() -> None:
    _documents()
    _runs()
    _actors()
    _statements()
    _parts_of_statements()
    _judgements()
    _table(
        "search_text", "statement_number", _number("statement_number"), *_columns(sa.Text(), "words"),
        _parent("search_text", "statement_number", "statements.number"),
    )  # fmt: skip
    for statement in _FTS5 if op.get_bind().dialect.name == "sqlite" else _GIN:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    names = "search_text reviews judgements affiliations terms stances spans statements aliases actors mentions"
    for name in (*names.split(), "extractions", "runs", "sightings", "documents"):
        op.drop_table(name)
