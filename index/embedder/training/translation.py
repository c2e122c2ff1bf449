"""Word translation probabilities from sentence pairs.

Brown et al., "The Mathematics of Statistical Machine Translation" (1993), Model 1, with the candidates of each source
token limited to those that occur with it more often than by chance.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tokens import TokenStore, ragged

ROUNDS = 4
CANDIDATES = 25
KEPT = 5
MINIMUM_PROBABILITY = 0.06
MAXIMUM_PAIRS = 8_000  # looked at for the candidates of one token: frequent tokens need no more
MAXIMUM_LENGTH = 48
NULL_PROBABILITY = 1e-4  # with which the empty word gives any target
CHUNK = 1 << 24  # (source, target) occurrences held at once


@dataclass(frozen=True)
class TranslationTable:
    """Translations of token s are at `offsets[s] : offsets[s + 1]`, the most probable first."""

    offsets: np.ndarray  # (vocabulary + 1,) int64
    targets: np.ndarray  # (translations,) int64
    probabilities: np.ndarray  # (translations,) float32

    def save(self, path: str) -> None:
        np.savez(path, offsets=self.offsets, targets=self.targets, probabilities=self.probabilities)

    @staticmethod
    def load(path: str) -> TranslationTable:
        with np.load(path) as kept:
            return TranslationTable(kept["offsets"], kept["targets"], kept["probabilities"])


@dataclass(frozen=True)
class Side:
    """One side of the pairs: text i is `tokens[offsets[i] : offsets[i + 1]]`."""

    tokens: np.ndarray
    offsets: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        return np.diff(self.offsets)


def train_ibm_model_1(stores: Sequence[TokenStore], source: int, vocabulary: int) -> TranslationTable:
    """t(target | source) from pairs whose text `source` (0 or 1) is translated by the other text."""
    sources, targets = _side(stores, source), _side(stores, 1 - source)
    keys = _candidates(sources, targets, vocabulary)
    owners = keys >> 16
    probabilities = (1 / np.bincount(owners, minlength=vocabulary)[owners]).astype(np.float32)
    matches = list(_matches(sources, targets, keys))
    for _ in range(ROUNDS):
        expected = np.zeros(len(keys))
        for places, positions, length in matches:
            sums = np.bincount(positions, probabilities[places], length) + NULL_PROBABILITY
            expected += np.bincount(places, probabilities[places] / sums[positions], len(keys))
        totals = np.bincount(owners, expected, vocabulary)
        probabilities = (expected / np.maximum(totals[owners], 1e-30)).astype(np.float32)
    return _pruned(keys, probabilities, vocabulary)


def _key(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Both tokens in one uint32, whose order is that of the sources: half the size of int64, so that a search stays in the cache."""
    return source.astype(np.uint32) << 16 | target


def _side(stores: Sequence[TokenStore], side: int) -> Side:
    parts, lengths = [], []
    for store in stores:
        starts = store.offsets[side:-1:2]
        length = np.minimum(store.offsets[side + 1 :: 2] - starts, MAXIMUM_LENGTH)
        parts.append(store.tokens[ragged(starts, length)])
        lengths.append(length)
    return Side(np.concatenate(parts), np.concatenate([[0], np.cumsum(np.concatenate(lengths))]))


def _once(side: Side) -> Side:
    """Each token of a text once, in ascending order."""
    text = np.repeat(np.arange(len(side.offsets) - 1), side.lengths)
    keys = np.unique(text << 16 | side.tokens)
    counts = np.bincount(keys >> 16, minlength=len(side.offsets) - 1)
    return Side((keys & 0xFFFF).astype(np.uint16), np.concatenate([[0], np.cumsum(counts)]))


def _candidates(sources: Side, targets: Side, vocabulary: int) -> np.ndarray:
    """Ascending keys of the candidates: the first 25 by count · log(count / chance)."""
    pairs = len(sources.offsets) - 1
    source, target = _once(sources), _once(targets)
    target_counts = np.bincount(target.tokens, minlength=vocabulary)
    order = np.argsort(source.tokens, kind="stable")
    texts = np.repeat(np.arange(pairs), source.lengths)[order]  # of each source token in turn
    totals = np.bincount(source.tokens, minlength=vocabulary)
    starts = np.concatenate([[0], np.cumsum(totals)])
    kept = []
    for low, high in _chunks(np.minimum(totals, MAXIMUM_PAIRS) * int(np.ceil(target.lengths.mean()))):
        looked, seen = [], []
        for s in range(low, high):
            step = max(1.0, totals[s] / MAXIMUM_PAIRS)
            at = texts[starts[s] + np.arange(0, totals[s], step).astype(np.int64)]
            looked.append(at)
            seen.append(len(at))
        at = np.concatenate(looked) if looked else np.zeros(0, np.int64)
        owner = np.repeat(np.arange(low, high), seen)
        length = target.lengths[at]
        keys = _key(np.repeat(owner.astype(np.uint16), length), target.tokens[ragged(target.offsets[at], length)])
        keys, counts = np.unique(keys, return_counts=True)
        s, t = keys >> 16, keys & 0xFFFF
        step = np.maximum(1.0, totals[s] / MAXIMUM_PAIRS)
        ratio = counts * step * pairs / (totals[s] * target_counts[t])
        keys, score = keys[ratio > 1], (counts[ratio > 1] * np.log(ratio[ratio > 1])).astype(np.float32)
        kept.append(keys[_first_of_each(keys, score, CANDIDATES)])
    return np.sort(np.concatenate(kept))


def _first_of_each(keys: np.ndarray, score: np.ndarray, most: int) -> np.ndarray:
    """Places of the keys of each source with the highest scores (equal ones by key); `keys` ascend."""
    order = np.argsort(-score, kind="stable")
    source = (keys >> 16).astype(np.uint16)
    order = order[np.argsort(source[order], kind="stable")]  # by radix
    source = source[order]
    rank = np.arange(len(source)) - np.searchsorted(source, source)
    return order[rank < most]


def _chunks(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of neighbours whose sizes sum to about `CHUNK`."""
    part = np.cumsum(sizes) // CHUNK
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(sizes)]
    return zip(edges[:-1], edges[1:], strict=True)


def _matches(sources: Side, targets: Side, keys: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Of a stretch of pairs, every (source, target) token that is a candidate: its place in `keys`, the position of its
    target among the stretch's targets, and how many these are."""
    for low, high in _chunks(sources.lengths * targets.lengths):
        first, last = targets.offsets[low], targets.offsets[high]
        length = np.repeat(sources.lengths[low:high], targets.lengths[low:high])  # source tokens of each target token
        start = np.repeat(sources.offsets[low:high], targets.lengths[low:high])
        key = _key(sources.tokens[ragged(start, length)], np.repeat(targets.tokens[first:last], length))
        place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        found = keys[place] == key
        position = np.repeat(np.arange(last - first, dtype=np.int32), length)
        # Some hundred million in all, looked up once and kept for every round.
        yield place[found].astype(np.int32), position[found], int(last - first)


def _pruned(keys: np.ndarray, probabilities: np.ndarray, vocabulary: int) -> TranslationTable:
    likely = probabilities > MINIMUM_PROBABILITY
    keys, probabilities = keys[likely], probabilities[likely]
    kept = _first_of_each(keys, probabilities, KEPT)
    counts = np.bincount(keys[kept] >> 16, minlength=vocabulary)
    targets = (keys[kept] & 0xFFFF).astype(np.int64)
    return TranslationTable(np.concatenate([[0], np.cumsum(counts)]), targets, probabilities[kept])
