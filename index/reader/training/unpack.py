"""A checkpoint from an exported model, to train on where its float weights were not kept.

    python unpack.py ../ start.npz

Takes back what `export.py` wrote: the table's bytes times their scale, the products' seven bits a channel, the blocks'
eight bits. What was rounded away stays away (RUNS.md says how little that is).
"""
from __future__ import annotations

import argparse
import json
import os

import numpy as np
import onnx
import torch
from onnx import NodeProto, numpy_helper
from torch import Tensor

from model import WIDTH, save_checkpoint


def unpack(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """State of the `ReaderModel` that was exported, but for weights that the graph does not need (`log_scale`)."""
    kept = {initializer.name: numpy_helper.to_array(initializer) for initializer in graph.initializer}
    state = {name[len("model.") :]: torch.tensor(value) for name, value in kept.items() if name.startswith("model.")}
    for name in [name for name in state if name.endswith("_Transposed")]:
        state[name.removesuffix("_Transposed")] = state.pop(name).T
    state["encoder.word.weight"] = state.pop("encoder.word.rows").float() * state.pop("encoder.word.scale")
    segment = next(kept[name] for node in graph.node if node.name == "/encoder/Add_1" for name in node.input if name in kept)
    state["encoder.segment.weight"] = torch.tensor(np.stack([segment.reshape(-1), np.zeros(WIDTH, np.float32)]))
    for node in graph.node:
        weight = _weight(node, kept)
        if weight is not None:
            # /encoder/layers.0/qkv/MatMul_quant, /pool/Gemm → encoder.layers.0.qkv
            owner = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            state[f"{owner}.weight"] = torch.tensor(weight)
    return state


def _weight(node: NodeProto, kept: dict[str, np.ndarray]) -> np.ndarray | None:
    """(out, in) of a product with a constant, None for other nodes."""
    if node.op_type == "MatMulInteger":
        name = node.input[1].removesuffix("_quantized")
        return ((kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"]) * kept[f"{name}_scale"]).T.copy()
    if node.op_type == "MatMulNBits":
        blocks = kept[node.input[1]].astype(np.float32) - 128  # (out, blocks, block)
        return (blocks * kept[node.input[2]].reshape(*blocks.shape[:2], 1)).reshape(blocks.shape[0], -1)
    if node.op_type == "MatMul" and node.input[1] in kept:
        return kept[node.input[1]].T.copy()
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="of the export")
    parser.add_argument("checkpoint")
    given = parser.parse_args()
    with open(os.path.join(given.folder, "tokenizer.json"), encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    state = unpack(onnx.load(os.path.join(given.folder, "onnx", "model_quantized.onnx")).graph)
    save_checkpoint(given.checkpoint, state, [piece for piece, _ in vocabulary], [score for _, score in vocabulary])


if __name__ == "__main__":
    main()
