"""The linker's network: sums of named features, probabilities, calibration, and its folder."""

from pathlib import Path

import pytest
import torch

from attrib.data import Reason
from attrib.errors import ModelError
from attrib.nn.heads.checkpoint import load_antecedents, load_linker, save_head
from attrib.nn.heads.linker import REASONS, LinkerConfig, LinkerHead, LinkReader, LinkScorer


def head(*names: str) -> LinkerHead:
    torch.manual_seed(1)
    made = LinkerHead(LinkerConfig(list(names), width=4, scorers=2))
    for scorer in made.scorers:
        assert isinstance(scorer, LinkScorer)
        torch.nn.init.normal_(scorer.bags.weight)
    return made.eval()


def test_probabilities_of_a_statement_add_up_to_one_and_follow_the_features() -> None:
    reader = LinkReader(head("near", "far"))
    found = reader.probabilities({}, [{"near": 1.0}, {"far": 1.0}, {"near": 1.0}])
    assert sum(found) == pytest.approx(1)
    assert found[0] == pytest.approx(found[2])
    assert found[0] != pytest.approx(found[1])


def test_a_feature_that_the_linker_does_not_know_changes_nothing() -> None:
    reader = LinkReader(head("near"))
    plain = reader.probabilities({"near": 1.0}, [{"near": 0.5}, {}])
    assert reader.probabilities({"near": 1.0, "new": 3.0}, [{"near": 0.5, "other": 1.0}, {"new": 1.0}]) == plain


def test_statements_in_one_batch_are_scored_as_alone() -> None:
    model = head("near", "far", "if quoted")
    shared = [{"if quoted": 1.0}, {}]
    rows = [[{"near": 1.0}, {"far": 2.0}], [{"near": 1.0}]]
    together = model(model.batch(shared, rows))
    alone = torch.cat([model(model.batch([own], [group])) for own, group in zip(shared, rows, strict=True)])
    assert torch.allclose(together, alone)
    assert not torch.allclose(together[0], together[2])  # what the statement says counts


def test_confidence_is_calibrated_by_reason() -> None:
    model = head("near")
    reader = LinkReader(model)
    assert reader.confidence(0.8, Reason.EXACT) == pytest.approx(0.8, abs=1e-3)
    model.calibration[REASONS.index(Reason.ROLE)] = torch.tensor([1.0, -2.0])
    assert reader.confidence(0.8, Reason.ROLE) < 0.4
    assert 0 < reader.confidence(0.0, Reason.EXACT) < reader.confidence(1.0, Reason.EXACT) < 1.0001


def test_a_linker_comes_back_from_its_folder(tmp_path: Path) -> None:
    model = head("near", "far")
    save_head(tmp_path, model)
    loaded = load_linker(tmp_path)
    assert loaded.config == model.config
    rows = [[{"near": 1.0}, {"far": 1.0}]]
    assert torch.allclose(loaded(loaded.batch([{}], rows)), model(model.batch([{}], rows)), atol=1e-2)


def test_a_folder_of_another_kind_or_of_other_features_is_refused(tmp_path: Path) -> None:
    save_head(tmp_path, head("near", "far"))
    with pytest.raises(ModelError, match="kind 'linker', expected 'antecedents'"):
        load_antecedents(tmp_path)
    config = tmp_path / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace('"near",', ""), encoding="utf-8")
    with pytest.raises(ModelError, match=r"do not fit config\.json"):
        load_linker(tmp_path)
