"""Draws the pairs of a step: the tokens of both sides, and which pairs must not count as negatives."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from prepare import Prepared
from recipe import Entry, Recipe
from tokens import TokenStore, ragged
from translation import TranslationTable

TOKEN_DROPOUT = 0.1
SHORT_TEXT = 3  # tokens; of such a text none is dropped
# Inverse cloze: neighbours on both sides together, and how often the sentence itself stays.
WINDOW = (2, 6)
KEEP_SENTENCE = 0.1
ATTEMPTS = 20

Random = np.random.Generator


@dataclass(frozen=True)
class Texts:
    """Text i is the next `lengths[i]` of the tokens."""

    tokens: np.ndarray  # (tokens,) int64
    lengths: np.ndarray  # (texts,) int64

    @property
    def offsets(self) -> np.ndarray:
        return np.cumsum(self.lengths) - self.lengths

    def cut(self, most: int) -> Texts:
        lengths = np.minimum(self.lengths, most)
        return Texts(self.tokens[ragged(self.offsets, lengths)], lengths)

    def where(self, kept: np.ndarray) -> Texts:
        """The tokens that are kept, (tokens,) bool."""
        owner = np.repeat(np.arange(len(self.lengths)), self.lengths)
        return Texts(self.tokens[kept], np.bincount(owner[kept], minlength=len(self.lengths)))

    def take(self, texts: np.ndarray) -> Texts:
        lengths = self.lengths[texts]
        return Texts(self.tokens[ragged(self.offsets[texts], lengths)], lengths)


@dataclass(frozen=True)
class Batch:
    texts: Texts  # 2B: the questions, then the passages
    masked: np.ndarray  # (B, B) bool: pairs of equal questions or passages, but for each with itself


Sampler = Callable[[Random, int], tuple[Texts, Texts]]


class BatchLoader:
    """Every batch comes from one entry of the mixture, so that negatives are of the same kind."""

    def __init__(self, prepared: Prepared, recipe: Recipe):
        self.recipe = recipe
        self.samplers = [_sampler(entry, prepared) for entry in recipe.mixture]
        weights = np.array([entry.weight for entry in recipe.mixture])
        self.chances = weights / weights.sum()

    def load(self, random: Random) -> Batch:
        sample = self.samplers[random.choice(len(self.samplers), p=self.chances)]
        sides = [side.cut(self.recipe.maximum_tokens) for side in sample(random, self.recipe.batch)]
        masked = _equal(sides[0]) | _equal(sides[1])
        np.fill_diagonal(masked, False)
        return Batch(_drop_tokens(join(sides), random), masked)


def _sampler(entry: Entry, prepared: Prepared) -> Sampler:
    store = prepared.stores[entry.source]
    draw = _cloze_sampler(store) if entry.cloze else _pair_sampler(store)
    if not entry.translated:
        return draw
    table = prepared.to_english if entry.to == "english" else prepared.to_chinese
    side = ("question", "passage").index(entry.translated)

    def sample(random: Random, count: int) -> tuple[Texts, Texts]:
        # A text of which nothing can be translated teaches nothing: others are drawn in its place.
        parts: list[list[Texts]] = []
        for attempt in range(ATTEMPTS):
            sides = list(draw(random, count))
            sides[side] = translate(sides[side], table, random)
            good = np.flatnonzero((sides[side].lengths > 0) | (attempt == ATTEMPTS - 1))
            parts.append([one.take(good) for one in sides])
            count -= len(good)
            if count == 0:
                break
        questions, passages = (join(part) for part in zip(*parts, strict=True))
        return questions, passages

    return sample


def _pair_sampler(store: TokenStore) -> Sampler:
    def sample(random: Random, count: int) -> tuple[Texts, Texts]:
        first = 2 * random.integers(0, store.texts // 2, count)
        return _stretches(store, first, first + 1), _stretches(store, first + 1, first + 2)

    return sample


def _cloze_sampler(store: TokenStore) -> Sampler:
    """A sentence against its neighbours: Lee et al., "Latent Retrieval" (2019), inverse cloze task."""
    document = np.repeat(np.arange(len(store.documents) - 1), np.diff(store.documents))

    def sample(random: Random, count: int) -> tuple[Texts, Texts]:
        sentence = random.integers(0, store.texts, count)
        start, end = store.documents[document[sentence]], store.documents[document[sentence] + 1]
        size = random.integers(WINDOW[0], WINDOW[1] + 1, count)
        before = random.integers(0, size + 1)
        first = np.maximum(start, np.minimum(sentence - before, end - size - 1))
        last = np.minimum(end, first + size + 1)
        keep = random.random(count) < KEEP_SENTENCE
        # The window is what stands before the sentence and what stands from it (kept) or behind it on.
        firsts = np.stack([first, sentence + ~keep], 1).reshape(-1)
        lasts = np.stack([sentence, last], 1).reshape(-1)
        halves = _stretches(store, firsts, lasts)
        return _stretches(store, sentence, sentence + 1), Texts(halves.tokens, halves.lengths.reshape(-1, 2).sum(1))

    return sample


def _stretches(store: TokenStore, first: np.ndarray, last: np.ndarray) -> Texts:
    """The texts first[i] … last[i] − 1 of the store as one text each."""
    starts = store.offsets[first]
    lengths = store.offsets[last] - starts
    return Texts(store.tokens[ragged(starts, lengths)].astype(np.int64), lengths)


def join(parts: Sequence[Texts]) -> Texts:
    return Texts(np.concatenate([part.tokens for part in parts]), np.concatenate([part.lengths for part in parts]))


def translate(texts: Texts, table: TranslationTable, random: Random) -> Texts:
    """Each token as one translation drawn by probability; tokens without a translation are left out."""
    known = texts.where(table.offsets[texts.tokens] < table.offsets[texts.tokens + 1])
    first, last = table.offsets[known.tokens], table.offsets[known.tokens + 1]
    # Sums of the probabilities before each translation: a draw is a point between the first one's and the last one's.
    sums = np.concatenate([[0.0], np.cumsum(table.probabilities, dtype=np.float64)])
    point = sums[first] + random.random(len(first)) * (sums[last] - sums[first])
    chosen = np.clip(np.searchsorted(sums, point, side="right") - 1, first, last - 1)
    return Texts(table.targets[chosen], known.lengths)


def _drop_tokens(texts: Texts, random: Random) -> Texts:
    short = np.repeat(texts.lengths <= SHORT_TEXT, texts.lengths)
    return texts.where(short | (random.random(len(texts.tokens)) >= TOKEN_DROPOUT))


def _equal(texts: Texts) -> np.ndarray:
    """(texts, texts) bool: whether two texts have the same tokens."""
    numbers: dict[bytes, int] = {}
    parts = np.split(texts.tokens, texts.offsets[1:])
    group = np.array([numbers.setdefault(part.tobytes(), len(numbers)) for part in parts])
    return group[:, None] == group[None, :]
