"""The two ways to run the model when measuring: the checkpoint in PyTorch, and the exported graph in ONNX Runtime."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch

from model import KINDS, ReaderModel, batches_by_length, load_checkpoint, pad
from tokenizer import ReaderTokenizer

OUTPUTS = ("embedding", "kind", "answers", "contradicts", "answer_tokens")


@dataclass
class Readings:
    """Logits of pairs, in order."""

    answers: np.ndarray  # (pairs,)
    contradicts: np.ndarray  # (pairs,)
    tokens: list[np.ndarray]  # (length of the pair,) each


class Backend(Protocol):
    tokenizer: ReaderTokenizer
    kinds: tuple[str, ...]

    def embed(self, sequences: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        """Unit vectors (sequences, width) and kind logits (sequences, kinds)."""

    def read(self, sequences: list[list[int]]) -> Readings: ...


Run = Callable[[np.ndarray, np.ndarray], dict[str, np.ndarray]]


class BatchedBackend:
    """A backend from a function that gives all outputs of a padded batch."""

    def __init__(self, run: Run, tokenizer: ReaderTokenizer, kinds: tuple[str, ...], tokens: int):
        self.run, self.tokenizer, self.kinds, self.tokens = run, tokenizer, kinds, tokens

    def _rows(self, sequences: list[list[int]], names: tuple[str, ...]) -> dict[str, list[np.ndarray]]:
        rows: dict[str, list] = {name: [None] * len(sequences) for name in names}
        for part in batches_by_length(sequences, self.tokens):
            ids, attention = pad([sequences[i] for i in part])
            outputs = self.run(ids.numpy(), attention.numpy())
            for name in names:
                for row, i in enumerate(part):
                    rows[name][i] = outputs[name][row]
        return rows

    def embed(self, sequences: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        rows = self._rows(sequences, ("embedding", "kind"))
        return np.stack(rows["embedding"]), np.stack(rows["kind"])

    def read(self, sequences: list[list[int]]) -> Readings:
        rows = self._rows(sequences, ("answers", "contradicts", "answer_tokens"))
        tokens = [row[: len(sequence)] for row, sequence in zip(rows["answer_tokens"], sequences, strict=True)]
        return Readings(np.array(rows["answers"]), np.array(rows["contradicts"]), tokens)


def torch_run(model: ReaderModel, exact: bool) -> Run:
    """`exact` computes in float32, else in bfloat16 (as in training)."""

    def run(ids: np.ndarray, attention: np.ndarray) -> dict[str, np.ndarray]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=not exact):
            outputs = model.every_output(torch.from_numpy(ids), torch.from_numpy(attention))
        return {name: value.float().numpy() for name, value in zip(OUTPUTS, outputs, strict=True)}

    return run


def open_checkpoint(path: str, exact: bool = False, tokens: int = 3000) -> BatchedBackend:
    model, tokenizer, _, _ = load_checkpoint(path)
    return BatchedBackend(torch_run(model.eval(), exact), tokenizer, KINDS, tokens)


def open_export(folder: str, threads: int = 2, tokens: int = 1600) -> BatchedBackend:
    """The folder that export.py writes; its own tokenizer and kinds."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    graph = os.path.join(folder, "onnx", "model_quantized.onnx")
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        kinds = tuple(json.load(file)["kinds"])
    with open(os.path.join(folder, "tokenizer.json"), encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    tokenizer = ReaderTokenizer([piece for piece, _ in vocabulary], [score for _, score in vocabulary])

    def run(ids: np.ndarray, attention: np.ndarray) -> dict[str, np.ndarray]:
        outputs = session.run(list(OUTPUTS), {"input_ids": ids, "attention_mask": attention})
        return dict(zip(OUTPUTS, outputs, strict=True))

    return BatchedBackend(run, tokenizer, kinds, tokens)


def open_backend(path: str, exact: bool = False, threads: int = 2) -> BatchedBackend:
    return open_export(path, threads) if os.path.isdir(path) else open_checkpoint(path, exact)
