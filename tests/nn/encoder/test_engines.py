"""Which engine runs the encoders: what is installed, and what the environment asks for."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from attrib.errors import ModelError, SettingsError
from attrib.memory import give_back
from attrib.nn.encoder import engines
from attrib.nn.encoder.engines import VARIABLE, choose_engine, run_by
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.low_rank import adapt
from attrib.nn.encoder.stack import Stack
from attrib.nn.encoder.upper import UpperLayers
from tests.tiny import save_base, save_mpnet

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
openvino = pytest.mark.skipif(find_spec("openvino") is None, reason="OpenVINO is not installed; it is in attrib[fast]")


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def without_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)


def test_torch_runs_them_where_openvino_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    without_openvino(monkeypatch)
    assert choose_engine(CPU, torch.float32) is None
    monkeypatch.setenv(VARIABLE, "openvino")
    with pytest.raises(SettingsError, match=r"OpenVINO is not installed; run pip install 'attrib\[fast\]'"):
        choose_engine(CPU, torch.float32)


def test_torch_runs_them_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: object())
    monkeypatch.setenv(VARIABLE, "torch")
    assert choose_engine(CPU, torch.float32) is None


def test_torch_runs_them_on_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: object())
    assert choose_engine(CUDA, torch.bfloat16) is None
    monkeypatch.setenv(VARIABLE, "openvino")
    with pytest.raises(SettingsError, match="computes on the processor alone; use --device cpu"):
        choose_engine(CUDA, torch.bfloat16)


@openvino
def test_choosing_openvino_does_not_import_it() -> None:
    script = (
        "import sys, torch; from attrib.nn.encoder.engines import choose_engine; "
        "print(choose_engine(torch.device('cpu'), torch.float32) is not None, 'openvino' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_another_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "onnx")
    with pytest.raises(SettingsError, match="ATTRIB_ENGINE = 'onnx' is none of auto, torch, openvino"):
        choose_engine(CPU, torch.float32)


@pytest.fixture(scope="module", params=["bert", "mpnet"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    folder = tmp_path_factory.mktemp(request.param)
    encoder, _ = load_base(str(save_base(folder) if request.param == "bert" else save_mpnet(folder, layers=3)))
    with torch.no_grad():
        for parameter in encoder.parameters():
            parameter.normal_(std=0.3)
    adapted = UpperLayers(encoder, 1)
    adapt(adapted.layers, 3)
    found: Stack = encoder.get_submodule("encoder")  # type: ignore[assignment]
    found.adapted = adapted  # only to be found by the tests
    return found


@openvino
@pytest.mark.parametrize("shape", [(2, 9), (1, 1), (3, 40)])
def test_openvino_gives_the_states_that_torch_gives(stack: Stack, shape: tuple[int, int]) -> None:
    states = torch.randn(*shape, 32, generator=torch.Generator().manual_seed(3))
    there = torch.arange(shape[1]) < torch.randint(1, shape[1] + 1, (shape[0],))[:, None]
    for part, layers in ((stack, (2, 1)), (stack.adapted, (1,))):
        assert isinstance(part, Stack)
        with torch.inference_mode():
            wanted = part.after(states, there, *layers)
            run_by(choose_engine(CPU, torch.float32), part)
            found = part.after(states, there, *layers)
            half = part.after(states.bfloat16(), there, *layers)
            run_by(None, part)
        for one, other, rough in zip(found, wanted, half, strict=True):
            torch.testing.assert_close(one[there], other[there], rtol=1e-4, atol=1e-4)
            assert rough.dtype == torch.bfloat16
            torch.testing.assert_close(rough[there].float(), other[there], rtol=0.1, atol=0.1)


@openvino
def test_states_stay_what_they_were_when_others_are_asked_for(stack: Stack) -> None:
    run_by(choose_engine(CPU, torch.float32), stack)
    there = torch.ones(1, 5, dtype=torch.bool)
    with torch.inference_mode():
        [first] = stack.after(torch.ones(1, 5, 32), there, 2)
        kept = first.clone()
        stack.after(torch.randn(1, 5, 32), there, 2)
    run_by(None, stack)
    assert torch.equal(first, kept)


@openvino
def test_what_openvino_cannot_do_is_told_with_the_way_out(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrib.nn.encoder import openvino_engine

    class Broken:
        def compile_model(self, *_: object) -> None:
            raise RuntimeError("Exception from src/plugin.cpp:1:\nno such instruction")

    monkeypatch.setattr(openvino_engine, "_core", Broken)
    with pytest.raises(ModelError, match=r"cannot compute here \(no such instruction\); set ATTRIB_ENGINE=torch"):
        openvino_engine.make_engine(stack, (1,), torch.float32)


_OFFLINE = """
import pathlib, socket, sys
def refuse(*_): raise SystemExit("connected")
socket.socket.connect = socket.create_connection = refuse
import torch
from attrib.nn.encoder.engines import choose_engine, run_by
from attrib.nn.encoder.load import load_base
encoder, _ = load_base(sys.argv[1])
run_by(choose_engine(torch.device("cpu"), torch.float32), encoder)
with torch.inference_mode():
    encoder(torch.ones(1, 5, 32), torch.ones(1, 5))
print(sorted(str(path) for path in pathlib.Path.home().rglob("*")))
"""


@openvino
def test_openvino_reports_to_nobody_and_leaves_nothing(base: Path, tmp_path: Path) -> None:
    environment = os.environ | {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", _OFFLINE, str(base)]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@openvino
def test_few_kernels_are_kept(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrib.nn.encoder import openvino_engine

    asked = dict[str, object]()

    class Core:
        def compile_model(self, _graph: object, _device: str, options: dict[str, object]) -> None:
            asked.update(options)
            raise RuntimeError("enough")

    monkeypatch.setattr(openvino_engine, "_core", Core)
    with pytest.raises(ModelError):
        openvino_engine.make_engine(stack, (1,), torch.float32)
    assert asked["CPU_RUNTIME_CACHE_CAPACITY"] == openvino_engine.KERNELS


@openvino
def test_rows_go_through_in_parts(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrib.nn.encoder import openvino_engine

    states, there = torch.randn(5, 9, 32), torch.ones(5, 9, dtype=torch.bool)
    engine = openvino_engine.make_engine(stack, (2,), torch.float32)
    with torch.inference_mode():
        [together] = engine(states, there)
        monkeypatch.setattr(openvino_engine, "MOST_PIECES", 20)  # two rows
        [apart] = engine(states, there)
    torch.testing.assert_close(apart, together)


@openvino
def test_weights_are_in_memory_once(stack: Stack) -> None:
    from attrib.nn.encoder.openvino_graph import GraphBuilder

    builder = GraphBuilder(torch.float32)
    builder.build(stack, (1,))
    assert len(builder.held) == 16  # six maps and two normalisations, each with a weight and a bias
    assert {each.data_ptr() for each in builder.held} == {each.data_ptr() for each in stack.in_order()[0].parameters()}


@openvino
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells pages to leave memory")
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_matrices_that_left_memory_are_read_again(
    base: Path, monkeypatch: pytest.MonkeyPatch, dtype: torch.dtype
) -> None:
    from attrib.nn.encoder import openvino_graph
    from attrib.nn.encoder.openvino_engine import make_engine

    encoder, _ = load_base(str(base))
    stack: Stack = encoder.get_submodule("encoder")  # type: ignore[assignment]
    before = {name: value.clone() for name, value in stack.state_dict().items()}
    states = torch.randn(2, 9, 32).to(dtype)
    there = torch.ones(2, 30, dtype=torch.bool)
    with monkeypatch.context() as full:
        full.setattr(openvino_graph, "make_pages", lambda _: None)
        apart = make_engine(stack, (1, 2), dtype)
    engine = make_engine(stack, (1, 2), dtype)
    with torch.inference_mode():
        for rows in (states, states[:, :4], states.repeat(1, 3, 1)):  # each shape may pack the weights anew
            give_back()
            mask = there[:, : rows.shape[1]]
            assert all(map(torch.equal, engine(rows, mask), apart(rows, mask)))
    assert all(torch.equal(value, before[name]) for name, value in stack.state_dict().items())
