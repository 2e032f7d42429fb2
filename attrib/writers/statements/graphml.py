"""The network of stances between speakers and targets, as GraphML for discourse network analysis.

Nodes are actors and topics. Each stance is one signed, dated edge from speaker to target, so that a program such as
Gephi, visone or igraph can add edges up, filter them by score or cut them by time.
"""

import json
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from attrib.data import Stance, StatementRecord
from attrib.data.dates import day_text
from attrib.text.terminal import printable
from attrib.writers.rows import TextStream
from attrib.writers.statements.long import VALUES

Edge = dict[str, str | int | float]
Nodes = dict[str, tuple[str, str]]
"""The label and kind of each node, by its identity."""

_START = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NODE = {"label": "string", "kind": "string"}
_EDGE = {
    "stance": "string", "sign": "long", "score": "double", "date": "string", "statement_id": "string",
    "outlet": "string", "reviewed": "long", "assertion": "string",
}  # fmt: skip


def write_graphml(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write the network of some statements; the number of statements with a stance.

    Memory holds the nodes alone. Edges wait in a file of their own, because a later statement may tell that a target is
    a speaker.
    """
    with TemporaryFile("w+", encoding="utf-8") as waiting:
        nodes, count = _gather(records, waiting)
        speakers = {f"actor:{_folded(label)}": identity for identity, (label, kind) in nodes.items()
                    if kind not in ("actor", "topic")}  # fmt: skip
        stream.write(_START)
        for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
            for name, sort in attributes.items():
                stream.write(f'  <key id="{name}_{kind}" for="{kind}" attr.name="{name}" attr.type="{sort}" />\n')
        stream.write('  <graph edgedefault="directed">\n')
        for identity, (label, kind) in nodes.items():
            if identity not in speakers:  # a target that is a speaker in another document
                stream.write(_element(f"node id={quoteattr(identity)}", {"label": label, "kind": kind}))
        waiting.seek(0)
        for number, (speaker, target, edge) in enumerate(map(json.loads, waiting)):
            ends = f"source={quoteattr(speaker)} target={quoteattr(speakers.get(target, target))}"
            stream.write(_element(f'edge {ends} id="{number}"', edge))
        stream.write("  </graph>\n</graphml>\n")
    return count


def _element(start: str, values: Edge) -> str:
    name = start.partition(" ")[0]
    data = "".join(f'      <data key="{key}_{name}">{escape(str(value))}</data>\n' for key, value in values.items())
    return f"    <{start}>\n{data}    </{name}>\n"


def _gather(records: Iterable[StatementRecord], waiting: TextIO) -> tuple[Nodes, int]:
    """The nodes, and the number of statements in the network; edges are left in a file, a line each.

    Statements without speaker or stance make no edge.
    """
    nodes: Nodes = {}
    count = 0
    for record in records:
        speaker = record.actor_id or (record.speaker and f"speaker:{_folded(record.speaker)}")
        if not speaker or not record.stances:
            continue
        count += 1
        _add_node(nodes, speaker, record.actor or record.speaker or "", record.speaker_kind or "")
        for stance in record.stances:
            target = stance.target_id or f"{stance.kind}:{_folded(stance.target)}"
            _add_node(nodes, target, stance.target, stance.kind)
            waiting.write(json.dumps([speaker, target, _edge(record, stance)]) + "\n")
    return nodes, count


def _folded(name: str) -> str:
    words = _clean(name).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _add_node(nodes: Nodes, identity: str, name: str, kind: str) -> None:
    """Add a node; a speaker's own name and kind replace those of a target."""
    if identity not in nodes or kind not in ("actor", "topic"):
        nodes[identity] = _clean(name), kind


def _edge(record: StatementRecord, stance: Stance) -> Edge:
    """The attributes of an edge; an unknown date is empty."""
    return {
        "stance": stance.label.value, "sign": VALUES[stance.label], "score": round(stance.score, 4),
        "date": day_text(record.published_at, record.published_precision),
        "statement_id": record.statement_id, "outlet": _clean(record.outlet or ""), "reviewed": int(stance.reviewed),
        "assertion": record.assertion.value if record.assertion else "",
    }  # fmt: skip


def _clean(text: str) -> str:
    """Text in one line, in characters that XML allows."""
    return printable(" ".join(text.split()))
