"""A run, and what it extracted from one document."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from attrib.data.documents import Document, Mention
from attrib.data.statements import Statement


@dataclass(frozen=True, slots=True)
class Run:
    """One way of extracting: model, digest of its weights, code version and settings.

    The id is a digest of all four.
    """

    model: str
    weights_digest: str
    code_version: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        key = json.dumps([self.model, self.weights_digest, self.code_version, self.settings], sort_keys=True)
        return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one run found in one document."""

    document: Document
    run: Run
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run of a database and how much it has read.

    `last_at` is when it finished its last document; `current_documents` are those of which search shows what it found.
    """

    id: str
    model: str
    weights_digest: str
    code_version: str
    first_at: datetime
    last_at: datetime | None
    documents: int
    current_documents: int
    statements: int
    settings: dict[str, Any] = field(default_factory=dict)
