"""Vectors of statements and questions, and the fused candidates that the runtime would read."""
from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

import workers
from data import Document, Question
from model import ReaderModel, batches_by_length, pad
from tokenizer import ReaderTokenizer

CANDIDATES = 16
BY_VECTOR = 12


def embed(model: ReaderModel, sequences: list[list[int]], tokens: int = 2048) -> np.ndarray:
    """(sequences, width) unit vectors."""
    model.eval()

    def work(mine: list[list[int]]) -> Tensor:
        out = torch.zeros(len(mine), model.pool.in_features)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for part in batches_by_length(mine, tokens):
                out[part] = model.embed(*pad([mine[i] for i in part])).float()
        return out

    return workers.share(work, sequences).numpy()


def fuse(cosine: np.ndarray, words: np.ndarray, size: int = CANDIDATES, by_vector: int = BY_VECTOR) -> list[int]:
    """The best by vector, then the best by words that are not among them, filled up by vector; likeliest first."""
    by_cosine = [int(i) for i in np.argsort(-cosine, kind="stable")]
    by_words = [int(i) for i in np.argsort(-words, kind="stable")[:size] if words[i] > 0]
    chosen = dict.fromkeys(by_cosine[:by_vector])
    chosen.update(dict.fromkeys([i for i in by_words if i not in chosen][: size - by_vector]))
    chosen.update(dict.fromkeys(by_cosine[:size]))
    return list(chosen)[:size]


def set_candidates(
    model: ReaderModel, tokenizer: ReaderTokenizer, documents: dict[str, Document], questions: list[Question]
) -> dict[str, np.ndarray]:
    """Sets each question's candidates; gives cosines, (statements of its document,) by question id."""
    used = sorted({question.document for question in questions})
    flat = [tokenizer.passage(s.passage) for name in used for s in documents[name].statements]
    vectors = embed(model, flat)
    spans, at = {}, 0
    for name in used:
        spans[name] = (at, at + len(documents[name].statements))
        at = spans[name][1]
    asked = embed(model, [tokenizer.query(question.text) for question in questions])
    cosines = {}
    for question, vector in zip(questions, asked, strict=True):
        start, end = spans[question.document]
        cosines[question.id] = vectors[start:end] @ vector
        question.candidates = fuse(cosines[question.id], documents[question.document].words.scores(question.turns[-1]))
    return cosines
