"""Rows to start from, distilled from the trained reader's encoder.

Each piece is read by the encoder as a statement of its own; the vectors are centred, rotated onto their principal
components (so that the prefixes hold the most) and weighed by frequency: Model2Vec (Tulkens & van Dongen 2024).
"""
from __future__ import annotations

import os
import sys
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from normalise import ROOT
from prepare import Prepared
from train_table import frequency_weights

sys.path.append(os.path.join(ROOT, "index", "reader", "training"))

BATCH_TOKENS = 4096


def distilled_rows(checkpoint: str, prepared: Prepared, say: Callable[[str], None]) -> Tensor:
    """(V, D) from a checkpoint of the reader's trainer, such as its unpack.py writes."""
    from model import batches_by_length, load_checkpoint, pad

    model, tokenizer, *_ = load_checkpoint(checkpoint)
    model.eval()
    inputs = [tokenizer.passage(piece) for piece in prepared.pieces]
    vectors = torch.zeros(len(inputs), model.encoder.word.embedding_dim)
    with torch.inference_mode():
        for batch in batches_by_length(inputs, BATCH_TOKENS):
            vectors[batch] = model.embed(*pad([inputs[i] for i in batch]))
    say(f"{len(inputs)} pieces read by the encoder")
    return torch.from_numpy(rotated(vectors.numpy()) * frequency_weights(prepared)[:, None])


def rotated(vectors: np.ndarray) -> np.ndarray:
    """Centred, on principal components in descending order, at length 1; (V, D) float32."""
    centred = vectors - vectors.mean(0)
    _, components = np.linalg.eigh(centred.T @ centred)
    out = centred @ components[:, ::-1]
    return (out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)).astype(np.float32)
