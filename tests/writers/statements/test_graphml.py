"""The network as GraphML, written as the statements are read."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import networkx

from attrib.data import Stance, StanceLabel, StatementRecord
from attrib.writers.statements.graphml import write_graphml
from tests.writers.records import RECORD


def towards(target: str, kind: str = "actor", target_id: str | None = None) -> Stance:
    return Stance(target, kind, StanceLabel.OPPOSE, 0.5, target_id=target_id)


def said(speaker: str, identity: str, *stances: Stance) -> StatementRecord:
    return replace(RECORD, speaker=speaker, actor=speaker, actor_id=identity, speaker_kind="person", stances=stances)


def network(*records: StatementRecord) -> "networkx.MultiDiGraph[str]":
    stream = StringIO()
    write_graphml(records, stream)
    graph: networkx.MultiDiGraph[str] = networkx.parse_graphml(stream.getvalue(), force_multigraph=True)
    return graph


def test_a_target_that_speaks_later_is_one_node() -> None:
    graph = network(
        said("Ann Lee", "a", towards("Bo Ray"), towards('the "tax" <cut> & co', "topic")),
        said("Bo Ray", "b", towards("Ann Lee", target_id="a")),
        said("Cy Dee", "c"),
    )
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == {
        "a": "Ann Lee",
        "b": "Bo Ray",
        'topic:"tax" <cut> & co': 'the "tax" <cut> & co',
    }
    assert sorted(graph.edges()) == [("a", "b"), ("a", 'topic:"tax" <cut> & co'), ("b", "a")]


def test_edges_of_one_pair_stay_apart_and_have_types() -> None:
    graph = network(said("Ann Lee", "a", towards("Oz")), said("Ann Lee", "a", towards("Oz")))
    edges = [data for _, _, data in graph.edges(data=True)]
    assert len(edges) == 2
    assert [(type(edges[0][name]), edges[0][name]) for name in ("sign", "score")] == [(int, -1), (float, 0.5)]


class Nowhere:
    """A stream that forgets."""

    def write(self, text: str, /) -> int:
        return len(text)


def test_memory_holds_nodes_and_no_edges() -> None:
    def endless(count: int) -> Iterator[StatementRecord]:
        for _ in range(count):
            yield said("Ann Lee", "a", towards("Oz"))

    def peak(count: int) -> int:
        tracemalloc.start()
        write_graphml(endless(count), Nowhere())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < peak(200) + 50_000
