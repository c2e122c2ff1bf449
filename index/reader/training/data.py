"""Field documents as statements in context, and field questions with the statements that answer them."""
from __future__ import annotations

import glob
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

DEVELOPMENT = frozenset("cp-53 cp-56 cr-6 cr-9 er-57 er-48 sh-5 sh-10 na-3 na-5 cp-187 cp-135".split())

# Type of a field question → kind (see KINDS in model.py). Types not listed carry no loss on the kind head.
KIND_OF_TYPE = {
    **dict.fromkeys(("target", "figure", "money", "fine", "amount", "penalty", "number", "threshold", "frequency"), "figure"),
    "count": "count",
    **dict.fromkeys(("deadline", "time"), "deadline"),
    **dict.fromkeys(("responsibility", "power", "role"), "bodies"),
    "list": "list",
    "measure": "measure",
    **dict.fromkeys(("obligation", "ban", "prohibition"), "obligation"),
    **dict.fromkeys(("condition", "exception", "eligibility"), "condition"),
    "procedure": "procedure",
    "definition": "definition",
    **dict.fromkeys(("docfact", "doc_fact", "document_fact"), "document"),
    **dict.fromkeys(("yesno", "false_premise"), "yesno"),
    **dict.fromkeys(("comparison", "compare"), "comparison"),
}


@dataclass(frozen=True)
class Statement:
    """A sentence, item or row; `start` and `end` are half-open code point offsets into the document's text."""

    line: int
    start: int
    end: int
    context: str
    text: str

    @property
    def passage(self) -> str:
        return f"{self.context} | {self.text}" if self.context else self.text


@dataclass
class Document:
    id: str
    text: str
    statements: list[Statement]
    _words: "WordIndex | None" = field(default=None, repr=False)

    @property
    def words(self) -> "WordIndex":
        if self._words is None:
            self._words = WordIndex([statement.text for statement in self.statements])
        return self._words


@dataclass
class Question:
    id: str
    document: str
    language: str
    type: str
    expect: str  # answer | correct | abstain
    verdict: str  # yes | no | conditional | ''
    turns: list[str]
    answers: list[str]
    right: list[int]  # statements that hold the evidence
    near: list[int]  # statements that look like it and are not
    candidates: list[int] = field(default_factory=list)  # the best of words and vectors, set by mine.py

    @property
    def text(self) -> str:
        """The last three turns, as the model reads them."""
        return " / ".join(turn[:300] for turn in self.turns[-3:])

    @property
    def answerable(self) -> bool:
        return self.expect in ("answer", "correct")

    @property
    def contradicted(self) -> bool:
        return self.expect == "correct" or self.verdict == "no"


# ---- statements ---------------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"[^。；;!?！？]*[。；;!?！？]+[”\"’』】)）]*|[^。；;!?！？]+$")
_HEADINGS = (
    re.compile(r"^(第[一二三四五六七八九十百]+[章编]|[一二三四五六七八九十]+、)"),
    re.compile(r"^(第[一二三四五六七八九十百]+节|[（(][一二三四五六七八九十]+[)）])"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
)
_HEADING_TAIL = re.compile(r"[。；;:：].*$")


def split_statements(text: str) -> list[Statement]:
    """The trainer's own splitter: sentences, each under its heading path and the line that announces it."""
    path = ["", "", ""]
    out: list[Statement] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        level = next((i for i, heading in enumerate(_HEADINGS) if heading.match(line)), None)
        above = path if level is None else path[:level]
        headings = " ".join(part for part in above if part)[-44:]
        for match in _SENTENCE.finditer(line):
            sentence = match.group().strip()
            if len(sentence) >= 2:
                start = at + match.start() + len(match.group()) - len(match.group().lstrip())
                context = " ".join(part for part in (headings, _lead(out, number)) if part)
                out.append(Statement(number, start, start + len(sentence), context, sentence))
        if level is not None:
            path[level:] = [_HEADING_TAIL.sub("", line)[:40], *[""] * (2 - level)]
        at += len(line) + 1
    return out


def _lead(before: Sequence[Statement], line: int) -> str:
    """What stands before a statement: the sentence before it in its line, else the line that announces the list."""
    if before and before[-1].line == line:
        return before[-1].text[-36:]
    announcing = (s for s in reversed(before[-14:]) if s.text.endswith(("：", ":")))
    found = next(announcing, None)
    return found.text[-40:] if found else ""


def read_statements(path: str, text: str) -> list[Statement]:
    """Statements that the product exported: {line, start, end, context, text} a line, offsets in UTF-16 units."""
    units = _utf16_to_points(text)
    out = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            out.append(Statement(row["line"], units[row["start"]], units[row["end"]], row["context"], row["text"]))
    return out


def _utf16_to_points(text: str) -> Sequence[int]:
    """Code point offset of each UTF-16 offset of the text."""
    if max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    out: list[int] = []
    for point, character in enumerate(text):
        out += [point] * (2 if character > "\uffff" else 1)
    return [*out, len(text)]


# ---- documents and questions --------------------------------------------------------------------------------------


def load_field(root: str, statements: str | None = None) -> tuple[dict[str, Document], list[Question]]:
    """All field documents and their questions but those to clarify; statements from `statements`/<id>.jsonl where there."""
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for path in sorted(glob.glob(os.path.join(root, "q", "*.jsonl"))):
        name = os.path.basename(path)[: -len(".jsonl")]
        with open(os.path.join(root, "docs", name + ".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        exported = os.path.join(statements, name + ".jsonl") if statements else ""
        own = not (exported and os.path.exists(exported))
        documents[name] = Document(name, text, split_statements(text.rstrip("\n")) if own else read_statements(exported, text))
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                question = _question(json.loads(line), documents[name]) if line.strip() else None
                if question:
                    questions.append(question)
    return documents, questions


def _question(row: dict, document: Document) -> Question | None:
    """None for a question to clarify, and for one whose evidence no statement holds."""
    right = statements_of(document, row["evidence"], row["line"])
    near = statements_of(document, row["near"], None)
    if row["expect"] == "clarify" or (row["expect"] != "abstain" and not right):
        return None
    return Question(
        id=row["id"],
        document=document.id,
        language=row["lang"],
        type=row["type"],
        expect=row["expect"],
        verdict=row.get("verdict") or "",
        turns=row["turns"],
        answers=[_as_stated(document, right, x) for x in row["answer"] if isinstance(x, str) and x.strip()],
        right=right,
        near=[i for i in near if i not in right],
    )


def statements_of(document: Document, quotes: Sequence[str], lines: Sequence[int] | None) -> list[int]:
    """Statements that share at least six characters (or all of the shorter) with a quotation."""
    starts = [0]
    for line in document.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    out: set[int] = set()
    for n, quote in enumerate(quotes):
        at = document.text.find(quote, starts[lines[n] - 1] if lines else 0)
        if at < 0 or not quote:
            continue
        for i, statement in enumerate(document.statements):
            shared = min(statement.end, at + len(quote)) - max(statement.start, at)
            if shared >= min(6, len(quote), statement.end - statement.start):
                out.add(i)
    return sorted(out)


def locate(text: str, span: str) -> tuple[int, int] | None:
    """Half-open offsets of the span in the text; width of characters and spaces do not count."""
    at = text.find(span)
    if at >= 0:
        return at, at + len(span)
    folded, origins = _fold(text)
    wanted, _ = _fold(span)
    at = folded.find(wanted)
    return (origins[at], origins[at + len(wanted) - 1] + 1) if at >= 0 and wanted else None


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in NFKC without spaces, and the offset each of its characters came from."""
    out, origins = [], []
    for i, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character):
            if not folded.isspace():
                out.append(folded)
                origins.append(i)
    return "".join(out), origins


def _as_stated(document: Document, right: list[int], answer: str) -> str:
    """The answer as the statement writes it, which may be normalised where the document is not."""
    for i in right:
        text = document.statements[i].text
        found = locate(text, answer)
        if found:
            return text[found[0] : found[1]]
    return answer


# ---- words --------------------------------------------------------------------------------------------------------


def grams(text: str) -> list[str]:
    """Latin words, numbers and Han bigrams."""
    text = text.lower()
    han = [text[i : i + 2] for i in range(len(text) - 1) if _is_han(text[i]) and _is_han(text[i + 1])]
    return re.findall(r"[a-z]+|\d+(?:\.\d+)?", text) + han


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


class WordIndex:
    """BM25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75) over the statements of one document."""

    def __init__(self, texts: Sequence[str]):
        counts = [Counter(grams(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float64)
        norm = 1.2 * (0.25 + 0.75 * lengths / max(1.0, lengths.mean() if len(lengths) else 1.0))
        rows: dict[str, list[tuple[int, int]]] = {}
        for i, count in enumerate(counts):
            for gram, times in count.items():
                rows.setdefault(gram, []).append((i, times))
        self.size = len(texts)
        self.postings: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for gram, found in rows.items():
            at = np.array([i for i, _ in found])
            times = np.array([n for _, n in found], dtype=np.float64)
            idf = np.log(1 + (self.size - len(at) + 0.5) / (len(at) + 0.5))
            self.postings[gram] = (at, idf * times * 2.2 / (times + norm[at]))

    def scores(self, question: str) -> np.ndarray:
        """(statements,) BM25 of the question's grams."""
        out = np.zeros(self.size)
        for gram in set(grams(question)):
            if gram in self.postings:
                at, score = self.postings[gram]
                out[at] += score
        return out
