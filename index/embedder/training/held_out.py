"""What training must not see: the texts of the evaluation sets."""
from __future__ import annotations

import json
import os
from dataclasses import replace

from normalise import normalise, text_key
from sources import Source

# Sets whose gold passages are public law, which the training data also hold as law.
PUBLIC_LAW = {"stard_dev"}


def evaluation_keys(folder: str) -> set[str]:
    """Keys of every question, translation and gold passage of the evaluation sets below `folder`."""
    keys: set[str] = set()
    for name in sorted(os.listdir(folder)):
        inside = os.path.join(folder, name)
        if not os.path.exists(os.path.join(inside, "queries.jsonl")):
            for file in os.listdir(inside):  # bitext, `zh TAB en`
                keys.update(_key(side) for line in _lines(inside, file) for side in line.split("\t"))
            continue
        keys.update(_key(json.loads(line)["text"]) for line in _lines(inside, "queries.jsonl"))
        if name not in PUBLIC_LAW:
            gold = {line.split("\t")[1] for line in _lines(inside, "qrels.tsv")}
            corpus = map(json.loads, _lines(inside, "corpus.jsonl"))
            keys.update(_key(row["text"]) for row in corpus if row["id"] in gold)
    keys.discard("")
    return keys


def _key(text: str) -> str:
    return text_key(normalise(text))


def _lines(folder: str, file: str) -> list[str]:
    with open(os.path.join(folder, file), encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines if line.strip()]


def without_leaks(source: Source, keys: set[str]) -> Source:
    """The source without the pairs, or the sentences, that hold an evaluation text."""
    clean = lambda text: text_key(text) not in keys
    if source.sentences:
        return replace(source, documents=[[text for text in texts if clean(text)] for texts in source.documents])
    return replace(source, documents=[texts for texts in source.documents if all(map(clean, texts))])
