"""Prepares training in a cache folder: vocabulary, tokenised sources, translation tables."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass

from held_out import evaluation_keys, without_leaks
from sources import Source, read_sources
from tokens import TokenStore, build_store, build_tokenizer, store_path
from translation import TranslationTable, train_ibm_model_1
from vocabulary import build_vocabulary

POLICY_WEIGHT = 3  # policy texts count this often in the vocabulary
RECEIPT = "prepared.json"


@dataclass(frozen=True)
class Prepared:
    pieces: list[str]
    scores: list[float]
    stores: dict[str, TokenStore]
    to_english: TranslationTable  # t(English token | Chinese token)
    to_chinese: TranslationTable


def prepare(data: str, cache: str, vocabulary: str | None, say: Callable[[str], None]) -> Prepared:
    """Fills the cache from the data folder, unless a complete preparation is there; `vocabulary`: a tokenizer.json to keep."""
    receipt = os.path.join(cache, RECEIPT)
    if not os.path.exists(receipt):
        _fill(data, cache, vocabulary, say)
    with open(receipt, encoding="utf-8") as file:
        kept = json.load(file)
    stores = {name: TokenStore.load(store_path(cache, name)) for name in kept["sources"]}
    tables = [TranslationTable.load(os.path.join(cache, f"{name}.npz")) for name in ("to-english", "to-chinese")]
    return Prepared(kept["pieces"], kept["scores"], stores, *tables)


def _fill(data: str, cache: str, vocabulary: str | None, say: Callable[[str], None]) -> None:
    os.makedirs(cache, exist_ok=True)
    leaks = evaluation_keys(os.path.join(data, "eval"))
    say(f"{len(leaks)} evaluation texts")
    sources = []
    for raw in read_sources(data):
        source = without_leaks(raw, leaks)
        sources.append(source)
        texts = [sum(map(len, one.documents)) for one in (source, raw)]
        say(f"{source.name}: {len(source.documents)} documents, {texts[0]} texts, {texts[1] - texts[0]} removed")
    pieces, scores = _read_vocabulary(vocabulary) if vocabulary else _count_vocabulary(sources)
    say(f"{len(pieces)} pieces")
    tokenizer = build_tokenizer(pieces, scores)
    counts, parallel = {}, []
    for source in sources:
        store = build_store(source.documents, tokenizer)
        store.save(store_path(cache, source.name))
        counts[source.name] = len(store.documents) - 1
        if source.name.startswith("parallel") or source.name == "lexicon":
            parallel.append(store)
    say("tokenised")
    for name, side in (("to-english", 0), ("to-chinese", 1)):
        table = train_ibm_model_1(parallel, side, len(pieces))
        table.save(os.path.join(cache, f"{name}.npz"))
        say(f"{name}: {len(table.targets)} translations")
    # Last, so that a broken-off preparation is not taken for a complete one.
    with open(os.path.join(cache, RECEIPT), "w", encoding="utf-8") as file:
        json.dump({"sources": counts, "pieces": pieces, "scores": scores}, file, ensure_ascii=False)


def _count_vocabulary(sources: list[Source]) -> tuple[list[str], list[float]]:
    weight = lambda name: POLICY_WEIGHT if name.startswith("policy") else 1
    return build_vocabulary([([t for d in source.documents for t in d], weight(source.name)) for source in sources])


def _read_vocabulary(path: str) -> tuple[list[str], list[float]]:
    with open(path, encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    return [piece for piece, _ in vocabulary], [score for _, score in vocabulary]
