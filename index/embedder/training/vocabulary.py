"""The pieces and scores of the tokenizer, counted over the training texts.

Chinese words whole, characters as fallback; English words whole, subwords and letters as fallback; figures as digits,
two-digit numbers and years, so that no figure is rare.
"""
from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterable

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from normalise import HAN_RUN, LATIN_RUN, ROOT
from tokens import PADDING, UNKNOWN, chunks

DICTIONARY = os.path.join(ROOT, "node_modules", "@node-rs", "jieba", "dict.txt")
LONGEST_WORD = 8

CHINESE_PIECES = 19_000
ENGLISH_WORDS = 18_000
ENGLISH_SUBWORDS = 3_000
MINIMUM_CHARACTER = 20
SUBWORD_SCORE = -20  # of every subword; no word has exactly this one
NEW_WORD_COUNT = 80
NEW_WORD_RATIO = 150
NEW_WORD_LENGTH = 4

Texts = list[tuple[list[str], int]]  # texts, and how often each of them counts
BOUNDARY = "\n"  # between runs; a piece of its own, so that no word crosses it


def build_vocabulary(texts: Texts) -> tuple[list[str], list[float]]:
    """Pieces and scores (log probabilities, shifted by kind)."""
    dictionary = _read_dictionary()
    words, joints = _count_words(texts, dictionary)
    total = sum(words.values())
    fresh = _new_words(words, joints)
    extended = dictionary | {word: math.log(count / total) for word, count in fresh.items()}
    words, _ = _count_words(texts, extended)
    characters: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for part, weight in texts:
        for text, counts in ((HAN_RUN, characters), (LATIN_RUN, english)):
            found: Counter[str] = Counter()
            for line in part:
                for run in text.findall(line):
                    found.update(run if text is HAN_RUN else (run,))
            for key, count in found.items():
                counts[key] += weight * count
    return _combine(words, characters, english)


def _read_dictionary() -> dict[str, float]:
    """jieba's words of at most 8 characters with their log probabilities."""
    counts: dict[str, int] = {}
    with open(DICTIONARY, encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split(" ")
            if len(word) <= LONGEST_WORD and HAN_RUN.fullmatch(word) and "〇" not in word:
                counts[word] = int(count)
    total = sum(counts.values())
    return {word: math.log(max(count, 1) / total) for word, count in counts.items()}


def _count_words(texts: Texts, dictionary: dict[str, float]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each word stands in the most probable cut of the texts, and how often two of them could be one new word."""
    pieces = [BOUNDARY, UNKNOWN, *dictionary]
    scores = [0.0, 0.0, *dictionary.values()]
    segmenter = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), 1, False))
    segmenter.pre_tokenizer = pre_tokenizers.Split(BOUNDARY, "isolated")
    lengths = np.array([99, 99, *map(len, dictionary)])
    counts = np.zeros(len(pieces), dtype=np.int64)
    joints: Counter[int] = Counter()
    for part, weight in texts:
        for chunk in chunks(part):
            lines = [BOUNDARY.join([*HAN_RUN.findall(text), ""]) for text in chunk]
            ids = np.concatenate([np.array(e.ids, np.int64) for e in segmenter.encode_batch_fast(lines)])
            ids = ids[ids != 1]
            counts += weight * np.bincount(ids, minlength=len(pieces))
            left, right = ids[:-1], ids[1:]
            short = np.minimum(lengths[left], lengths[right]) == 1
            short &= lengths[left] + lengths[right] <= NEW_WORD_LENGTH
            keys, found = np.unique(left[short] << 20 | right[short], return_counts=True)
            for key, count in zip(keys.tolist(), found.tolist(), strict=True):
                joints[key] += weight * count
    words = Counter({piece: int(count) for piece, count in zip(pieces, counts, strict=True) if count and piece != BOUNDARY})
    pairs = {(pieces[key >> 20], pieces[key & 0xFFFFF]): n for key, n in joints.items() if n >= NEW_WORD_COUNT}
    return words, Counter(pairs)


def _new_words(words: Counter[str], joints: Counter[tuple[str, str]]) -> Counter[str]:
    """Joints that occur far more often together than by chance (pointwise mutual information)."""
    total = sum(words.values())
    fresh: Counter[str] = Counter()
    for (left, right), count in joints.items():
        if count * total / (words[left] * words[right]) >= NEW_WORD_RATIO and left + right not in words:
            fresh[left + right] += count
    return fresh


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _combine(words: Counter[str], characters: Counter[str], english: Counter[str]) -> tuple[list[str], list[float]]:
    scores: dict[str, float] = {}
    total = sum(words.values())
    for character, count in _ranked(characters):
        if count >= MINIMUM_CHARACTER:
            scores[character] = math.log(max(words[character], 1) / total)
    for word, count in _ranked(words):
        if len(scores) >= CHINESE_PIECES:
            break
        scores[word] = math.log(count / total)
    total = sum(english.values())
    ranked = _ranked(english)
    for word, count in ranked[:ENGLISH_WORDS]:
        scores[word] = math.log(count / total) - 8
    subwords = (part for part, _ in _ranked(_parts(ranked[ENGLISH_WORDS:])) if part not in scores)
    scores.update({part: SUBWORD_SCORE for part, _ in zip(subwords, range(ENGLISH_SUBWORDS))})
    fallback = (
        ("abcdefghijklmnopqrstuvwxyz", -22),
        (map(str, range(10)), -10),
        (map(str, range(10, 100)), -12),
        (map(str, range(1949, 2061)), -14),
    )
    for pieces, score in fallback:
        for piece in pieces:
            scores.setdefault(piece, score)
    return [PADDING, UNKNOWN, *scores], [-30, -30, *(math.floor(score * 1e4 + 0.5) / 1e4 for score in scores.values())]


def _parts(rare: Iterable[tuple[str, int]]) -> Counter[str]:
    """Stretches of 2–7 letters of the words that are no pieces, the longer the heavier."""
    parts: Counter[str] = Counter()
    for word, count in rare:
        if count < 3:  # the tail of one-off spellings is noise
            continue
        for length in range(2, 8):
            for i in range(len(word) - length + 1):
                parts[word[i : i + length]] += min(count, 50) * (length - 1)
    return parts
