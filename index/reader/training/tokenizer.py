"""Unigram tokenizer of the reader: NFKC, Metaspace, the vocabulary of the base model cut to the pieces that our texts use."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")

# Longest parts of a sequence, in tokens; no longer ones are seen in training.
QUESTION_TOKENS = 64
STATEMENT_TOKENS = 160


@dataclass(frozen=True)
class Encoded:
    """Token ids of a text and, for each, its half-open offsets in code points of the text as given."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class ReaderTokenizer:
    """Encodes texts, and lays out the three inputs of the model. Encodings are kept: texts recur in every pass."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]):
        vocabulary = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
        self.backend = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
        self.backend.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
        )
        self.backend.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
        self._kept: dict[str, Encoded] = {}

    def encode(self, text: str) -> Encoded:
        found = self._kept.get(text)
        if found is None:
            encoding = self.backend.encode(text, add_special_tokens=False)
            found = self._kept[text] = Encoded(encoding.ids, encoding.offsets)
        return found

    def query(self, question: str) -> list[int]:
        """`<s> query: question </s>`"""
        return [BEGIN, *self.encode("query: " + question).ids[: QUESTION_TOKENS + 16], END]

    def passage(self, statement: str) -> list[int]:
        """`<s> passage: context | statement </s>`"""
        return [BEGIN, *self.encode("passage: " + statement).ids[:STATEMENT_TOKENS], END]

    def pair(self, question: str, statement: str) -> list[int]:
        """`<s> question </s></s> context | statement </s>`"""
        head = self.encode(question).ids[:QUESTION_TOKENS]
        return [BEGIN, *head, END, END, *self.encode(statement).ids[:STATEMENT_TOKENS], END]

    def statement_start(self, question: str) -> int:
        """Position of the statement's first token in `pair(question, …)`."""
        return len(self.encode(question).ids[:QUESTION_TOKENS]) + 3

    def save(self, path: str) -> None:
        """Writes `tokenizer.json` with the template of a pair, as transformers.js reads it."""
        self.backend.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>",
            pair="<s> $A </s> </s> $B </s>",
            special_tokens=[("<s>", BEGIN), ("</s>", END)],
        )
        self.backend.save(path)
