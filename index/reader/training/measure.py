"""Measures a checkpoint or an exported folder on the twelve development documents, and keeps every score.

    python measure.py ../ [--statements DIR] [--dump scores.jsonl]       the exported model
    python measure.py checkpoint.npz [--exact]                           a checkpoint, in bfloat16 or float32
    python measure.py scores.jsonl [more.jsonl]                          dumps of earlier measurements, read together

The scores of the dump are the calibration data: one line a question with its fused candidates, their logits, cosine, BM25.
"""
from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np
import torch

from backends import BatchedBackend, open_backend
from data import DEVELOPMENT, KIND_OF_TYPE, Document, Question, load_field
from mine import BY_VECTOR, CANDIDATES, fuse

RANK_COSINE = 20.0  # weight of the cosine beside the answers logit, to rank statements
GATE_COSINE = 5.0  # the same, to tell an answerable question by its best statement
MARK = 0.5  # least probability of a token of the answer


@dataclass
class Scored:
    """A development question with its fused candidates; all lists run parallel to `candidates`."""

    id: str
    document: str
    language: str
    type: str
    expect: str
    verdict: str
    question: str
    right: list[int]
    near: list[int]
    candidates: list[int]
    answers: list[float]
    contradicts: list[float]
    cosine: list[float]
    bm25: list[float]
    marked: list[str]  # the text of the statement's tokens that belong to the answer
    held: list[list[str]]  # gold spans that lie in the statement
    dense_rank: int  # place of the first right statement by cosine; −1 without one
    kind: str

    @property
    def answerable(self) -> bool:
        return self.expect in ("answer", "correct")

    def scores(self, weight: float) -> np.ndarray:
        return np.array(self.answers) + weight * np.array(self.cosine)

    def ranked(self) -> list[int]:
        """Positions in `candidates`, best first."""
        return [int(i) for i in np.argsort(-self.scores(RANK_COSINE), kind="stable")]


def score(
    backend: BatchedBackend, documents: dict[str, Document], questions: list[Question], by_vector: int = BY_VECTOR
) -> list[Scored]:
    tokenizer = backend.tokenizer
    used = sorted({question.document for question in questions})
    vectors = {}
    for name in used:
        vectors[name], _ = backend.embed([tokenizer.passage(s.passage) for s in documents[name].statements])
    asked, kinds = backend.embed([tokenizer.query(question.text) for question in questions])
    plans = []
    for question, vector in zip(questions, asked, strict=True):
        cosine = vectors[question.document] @ vector
        words = documents[question.document].words.scores(question.turns[-1])
        plans.append((cosine, words, fuse(cosine, words, CANDIDATES, by_vector)))
    passage = lambda question, i: documents[question.document].statements[i].passage
    sequences = [
        tokenizer.pair(question.text, passage(question, i))
        for question, (_, _, candidates) in zip(questions, plans, strict=True)
        for i in candidates
    ]
    readings = backend.read(sequences)
    out, at = [], 0
    for n, (question, (cosine, words, candidates)) in enumerate(zip(questions, plans, strict=True)):
        here = range(at, at + len(candidates))
        at += len(candidates)
        order = [int(i) for i in np.argsort(-cosine)]
        ranks = [order.index(i) for i in question.right]
        out.append(
            Scored(
                id=question.id,
                document=question.document,
                language=question.language,
                type=question.type,
                expect=question.expect,
                verdict=question.verdict,
                question=question.text,
                right=question.right,
                near=question.near,
                candidates=candidates,
                answers=[float(readings.answers[j]) for j in here],
                contradicts=[float(readings.contradicts[j]) for j in here],
                cosine=[float(cosine[i]) for i in candidates],
                bm25=[float(words[i]) for i in candidates],
                marked=[marked(tokenizer, question.text, passage(question, i), readings.tokens[j]) for i, j in zip(candidates, here)],
                held=[[a for a in question.answers if a in documents[question.document].statements[i].text] for i in candidates],
                dense_rank=min(ranks, default=-1),
                kind=backend.kinds[int(np.argmax(kinds[n]))],
            )
        )
    return out


def marked(tokenizer, question: str, passage: str, logits: np.ndarray) -> str:
    """Text of the tokens whose probability reaches MARK; a single token between two of them is taken along."""
    offsets = tokenizer.encode(passage).offsets
    start = tokenizer.statement_start(question)
    on = [1 / (1 + np.exp(-x)) >= MARK for x in logits[start : len(logits) - 1]]
    on = [x or (0 < i < len(on) - 1 and on[i - 1] and on[i + 1]) for i, x in enumerate(on)]
    runs: list[str] = []
    for i, (first, last) in enumerate(offsets[: len(on)]):
        if on[i]:
            joined = runs and on[i - 1]
            runs[-1:] = [runs[-1] + passage[offsets[i - 1][1] : last]] if joined else [*runs[-1:], passage[first:last]]
    return " ".join(runs)


# ---- measures -----------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    return re.sub(r"[\s&]|emsp;", "", unicodedata.normalize("NFKC", text)).lower()


def auc(positive: Iterable[float], negative: Iterable[float]) -> float:
    """Probability that a positive outranks a negative; ties count half."""
    up, down = np.array(list(positive)), np.array(list(negative))
    if not len(up) or not len(down):
        return float("nan")
    return float((up[:, None] > down).mean() + 0.5 * (up[:, None] == down).mean())


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else float("nan")


def measures(rows: list[Scored]) -> dict[str, float]:
    answerable = [row for row in rows if row.answerable]
    silent = [row for row in rows if not row.answerable]
    within = lambda row, n: any(row.candidates[k] in row.right for k in row.ranked()[:n])
    best = lambda row: float(row.scores(GATE_COSINE).max())
    asserting = [row for row in answerable if row.type in ("yesno", "false_premise")]
    contradiction = lambda row: row.contradicts[row.ranked()[0]]
    denied = lambda row: row.expect == "correct" or row.verdict == "no"
    correct = [row for row in answerable if within(row, 1)]
    spans = [(row, row.ranked()[0]) for row in correct]
    spans = [(fold(row.marked[k]), [fold(x) for x in row.held[k]]) for row, k in spans if row.held[k]]
    return {
        "n": len(answerable),
        "dense@1": mean(row.dense_rank == 0 for row in answerable),
        "recall@16": mean(any(i in row.right for i in row.candidates) for row in answerable),
        "@1": mean(within(row, 1) for row in answerable),
        "@3": mean(within(row, 3) for row in answerable),
        "silent": len(silent),
        "answerable AUC": auc(map(best, answerable), map(best, silent)),
        "asserting": len(asserting),
        "contradiction AUC": auc(
            (contradiction(row) for row in asserting if denied(row)),
            (contradiction(row) for row in asserting if not denied(row)),
        ),
        "tokens hold": mean(all(x in text for x in held) for text, held in spans),
        "marked/gold": mean(len(text) / max(1, sum(map(len, held))) for text, held in spans),
        "kind": mean(row.kind == KIND_OF_TYPE[row.type] for row in answerable if row.type in KIND_OF_TYPE),
    }


def table(rows: list[Scored]) -> str:
    """The card's figures, as Markdown."""
    groups = [(lang, [row for row in rows if row.language == lang]) for lang in ("zh", "en")] + [("all", rows)]
    columns = {name: measures(part) for name, part in groups}
    show = lambda value: str(value) if isinstance(value, int) else f"{value:.3f}"
    lines = ["| measure | " + " | ".join(columns) + " |", "| --- | " + "--- | " * len(columns)]
    for name in columns["all"]:
        lines.append(f"| {name} | " + " | ".join(show(column[name]) for column in columns.values()) + " |")
    lines += ["", "| type | n | @1 | @3 | tokens hold |", "| --- | --- | --- | --- | --- |"]
    types: dict[str, list[Scored]] = {}
    for row in rows:
        types.setdefault(row.type, []).append(row)
    for name, part in sorted(types.items(), key=lambda item: -len(item[1])):
        found = measures(part)
        if found["n"] >= 8:
            lines.append(f"| {name} | {found['n']} | {found['@1']:.2f} | {found['@3']:.2f} | {found['tokens hold']:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="+", help="a checkpoint (.npz), an exported folder, or dumps (.jsonl)")
    parser.add_argument("--field", default="../shared/field")
    parser.add_argument("--statements", help="folder of exported statements; the trainer's own splitter without it")
    parser.add_argument("--dump", help="JSONL of all scores")
    parser.add_argument("--documents", help="some of the development documents, joined by commas")
    parser.add_argument("--exact", action="store_true", help="float32 instead of bfloat16 for a checkpoint")
    parser.add_argument("--by-vector", type=int, default=BY_VECTOR, help="candidates that the vectors choose")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    started = time.time()
    if given.model[0].endswith(".jsonl"):
        rows = [Scored(**json.loads(line)) for path in given.model for line in open(path, encoding="utf-8")]
    else:
        wanted = set(given.documents.split(",")) if given.documents else DEVELOPMENT
        documents, questions = load_field(given.field, given.statements)
        questions = [question for question in questions if question.document in wanted & DEVELOPMENT]
        backend = open_backend(given.model[0], given.exact, given.threads)
        rows = score(backend, documents, questions, given.by_vector)
    pairs = sum(len(row.candidates) for row in rows)
    print(f"{' '.join(given.model)}: {len(rows)} questions, {pairs} pairs, {time.time() - started:.0f} s\n")
    print(table(rows))
    if given.dump:
        with open(given.dump, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
