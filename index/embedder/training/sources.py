"""The licensed sources of ../shared/data/train as pairs of texts and as documents of sentences, all normalised."""
from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalise import LATIN_RUN, han_count, normalise


@dataclass(frozen=True)
class Source:
    """Documents of two texts (question, passage) where `sentences` is false, else of the sentences of one text each."""

    name: str
    sentences: bool
    documents: list[list[str]]


MAXIMUM_PASSAGE = 1_500
MAXIMUM_SENTENCE = 240

# File → the source it goes into.
PARALLEL = {
    "jiyu": "parallel",
    "tatoeba_cmn": "parallel-short",
    "gemet_definitions": "parallel-terms",
    "prc_laws_bilingual": "parallel-law",
}
RETRIEVAL = {
    "stard_train": "law-questions",
    "lecoqa_train_qa": "law-answers",
    "guangdong_matters": "services",
    "tpe_faq_train": "city-faq",
    "gemet_terms": "terms",
    "cmrc2018_trial": "reading",
    "drcd_dev": "reading",
    "policyqa_en_dev": "english-policy",
    "policyqa_en_test": "english-policy",
    "covid_faq_en": "english-faq",
}
POLICY_TEXTS = ("city_work_reports_2024", "government_work_reports", "central_policies", "policy_text_2021")
LEXICONS = ("cc_cedict", "gemet")

Row = dict[str, object]


def read_rows(path: str) -> Iterator[Row]:
    """Rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_sources(data: str) -> Iterator[Source]:
    """Every source, in a fixed order; `data` holds `train/` and `laws.jsonl.gz`."""
    rows = lambda name: read_rows(os.path.join(data, "train", f"{name}.jsonl.gz"))
    for file, name in PARALLEL.items():
        yield Source(name, False, list(_parallel_pairs(rows(f"parallel-{file}"))))
    for name in dict.fromkeys(RETRIEVAL.values()):
        files = [file for file, source in RETRIEVAL.items() if source == name]
        pairs = [[normalise(row["q"]), _passage(row["pos"])] for file in files for row in rows(f"retrieval-{file}")]
        yield Source(name, False, pairs)

    policies = [row["text"] for file in POLICY_TEXTS for row in rows(f"text-{file}")]
    yield Source("policy-sentences", True, [s for text in policies for s in _sentences(text)])
    yield Source("policy-headings", False, [pair for text in policies for pair in _heading_pairs(text)])
    news = list(rows("text-xinwenlianbo"))
    yield Source("news-sentences", True, [s for row in news for s in _sentences(row["text"])])
    headlines = [row for row in news if not re.search("快讯|内容提要", row["title"])]
    yield Source("news-headlines", False, [[normalise(row["title"]), _passage(row["text"])] for row in headlines])
    articles = [row for row in read_rows(os.path.join(data, "laws.jsonl.gz")) if row["current"]]
    headed = [row for row in articles if row["chapter"]]
    heading = lambda row: normalise(f"{row['law']} {row['chapter']}")
    yield Source("law-headings", False, [[heading(row), _passage(row["text"])] for row in headed])
    yield Source("law-sentences", True, [s for row in articles for s in _sentences(row["text"])])
    yield Source("lexicon", False, [[term, gloss] for zh, en in read_lexicons(data) for term in zh for gloss in en])


def read_lexicons(data: str) -> Iterator[tuple[list[str], list[str]]]:
    """Entries of the lexicons: at most 4 Chinese terms and 6 glosses without what stands in brackets."""
    for name in LEXICONS:
        for row in read_rows(os.path.join(data, "train", f"lexicon-{name}.jsonl.gz")):
            zh = row["zh"] if isinstance(row["zh"], list) else [row["zh"]]
            glosses = [normalise(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", gloss)).strip() for gloss in row["en"]]
            glosses = [gloss for gloss in glosses if LATIN_RUN.search(gloss)]
            yield [normalise(term) for term in zh[:4]], glosses[:6]


def _passage(text: str) -> str:
    return normalise(text[:MAXIMUM_PASSAGE])


def _parallel_pairs(rows: Iterator[Row]) -> Iterator[list[str]]:
    """Sentence pairs (Chinese, English) that are likely translations of each other, each once."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.get("s", 1.0) < 0.3:  # agreement with dictionaries
            continue
        zh, en = normalise(row["zh"]), normalise(row["en"])
        han, words = han_count(zh), len(LATIN_RUN.findall(en))
        if not 2 <= han <= 200 or words == 0 or han_count(en):
            continue
        if han + words > 12 and not 0.6 <= han / words <= 4:
            continue
        if (zh, en) not in seen:
            seen.add((zh, en))
            yield [zh, en]


def _sentences(text: str) -> list[list[str]]:
    """One document of the text's sentences, or none where they are fewer than three; markup of web pages is dropped."""
    clean = re.sub(r"&[a-z]+;|<[^>]*>|\[[^\]]*\]\([^)]*\)", " ", text)
    sentences = [normalise(sentence.strip()) for sentence in re.split(r"(?<=[。！？；\n])", clean)]
    sentences = [s for s in sentences if han_count(s) >= 5 and len(s) <= MAXIMUM_SENTENCE]
    return [sentences] if len(sentences) >= 3 else []


_HEADED = re.compile(r"(?:[（(]?[一二三四五六七八九十]+[)）、.]|\d+[.、．])\s*([^。；]{4,40})(?:。(.{30,})|$)")


def _heading_pairs(text: str) -> list[list[str]]:
    """(heading, text below it) for lines such as （一）加快能源转型。…, where the heading is a first short sentence or line."""
    lines = [line.strip() for line in text.split("\n")]
    pairs = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        found = _HEADED.match(line)
        body = (found[2] if found[2] is not None else after) if found else ""
        if found and len(body) >= 30:
            pairs.append([normalise(found[1]), _passage(body)])
    return pairs
