"""Writes a trained table as the model folder that the static embedder and transformers.js load."""
from __future__ import annotations

import hashlib
import json
import os

import numpy as np
from onnx import GraphProto, ModelProto, TensorProto, helper

from normalise import RUN
from tokens import PADDING, UNKNOWN

IR_VERSION = 8
OPSET = 13


def write_model(
    folder: str, version: str, pieces: list[str], scores: list[float], rows: np.ndarray, prefixes: tuple[int, ...]
) -> None:
    """onnx/model_quantized.onnx, tokenizer.json, tokenizer_config.json, config.json; rows: (V, D) float32."""
    os.makedirs(os.path.join(folder, "onnx"), exist_ok=True)
    codes, scales = quantise(rows)
    model = onnx_bytes(codes, scales)
    tokenizer = (_json(tokenizer_json(pieces, scores)) + "\n").encode()
    # The scales and the table come last, so that a reader without ONNX finds them at fixed offsets.
    table_at = len(model) - codes.nbytes
    scales_at = model.rindex(scales.tobytes(), 0, table_at)
    own = {
        "format": 1,
        "version": version,
        "dimensions": rows.shape[1],
        "vocabulary": len(pieces),
        "prefixes": list(prefixes),
        "table": {"offset": table_at, "bytes": codes.nbytes},
        "scales": {"offset": scales_at, "bytes": scales.nbytes},
        "sha256": {"model": hashlib.sha256(model).hexdigest(), "tokenizer": hashlib.sha256(tokenizer).hexdigest()},
    }
    # transformers.js picks the model class by `model_type`; BERT's passes the ids on and returns what the graph gives.
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": rows.shape[1],
        "vocab_size": len(pieces),
        "zhengda": own,
    }
    tokenizer_config = {
        "tokenizer_class": "PreTrainedTokenizer",
        "pad_token": PADDING,
        "unk_token": UNKNOWN,
        "model_max_length": 100_000,
    }
    files = {
        "onnx/model_quantized.onnx": model,
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": (json.dumps(tokenizer_config, indent=2) + "\n").encode(),
        "config.json": (json.dumps(config, indent=2) + "\n").encode(),
    }
    for name, contents in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(contents)


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(V, D) int8 codes and (V, 1) float32 scales: one byte a dimension; a row's scale is its largest magnitude / 127."""
    scales = (np.abs(rows).max(1, keepdims=True) / 127).astype(np.float32)
    codes = np.rint(rows / np.where(scales > 0, scales, 1)).astype(np.int8)
    return codes, scales


def onnx_bytes(codes: np.ndarray, scales: np.ndarray) -> bytes:
    """Gather(int8 rows) → Cast → Mul(scale of the row); the raw tensors are the last bytes, scales before codes."""
    tensor = lambda name, kind, values: helper.make_tensor(name, kind, values.shape, values.tobytes(), raw=True)
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
    shape = ["batch", "sequence", codes.shape[1]]
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, shape)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["codes"], axis=0),
        helper.make_node("Gather", ["scales", "input_ids"], ["factors"], axis=0),
        helper.make_node("Cast", ["codes"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["floats", "factors"], ["last_hidden_state"]),
    ]
    graph = helper.make_graph(nodes, "static-embedding", [ids], [out])
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="zhengda")
    tensors = [tensor("scales", TensorProto.FLOAT, scales), tensor("table", TensorProto.INT8, codes)]
    # Protobuf merges messages that follow one another: what is written apart is read as one model.
    return model.SerializeToString() + ModelProto(graph=GraphProto(initializer=tensors)).SerializeToString()


def tokenizer_json(pieces: list[str], scores: list[float]) -> dict[str, object]:
    """The format of Hugging Face's tokenizers; traditional characters must be simplified before."""
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    normalizers = [
        {"type": "NFKD"},
        {"type": "Replace", "pattern": {"Regex": "[\u0300-\u036f]"}, "content": ""},
        {"type": "Lowercase"},
    ]
    whole = lambda score: int(score) if float(score).is_integer() else score
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": i, "content": content, **flags} for i, content in enumerate((PADDING, UNKNOWN))],
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"Regex": RUN.pattern},
            "behavior": "Removed",
            "invert": True,
        },
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": 1,
            "vocab": [[piece, whole(score)] for piece, score in zip(pieces, scores, strict=True)],
        },
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
