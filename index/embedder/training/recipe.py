"""The recipe of the shipped model, by stage: shape, schedule and mixture. Figures: ../README.md."""
from __future__ import annotations

from dataclasses import dataclass, replace

VERSION = "2"


@dataclass(frozen=True)
class Entry:
    """One entry of the mixture: pairs as they are, or inverse cloze over sentences; one side may be pseudo-translated."""

    source: str
    weight: float
    cloze: bool = False
    translated: str = ""  # question, passage
    to: str = "english"  # english, chinese


@dataclass(frozen=True)
class Recipe:
    seed: int
    dimensions: int
    batch: int
    steps: int
    temperature: float
    rate: float
    warm_up: float  # share of the steps over which the rate rises; it then falls by a cosine …
    final_rate: float  # … to this share of its peak
    prefixes: tuple[int, ...]  # Matryoshka: every step trains all dimensions, …
    prefix_chance: float  # … and with this chance one of the prefixes as well
    maximum_tokens: int
    mixture: tuple[Entry, ...]


FIRST = Recipe(
    seed=20_261_128,
    dimensions=384,
    batch=512,
    steps=20_000,
    temperature=0.06,
    rate=0.02,
    warm_up=0.05,
    final_rate=0.01,
    prefixes=(128, 256),
    prefix_chance=0.3,
    maximum_tokens=512,
    mixture=(
        Entry("parallel", 8),
        Entry("parallel-short", 0.8),
        Entry("parallel-terms", 0.3),
        Entry("parallel-law", 0.03),
        Entry("lexicon", 1.5),
        Entry("law-questions", 0.5),
        Entry("law-answers", 0.2),
        Entry("services", 0.1),
        Entry("city-faq", 0.6),
        Entry("terms", 0.5),
        Entry("reading", 0.6),
        Entry("english-policy", 0.4),
        Entry("english-faq", 0.03),
        Entry("policy-sentences", 1, cloze=True),
        Entry("policy-headings", 0.3),
        Entry("news-sentences", 0.8, cloze=True),
        Entry("news-headlines", 0.5),
        Entry("law-headings", 0.8),
        Entry("law-sentences", 0.7, cloze=True),
        Entry("policy-sentences", 1, cloze=True, translated="question"),
        Entry("policy-headings", 0.3, translated="question"),
        Entry("news-sentences", 0.6, cloze=True, translated="question"),
        Entry("news-headlines", 0.4, translated="question"),
        Entry("reading", 0.5, translated="question"),
        Entry("law-questions", 0.3, translated="question"),
        Entry("city-faq", 0.2, translated="question"),
        Entry("english-policy", 0.2, translated="question", to="chinese"),
        Entry("reading", 0.4, translated="passage"),
    ),
)

# Sources that weigh otherwise in the second stage, where they are not translated: more questions and translations, less law.
_SECOND_WEIGHTS = {"parallel": 10, "city-faq": 1, "reading": 0.8, "law-headings": 0.4, "law-sentences": 0.4}


def _second(entry: Entry) -> Entry:
    return entry if entry.translated else replace(entry, weight=_SECOND_WEIGHTS.get(entry.source, entry.weight))


# Each stage starts from the table of the one before. The second has more negatives and small steps.
STAGES = (
    FIRST,
    replace(
        FIRST, seed=FIRST.seed + 1, batch=1_024, steps=5_000, rate=0.006, mixture=tuple(map(_second, FIRST.mixture))
    ),
)
