"""Writes a checkpoint as the folder that transformers.js loads offline.

    python export.py checkpoint.npz ../

onnx/model_quantized.onnx: int64 input_ids and attention_mask, (batch, length), both dynamic → `embedding` (batch, 384),
`kind` (batch, kinds), `answers` (batch,), `contradicts` (batch,), `answer_tokens` (batch, length); weights in int8.
"""
from __future__ import annotations

import argparse
import json
import logging
import os
import tempfile
import warnings

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from backends import OUTPUTS, open_export
from model import HEADS, INNER, KINDS, WIDTH, ReaderModel, load_checkpoint

INPUTS = ("input_ids", "attention_mask")


class ByteRows(nn.Module):
    """An embedding table of int8 rows, each with its scale (largest magnitude / 127)."""

    def __init__(self, table: Tensor):
        super().__init__()
        scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class Exported(nn.Module):
    def __init__(self, model: ReaderModel):
        super().__init__()
        self.model = model
        self.model.encoder.word = ByteRows(model.encoder.word.weight.detach())

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        return self.model.every_output(input_ids, attention_mask)


def export_graph(model: ReaderModel, path: str) -> None:
    """The graph in float32, the table excepted."""
    ids = torch.randint(4, 1000, (2, 12))
    axes = {0: "batch", 1: "length"}
    flat = {name: {0: "batch"} for name in OUTPUTS[:4]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported(model).eval(),
            (ids, torch.ones_like(ids)),
            path,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={**dict.fromkeys(INPUTS, axes), **flat, OUTPUTS[4]: axes},
            opset_version=17,
            dynamo=False,
        )


# Products whose inputs are even enough for one scale a tensor, and those that need one for each stretch of a token's
# vector: behind the activation, single features are forty times the median (RUNS.md, "Quantisation").
PARTS = ("qkv", "out", "up", "down")
BLOCKED = ("up", "down")
BLOCK = 128


def products(graph: str, parts: tuple[str, ...]) -> list[str]:
    """Names of the layers' matrix products of these parts."""
    nodes = onnx.load(graph).graph.node
    return [node.name for node in nodes if node.op_type == "MatMul" and any(f"/{part}/" in node.name for part in parts)]


def quantise(plain: str, graph: str, scratch: str, blocked: tuple[str, ...]) -> None:
    """int8 weights throughout the layers; activations of the parts `blocked` by block, of the others by tensor."""
    ready, half = os.path.join(scratch, "ready.onnx"), os.path.join(scratch, "half.onnx")
    quant_pre_process(plain, ready, skip_symbolic_shape=True)
    # Seven bits a weight: without VNNI the sums of eight bits saturate.
    quantize_dynamic(
        ready,
        half,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_quantize=products(ready, tuple(part for part in PARTS if part not in blocked)),
    )
    inside = set(products(half, blocked))
    others = [node.name for node in onnx.load(half).graph.node if node.name not in inside]
    quantizer = MatMulNBitsQuantizer(
        onnx.load(half), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4, nodes_to_exclude=others
    )
    quantizer.process()
    quantizer.model.save_model_to_file(graph)


def export(checkpoint: str, folder: str, blocked: tuple[str, ...] = BLOCKED) -> None:
    model, tokenizer, pieces, _ = load_checkpoint(checkpoint)
    os.makedirs(os.path.join(folder, "onnx"), exist_ok=True)
    layers = len(model.encoder.layers)
    graph = os.path.join(folder, "onnx", "model_quantized.onnx")
    with tempfile.TemporaryDirectory() as scratch:
        plain = os.path.join(scratch, "plain.onnx")
        export_graph(model, plain)
        quantise(plain, graph, scratch, blocked)
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    write_json(
        os.path.join(folder, "tokenizer_config.json"),
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 512,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "cls_token": "<s>",
            "sep_token": "</s>",
        },
    )
    write_json(
        os.path.join(folder, "config.json"),
        {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": WIDTH,
            "num_hidden_layers": layers,
            "num_attention_heads": HEADS,
            "intermediate_size": INNER,
            "vocab_size": len(pieces),
            "max_position_embeddings": 512,
            "kinds": list(KINDS),
        },
    )


def write_json(path: str, value: object) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")


def check(checkpoint: str, folder: str) -> None:
    """Prints the sizes, and how far the exported outputs are from the checkpoint's on one padded batch."""
    model = load_checkpoint(checkpoint)[0].eval()
    backend = open_export(folder)
    generator = np.random.default_rng(0)
    ids = generator.integers(4, 1000, (3, 24))
    attention = np.ones_like(ids)
    attention[1, 15:] = 0
    with torch.no_grad():
        wanted = model.every_output(torch.from_numpy(ids), torch.from_numpy(attention))
    got = backend.run(ids, attention)
    for name, value in zip(OUTPUTS, wanted, strict=True):
        print(f"{name} {got[name].shape}: furthest apart {np.abs(got[name] - value.numpy()).max():.3f}")
    for root, _, files in os.walk(folder):
        for file in sorted(files):
            if file.endswith((".onnx", ".json")):
                print(f"{os.path.join(root, file)} {os.path.getsize(os.path.join(root, file)) / 1e6:.1f} MB")
    onnx.checker.check_model(os.path.join(folder, "onnx", "model_quantized.onnx"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("folder")
    parser.add_argument("--blocked", default=",".join(BLOCKED), help="products that are quantised by block")
    given = parser.parse_args()
    torch.set_num_threads(2)
    logging.disable(logging.WARNING)
    export(given.checkpoint, given.folder, tuple(given.blocked.split(",")))
    check(given.checkpoint, given.folder)


if __name__ == "__main__":
    main()
