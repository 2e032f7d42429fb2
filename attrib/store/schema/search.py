"""The tables that searches look into: folded words, sentence vectors, folded names."""

from sqlalchemy import ColumnClause, ForeignKey, Identity, Index, Integer, LargeBinary, Text

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, column


class SearchTextRow(Base):
    """The folded words of a statement's content, for full-text search (FTS5 or a GIN index); never shown."""

    __tablename__ = "search_text"

    statement_number: ColumnClause[int] = column(
        Key, ForeignKey("statements.number"), primary_key=True, autoincrement=False
    )
    words: ColumnClause[str] = column(Text)


class VectorBlockRow(Base):
    """Sentence vectors of up to some thousand statements, for search by meaning.

    `numbers` [count] are the statements' numbers as little-endian 64-bit integers; `vectors` [count, width] are signed
    bytes, and `scales` [count] the float32 factor of each vector.
    """

    __tablename__ = "vector_blocks"
    __table_args__ = (Index(None, "encoder", "count"),)

    number: ColumnClause[int] = column(Key, Identity(), primary_key=True)
    encoder: ColumnClause[str] = column(Code)
    count: ColumnClause[int] = column(Integer)
    numbers: ColumnClause[bytes] = column(LargeBinary)
    scales: ColumnClause[bytes] = column(LargeBinary)
    vectors: ColumnClause[bytes] = column(LargeBinary)


class NamePartRow(Base):
    """A folded name of an actor, an alias or a term, from one of its words on: for lookup by a part of it.

    It is found by a range of `part`. Names that nothing has any more may stay.
    """

    __tablename__ = "name_parts"
    __table_args__ = (WITHOUT_ROWID,)

    part: ColumnClause[str] = column(Code, primary_key=True)
    name: ColumnClause[str] = column(Code, primary_key=True)


class TermRow(Base):
    """A distinct outlet, affiliation, role or target in folded form, for lookup by a part of a name."""

    __tablename__ = "terms"
    __table_args__ = (WITHOUT_ROWID,)

    kind: ColumnClause[str] = column(Code, primary_key=True)
    key: ColumnClause[str] = column(Code, primary_key=True)
