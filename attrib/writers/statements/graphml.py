"""The network of stances between speakers and targets, as GraphML for discourse network analysis.

Nodes are actors and topics. Each stance is one signed, dated edge from speaker to target, so that a program such as
Gephi, visone or igraph can add edges up, filter them by score or cut them by time.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrib.data import Stance, StatementRecord
from attrib.data.dates import day_text
from attrib.text.terminal import printable
from attrib.writers.rows import TextStream
from attrib.writers.statements.long import VALUES

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Edge = dict[str, str | int | float]


def write_graphml(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write the network of some statements; the number of statements with a stance.

    Memory holds the network, not the quotes.
    """
    from networkx import generate_graphml  # a quarter of a second to import

    graph, count = network(records)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    for line in generate_graphml(graph):
        stream.write(line + "\n")
    return count


def network(records: Iterable[StatementRecord]) -> tuple["MultiDiGraph[str]", int]:
    """The network, and the number of statements in it; statements without speaker or stance make no edge."""
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph()
    edges: list[tuple[str, str, Edge]] = []
    count = 0
    for record in records:
        speaker = record.actor_id or (record.speaker and f"speaker:{_folded(record.speaker)}")
        if not speaker or not record.stances:
            continue
        count += 1
        _add_node(graph, speaker, record.actor or record.speaker or "", record.speaker_kind or "")
        for stance in record.stances:
            target = stance.target_id or f"{stance.kind}:{_folded(stance.target)}"
            _add_node(graph, target, stance.target, stance.kind)
            edges.append((speaker, target, _edge(record, stance)))
    speakers = {f"actor:{_folded(node['label'])}": identity for identity, node in graph.nodes.items()
              if node["kind"] not in ("actor", "topic")}  # fmt: skip
    graph.remove_nodes_from(set(graph) & set(speakers))  # a target that is a speaker in another document
    for speaker, target, edge in edges:
        graph.add_edge(speaker, speakers.get(target, target), **edge)
    return graph, count


def _folded(name: str) -> str:
    words = _clean(name).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _add_node(graph: "MultiDiGraph[str]", identity: str, name: str, kind: str) -> None:
    """Add a node; a speaker's own name and kind replace those of a target."""
    known = graph.nodes.get(identity, {})
    if not known or kind not in ("actor", "topic"):
        graph.add_node(identity, label=_clean(name), kind=kind)


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
