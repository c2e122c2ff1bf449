"""The English → Chinese table for BM25: what the parallel pairs show, then CC-CEDICT's and GEMET's glosses."""
from __future__ import annotations

import re

from normalise import HAN
from prepare import Prepared
from sources import read_lexicons
from vocabulary import SUBWORD_SCORE

LONGEST_PHRASE = 4
MOST_TRANSLATIONS = 8
MOST_FROM_DICTIONARY = 3  # beside those that the pairs show
LONGEST_TERM = 12

_CHINESE = re.compile(f"[{HAN}]+")
_WORD = re.compile("[a-z]{2,}")


def write_lexicon(path: str, data: str, prepared: Prepared) -> None:
    """Lines `phrase TAB translations`, in the order of the phrases."""
    score_of = dict(zip(prepared.pieces, prepared.scores, strict=True))
    lexicon = _shown_by_pairs(prepared)
    for phrase, terms in _dictionary(data).items():
        known = lexicon.get(phrase, [])
        ranked = sorted((t for t in terms if t not in known), key=lambda term: (-score_of.get(term, -99), term))
        # A single character out of context means too much; the pairs vouch for those that are wanted.
        fresh = [term for term in ranked if len(term) > 1 and (not known or term in score_of)]
        both = known + fresh[: MOST_FROM_DICTIONARY if known else MOST_TRANSLATIONS]
        if both:
            lexicon[phrase] = both[:MOST_TRANSLATIONS]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{phrase}\t{' '.join(lexicon[phrase])}\n" for phrase in sorted(lexicon))


def _shown_by_pairs(prepared: Prepared) -> dict[str, list[str]]:
    """Chinese translations of the whole English words among the pieces."""
    pieces, table = prepared.pieces, prepared.to_chinese
    shown = {}
    for token, (piece, score) in enumerate(zip(pieces, prepared.scores, strict=True)):
        if not _WORD.fullmatch(piece) or score == SUBWORD_SCORE:
            continue
        targets = table.targets[table.offsets[token] : table.offsets[token + 1]]
        terms = [pieces[target] for target in targets if _CHINESE.fullmatch(pieces[target])]
        if terms:
            shown[piece] = terms
    return shown


def _dictionary(data: str) -> dict[str, dict[str, None]]:
    """English phrases of the glosses with their Chinese terms, in the order of the dictionaries."""
    entries: dict[str, dict[str, None]] = {}
    for zh, en in read_lexicons(data):
        for gloss in en:
            words = re.findall("[a-z]+", re.sub("^(?:to|a|an|the) ", "", gloss))
            # Figures, initials and explanations are no phrases that a question would hold.
            if not 1 <= len(words) <= LONGEST_PHRASE or re.search("[^a-z '-]", gloss):
                continue
            terms = entries.setdefault(" ".join(words), {})
            terms.update((term, None) for term in zh if _CHINESE.fullmatch(term) and len(term) <= LONGEST_TERM)
    return entries
