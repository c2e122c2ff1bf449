"""The tokenizer, and the tokenised texts of a source as flat arrays."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from tokenizers import Tokenizer, models

from normalise import RUN

# Ids 0 and 1, which no text gives.
PADDING = "[PAD]"
UNKNOWN = "[UNK]"
UNKNOWN_ID = 1

CHUNK = 50_000  # texts encoded at once


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """The Unigram model of tokenizer.json (Kudo 2018), for single runs of normalised text."""
    return Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), UNKNOWN_ID, False))


def chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists of `CHUNK`."""
    rest = iter(texts)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def encode_all(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[np.ndarray]:
    """Ids of each normalised text, uint16, without those that no piece holds."""
    for chunk in chunks(texts):
        runs = [RUN.findall(text) for text in chunk]
        # English words recur all the time: each run is cut once a chunk.
        known = list(dict.fromkeys(chain.from_iterable(runs)))
        encodings = tokenizer.encode_batch_fast(known, add_special_tokens=False)
        ids_of = dict(zip(known, (encoding.ids for encoding in encodings), strict=True))
        for parts in runs:
            ids = np.array(list(chain.from_iterable(map(ids_of.__getitem__, parts))), dtype=np.uint16)
            yield ids[ids != UNKNOWN_ID]


@dataclass(frozen=True)
class TokenStore:
    """Text i is `tokens[offsets[i] : offsets[i + 1]]`; document d is the texts `documents[d] : documents[d + 1]`."""

    tokens: np.ndarray  # (tokens,) uint16
    offsets: np.ndarray  # (texts + 1,) int64
    documents: np.ndarray  # (documents + 1,) int64

    @property
    def texts(self) -> int:
        return len(self.offsets) - 1

    def text(self, i: int) -> np.ndarray:
        return self.tokens[self.offsets[i] : self.offsets[i + 1]]

    def save(self, path: str) -> None:
        np.savez(path, tokens=self.tokens, offsets=self.offsets, documents=self.documents)

    @staticmethod
    def load(path: str) -> TokenStore:
        with np.load(path) as kept:
            return TokenStore(kept["tokens"], kept["offsets"], kept["documents"])


def build_store(documents: Sequence[Sequence[str]], tokenizer: Tokenizer) -> TokenStore:
    """Tokenises documents of texts; documents with an empty text are dropped."""
    encoded = encode_all(tokenizer, (text for texts in documents for text in texts))
    kept: list[np.ndarray] = []
    starts = [0]
    for texts in documents:
        ids = [next(encoded) for _ in texts]
        if all(map(len, ids)):
            kept += ids
            starts.append(len(kept))
    offsets = np.concatenate([[0], np.cumsum([len(ids) for ids in kept], dtype=np.int64)])
    tokens = np.concatenate(kept) if kept else np.zeros(0, np.uint16)
    return TokenStore(tokens, offsets, np.array(starts, dtype=np.int64))


def store_path(cache: str, source: str) -> str:
    return os.path.join(cache, f"{source}.npz")


def ragged(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Positions `starts[i] … starts[i] + lengths[i] − 1` for all i, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
