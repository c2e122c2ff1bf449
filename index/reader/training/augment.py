"""Pairs made from field questions: asserted figures and answers, exchanged years, statements with the opposite duty.

Each function gives what the model should learn to tell apart, or None where the question does not lend itself.
"""
from __future__ import annotations

import random
import re
from dataclasses import dataclass

from data import Document, Question

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")

_ZH_ASSERTING = ("?是{}吧?", "?是不是{}?", "?听说是{}。", "?我记得是{},对吗?", "?有人说是{}", "?应该是{}没错吧", "?据说{},真的吗")
_EN_ASSERTING = ("? Is it {}?", "? It is {}, right?", "? I heard {}.", "? They told me {}.", "? It's {}, isn't it?")

# Words of duty, scope and bound, and what turns each of them round.
_OPPOSITES = (
    ("应当", "不需要"),
    ("不得", "可以"),
    ("可以", "不得"),
    ("禁止", "允许"),
    ("必须", "不必"),
    ("免费", "收费"),
    ("以上", "以下"),
    ("以下", "以上"),
    ("不低于", "不超过"),
    ("不超过", "不低于"),
    ("不少于", "不多于"),
    ("鼓励", "禁止"),
    ("需要", "无需"),
    ("下降", "上升"),
    ("增长", "减少"),
)


@dataclass(frozen=True)
class Pair:
    """A question and a statement in context; labels are 1, 0 or None (no loss)."""

    question: str
    statement: str
    answers: float | None
    contradicts: float | None
    spans: tuple[str, ...] = ()


def other_number(text: str) -> str:
    """`text` with one of its numbers exchanged for a likely wrong one."""
    found = random.choice(list(_NUMBER.finditer(text)))
    old = float(found.group())
    if _YEAR.fullmatch(found.group()):
        new = old + random.choice((-3, -2, -1, 1, 2, 3, 5))
    else:
        new = random.choice((old + 1, abs(old - 1), old * 2, old * 1.2, old + 10, old / 2, old * 10, old + 5))
    written = f"{new:.1f}" if "." in found.group() else str(round(new))
    if float(written) == old:
        written = found.group() + "0"
    return text[: found.start()] + written + text[found.end() :]


def asserted(question: Question, statement: str, others: list[str]) -> Pair | None:
    """The question with an answer asserted, right or wrong; `others` are answers of the same kind of question."""
    known = [answer for answer in question.answers if len(answer) <= 24 and answer in statement]
    if not known or question.type in ("yesno", "false_premise", "list", "comparison"):
        return None
    right = random.choice(known)
    wrong = random.random() < 0.55
    numbers = _NUMBER.findall(right)
    said = right
    if question.language == "en":
        if len(numbers) != 1:
            return None
        found = re.search(r"\d+(?:\.\d+)?%?", other_number(right) if wrong else right)
        said = found.group() if found else right
        form = random.choice(_EN_ASSERTING)
    else:
        if wrong and numbers:
            said = other_number(right)
        elif wrong:
            strangers = [x for x in others if x not in statement and len(x) <= 24 and not _NUMBER.search(x)]
            if not strangers:
                return None
            said = random.choice(strangers)
        form = random.choice(_ZH_ASSERTING)
    text = question.text.rstrip("?？。.！!") + form.format(said)
    return Pair(text, statement, 1.0, 1.0 if wrong else 0.0, tuple(question.answers))


def other_year(question: Question, statement: str) -> Pair | None:
    """The question about a year of which the statement does not speak: it does not answer."""
    found = _YEAR.search(question.turns[-1])
    if not found or found.group() not in statement:
        return None
    year = str(int(found.group()) + random.choice((-3, -2, -1, 1, 2, 3, 5)))
    if year in statement:
        return None
    head, _, tail = question.text.rpartition(found.group())
    return Pair(head + year + tail, statement, 0.0, None)


def opposite(question: Question, statement: str) -> Pair | None:
    """A yes/no question and its statement with the figure or the duty that decides it exchanged: the verdict turns."""
    if question.type not in ("yesno", "false_premise") or question.verdict not in ("yes", "no"):
        return None
    said = question.verdict == "yes" and question.expect == "answer"
    for answer in question.answers:
        if answer not in statement:
            continue
        words = [(old, new) for old, new in _OPPOSITES if old in answer]
        numbers = [n for n in _NUMBER.findall(answer) if n in question.text]
        if said and numbers:
            number = random.choice(numbers)
            changed = answer.replace(number, other_number(number), 1)
        elif words and not (question.type == "false_premise" and _NUMBER.search(answer)):
            old, new = random.choice(words)
            changed = answer.replace(old, new, 1)
        else:
            continue
        spans = tuple(changed if x == answer else x for x in question.answers)
        return Pair(question.text, statement.replace(answer, changed, 1), 1.0, 1.0 if said else 0.0, spans)
    return None


def answers_by_type(questions: list[Question]) -> dict[tuple[str, str], list[str]]:
    """Answers of the questions of one type to one document, for wrong assertions."""
    out: dict[tuple[str, str], list[str]] = {}
    for question in questions:
        if question.answerable:
            out.setdefault((question.document, question.type), []).extend(question.answers)
    return out


def passage_of(documents: dict[str, Document], question: Question, index: int) -> str:
    return documents[question.document].statements[index].passage
