"""General reading data: everyday questions and the passages that answer them, from the sets of `data/train`.

Each set becomes one document whose statements are its passages; the other passages are what does not answer.
"""
from __future__ import annotations

import gzip
import json
import os

from data import Document, Question, Statement

# Of each set at most so many questions, so that no set outweighs the lay questions about law and services.
SETS = {
    "stard_train": 1500,
    "lecoqa_train_qa": 900,
    "tpe_faq_train": 900,
    "guangdong_matters": 200,
    "drcd_dev": 600,
    "cmrc2018_trial": 300,
    "policyqa_en_dev": 500,
    "covid_faq_en": 210,
    "gemet_terms": 300,
}
PASSAGE = 240  # characters: what a statement's tokens hold


def load_general(root: str) -> tuple[dict[str, Document], list[Question]]:
    """The sets that `root` holds (retrieval-<set>.jsonl.gz, {q, pos} a line)."""
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for name, most in SETS.items():
        with gzip.open(os.path.join(root, f"retrieval-{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        step = max(1, len(rows) // most)
        right: dict[str, list[int]] = {}
        index: dict[str, int] = {}
        for row in rows[::step]:
            passage = " ".join(row["pos"].split())[:PASSAGE]
            found = right.setdefault(row["q"], [])
            number = index.setdefault(passage, len(index))
            if number not in found:
                found.append(number)
        statements = [Statement(i + 1, 0, 0, "", passage) for passage, i in index.items()]
        documents[name] = Document(name, "", statements)
        questions += [_question(name, n, text, found) for n, (text, found) in enumerate(right.items())]
    return documents, questions


def _question(name: str, number: int, text: str, right: list[int]) -> Question:
    language = "en" if text.isascii() else "zh"
    return Question(f"{name}-{number}", name, language, "", "answer", "", [text], [], right, [])
