"""The encoder (multilingual-e5-small's shape) and the five heads of the reader; loading and keeping of weights."""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tokenizer import PAD, ReaderTokenizer

WIDTH = 384
HEADS = 12
INNER = 1536
POSITIONS = 514

# What is asked for, in the order of the `kind` head; equal to KINDS in src/ports/reader.ts.
KINDS = (
    "figure",
    "count",
    "deadline",
    "bodies",
    "list",
    "measure",
    "obligation",
    "condition",
    "procedure",
    "definition",
    "document",
    "yesno",
    "comparison",
)


class Layer(nn.Module):
    """One post-norm transformer layer; x: (batch, length, width), mask: (batch, 1, 1, length), 0 or −1e4."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, 1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused CPU kernel is several times slower when other processes share the cores.
        weights = torch.softmax((q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self._drop(self.out(mixed), dropout))
        return self.norm_output(x + self._drop(self.down(F.gelu(self.up(x))), dropout))

    def _drop(self, x: Tensor, share: float) -> Tensor:
        """Drops features of a whole sequence at once: as good a noise, and a random number a feature, not one a token."""
        if not self.training or share == 0:
            return x
        kept = torch.rand(x.shape[0], 1, WIDTH) >= share
        return x * (kept / (1 - share)).to(x.dtype)


class Encoder(nn.Module):
    def __init__(self, vocabulary: int, layers: int):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, attention: Tensor, dropout: float = 0.0) -> Tensor:
        """(batch, length) ids and attention (1 token, 0 padding) → (batch, length, width)."""
        words = self.word(ids)
        x = self.norm(words + self.position.weight[: ids.shape[1]][None] + self.segment.weight[0])
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)  # the whole residual stream: half of the copies and sums
        mask = (1.0 - attention[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return x


@dataclass
class Output:
    """What reading a batch of pairs gives; all are logits."""

    answers: Tensor  # (batch,)
    contradicts: Tensor  # (batch,)
    answer_tokens: Tensor  # (batch, length)


class ReaderModel(nn.Module):
    def __init__(self, vocabulary: int, layers: int = 12):
        super().__init__()
        self.encoder = Encoder(vocabulary, layers)
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.verdict = nn.Linear(WIDTH, 2)  # answers, contradicts
        self.tag = nn.Linear(WIDTH, 1)
        self.kind = nn.Linear(WIDTH, len(KINDS))
        self.log_scale = nn.Parameter(torch.tensor(math.log(40.0)))

    def mean(self, ids: Tensor, attention: Tensor, dropout: float = 0.0) -> Tensor:
        """Mean of the token vectors, (batch, width)."""
        x = self.encoder(ids, attention, dropout).float()
        weight = attention[:, :, None].float()
        return (x * weight).sum(1) / weight.sum(1)

    def embed(self, ids: Tensor, attention: Tensor, dropout: float = 0.0) -> Tensor:
        return F.normalize(self.mean(ids, attention, dropout), dim=-1)

    def read(self, ids: Tensor, attention: Tensor, dropout: float = 0.0) -> Output:
        x = self.encoder(ids, attention, dropout)
        verdict = self.verdict(torch.tanh(self.pool(x[:, 0]))).float()
        return Output(verdict[:, 0], verdict[:, 1], self.tag(x).squeeze(-1).float())


    def every_output(self, ids: Tensor, attention: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """embedding, kind, answers, contradicts, answer_tokens: the outputs of the exported graph, in its order."""
        x = self.encoder(ids, attention)
        weight = attention[:, :, None].to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        verdict = self.verdict(torch.tanh(self.pool(x[:, 0])))
        return F.normalize(mean, dim=-1), self.kind(mean), verdict[:, 0], verdict[:, 1], self.tag(x).squeeze(-1)


def pad(sequences: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids and attention mask, both (batch, longest)."""
    longest = max(map(len, sequences))
    ids = torch.full((len(sequences), longest), PAD)
    attention = torch.zeros(len(sequences), longest, dtype=torch.long)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = torch.tensor(sequence)
        attention[row, : len(sequence)] = 1
    return ids, attention


def batches_by_length(sequences: Sequence[Sequence[int]], tokens: int) -> list[list[int]]:
    """Indices of the sequences, sorted by length and cut so that a padded batch has at most `tokens` tokens."""
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
    out: list[list[int]] = []
    for i in order:
        if out and (len(out[-1]) + 1) * len(sequences[i]) <= tokens:
            out[-1].append(i)
        else:
            out.append([i])
    return out


# ---- weights ------------------------------------------------------------------------------------------------------

_LAYER_NAMES = {"o": "out", "l1": "norm_attention", "f": "up", "g": "down", "l2": "norm_output"}


def from_prototype(weights: Mapping[str, np.ndarray]) -> dict[str, Tensor]:
    """State of a `ReaderModel` from the prototype's checkpoint (`m.enc.layers.0.q.weight` …); its kind head has other kinds and is left out."""
    get = lambda name: torch.tensor(np.asarray(weights["m." + name], dtype=np.float32))
    state = {
        "encoder.word.weight": get("enc.w.weight"),
        "encoder.position.weight": get("enc.p.weight"),
        "encoder.segment.weight": get("enc.t.weight"),
        "log_scale": get("t"),
    }
    for part in ("weight", "bias"):
        state[f"encoder.norm.{part}"] = get(f"enc.ln.{part}")
        state[f"pool.{part}"] = get(f"h.{part}")
        state[f"verdict.{part}"] = get(f"out.{part}")
        state[f"tag.{part}"] = get(f"tag.{part}")
    n = 0
    while f"m.enc.layers.{n}.q.weight" in weights:
        for part in ("weight", "bias"):
            state[f"encoder.layers.{n}.qkv.{part}"] = torch.cat([get(f"enc.layers.{n}.{x}.{part}") for x in "qkv"])
            for old, new in _LAYER_NAMES.items():
                state[f"encoder.layers.{n}.{new}.{part}"] = get(f"enc.layers.{n}.{old}.{part}")
        n += 1
    return state


def count_layers(state: Mapping[str, object]) -> int:
    return 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))


def save_checkpoint(path: str, state: Mapping[str, Tensor], pieces: Sequence[str], scores: Sequence[float]) -> None:
    """One .npz with the vocabulary and the weights in float16."""
    arrays = {"w." + name: value.detach().numpy().astype(np.float16) for name, value in state.items()}
    np.savez(path, pieces=np.array(pieces), scores=np.array(scores, dtype=np.float32), **arrays)


def load_checkpoint(path: str) -> tuple[ReaderModel, ReaderTokenizer, list[str], list[float]]:
    """Model and tokenizer from a checkpoint of ours, the prototype's (reader-a.npz) or the base (base.py)."""
    archive = np.load(path, allow_pickle=True)
    pieces = [str(piece) for piece in archive["pieces"]]
    scores = [float(score) for score in archive["scores"]]
    if any(name.startswith("m.enc.") for name in archive.files):
        state = from_prototype(archive)
    else:
        names = (name for name in archive.files if name.startswith("w."))
        state = {name[2:]: torch.tensor(archive[name].astype(np.float32)) for name in names}
    model = ReaderModel(len(pieces), count_layers(state))
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected:
        raise ValueError(f"{path}: unknown weights {unexpected[:3]}")
    heads = [name for name in missing if name.startswith("encoder.")]
    if heads:
        raise ValueError(f"{path}: the encoder lacks {heads[:3]}")
    if missing:
        print(f"{path}: new weights for {', '.join(missing)}", flush=True)
    return model, ReaderTokenizer(pieces, scores), pieces, scores
