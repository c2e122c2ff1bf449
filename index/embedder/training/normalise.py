"""Text as the static model reads it; equal to `normalizeForEmbedding` in src/embedding/normalize.ts."""
from __future__ import annotations

import json
import os
import re
import unicodedata

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))

HAN = "\u3400-\u9fff"
# What is read; everything else is dropped. 〇 counts as Han.
RUN = re.compile(f"[\u3007{HAN}]+|[a-z]+|[0-9]+")
HAN_RUN = re.compile(f"[\u3007{HAN}]+")
LATIN_RUN = re.compile("[a-z]+")
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_KEPT = re.compile(f"[^\u3007{HAN}a-z0-9]+")
_ONE_HAN = re.compile(f"[{HAN}]")

with open(os.path.join(ROOT, "src", "data", "traditional-simplified.json"), encoding="utf-8") as _file:
    _table = json.load(_file)
_SIMPLIFIED = str.maketrans(_table["traditional"], _table["simplified"])


def normalise(text: str) -> str:
    """NFKD, no combining marks, simplified characters, lower case."""
    if text.isascii():  # half of the texts, ten times as fast
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_SIMPLIFIED).lower()


def text_key(normalised: str) -> str:
    """Letters and figures of a text: the key under which two texts count as the same."""
    return _NOT_KEPT.sub("", normalised)


def han_count(normalised: str) -> int:
    return len(_ONE_HAN.findall(normalised))
