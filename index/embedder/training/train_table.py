"""Trains the table of token rows: symmetric InfoNCE over a batch, on every prefix, with Adam on the touched rows alone.

Loss: van den Oord et al. 2018, both ways as Radford et al. 2021; prefixes: Kusupati et al. 2022 (Matryoshka).
"""
from __future__ import annotations

import math
import os
import time
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from batches import Batch, BatchLoader, Texts
from prepare import Prepared
from recipe import Recipe

LOG_EVERY = 200
CHECKPOINT_EVERY = 2_000
EPSILON = 1e-10
BETAS = (0.9, 0.999)


def contrastive_loss(sums: Tensor, masked: Tensor, prefixes: list[int], temperature: float) -> Tensor:
    """Mean over the prefixes of the loss both ways; sums: (2B, D) of questions, then passages; masked: (B, B)."""
    count = len(masked)
    right = torch.arange(count)
    losses = []
    for n in prefixes:
        units = F.normalize(sums[:, :n], dim=-1)
        logits = (units[:count] @ units[count:].T / temperature).masked_fill(masked, -torch.inf)
        losses.append((F.cross_entropy(logits, right) + F.cross_entropy(logits.T, right)) / 2)
    return torch.stack(losses).mean()


class Table:
    """The rows, (V, D), with the moments of Adam (Kingma & Ba 2015), which rest while a row is in no text."""

    def __init__(self, rows: Tensor):
        self.rows = rows
        self.first = torch.zeros_like(rows)
        self.second = torch.zeros_like(rows)

    def sums(self, texts: Texts) -> Tensor:
        """(texts, D): the sum of each text's rows."""
        return F.embedding_bag(torch.from_numpy(texts.tokens), self.rows, torch.from_numpy(texts.offsets), mode="sum")

    def step(self, texts: Texts, gradients: Tensor, rate: float, number: int) -> None:
        """One step of Adam with the gradients of the texts' sums, (texts, D); `number` counts from 1."""
        # The gradient of a row is the sum over the texts that hold its token: the same sum with the roles exchanged. This
        # way a gradient of one row a token, ten times as large, is never made.
        order = np.argsort(texts.tokens.astype(np.uint16), kind="stable")  # of 16 bits, which numpy sorts by radix
        tokens = texts.tokens[order]
        owners = np.repeat(np.arange(len(texts.lengths)), texts.lengths)[order]
        starts = np.flatnonzero(np.diff(tokens, prepend=-1))
        rows = torch.from_numpy(tokens[starts])
        gradient = F.embedding_bag(torch.from_numpy(owners), gradients, torch.from_numpy(starts), mode="sum")
        first = self.first.index_select(0, rows).lerp_(gradient, 1 - BETAS[0])
        second = self.second.index_select(0, rows).mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        self.first.index_copy_(0, rows, first)
        self.second.index_copy_(0, rows, second)
        divisor = second.div_(1 - BETAS[1] ** number).sqrt_().add_(EPSILON)
        self.rows.index_add_(0, rows, first.div_(divisor), alpha=-rate / (1 - BETAS[0] ** number))


def initial_rows(prepared: Prepared, recipe: Recipe) -> Tensor:
    """N(0, 1/D) · a/(a + p(token)): frequent tokens start short (Arora et al. 2017, smooth inverse frequency)."""
    random = np.random.default_rng((recipe.seed, recipe.steps))
    rows = random.standard_normal((len(prepared.pieces), recipe.dimensions), np.float32) / math.sqrt(recipe.dimensions)
    return torch.from_numpy(rows * frequency_weights(prepared)[:, None])


def frequency_weights(prepared: Prepared) -> np.ndarray:
    """a/(a + p(token)), (V,) float32; 0 for padding and unknown tokens, which carry nothing."""
    size = len(prepared.pieces)
    counts = sum(np.bincount(store.tokens, minlength=size) for store in prepared.stores.values())
    weights = (1e-3 / (1e-3 + counts / counts.sum())).astype(np.float32)
    weights[:2] = 0
    return weights


def rate_at(recipe: Recipe, step: int) -> float:
    """Rate of a step, counted from 0: a linear rise, then a cosine."""
    warm = recipe.warm_up * recipe.steps
    progress = max(0.0, (step + 1 - warm) / (recipe.steps - warm))
    cosine = recipe.final_rate + (1 - recipe.final_rate) * 0.5 * (1 + math.cos(math.pi * progress))
    return recipe.rate * min(1.0, (step + 1) / warm) * cosine


def train(recipe: Recipe, prepared: Prepared, checkpoint: str, start: Tensor, say: Callable[[str], None]) -> Tensor:
    """Trains, or goes on from the checkpoint, to the last step; gives the rows, (V, D)."""
    table = Table(start.clone())
    step = _resume(checkpoint, table)
    if step:
        say(f"resumed at step {step}")
    loader = BatchLoader(prepared, recipe)
    began, first_step, losses = time.perf_counter(), step, []
    while step < recipe.steps:
        # The random numbers of a step depend on its number only, so that a broken-off run goes on as it would have.
        random = np.random.default_rng((recipe.seed, step))
        prefixes = [recipe.dimensions]
        if recipe.prefixes and random.random() < recipe.prefix_chance:
            prefixes.append(int(random.choice(recipe.prefixes)))
        losses.append(_step(table, loader.load(random), prefixes, recipe, step))
        step += 1
        if step % LOG_EVERY == 0 or step == recipe.steps:
            each = (time.perf_counter() - began) / (step - first_step)
            left = each * (recipe.steps - step) / 60
            say(f"step {step}/{recipe.steps} loss {np.mean(losses):.4f} {1000 * each:.0f} ms/step, {left:.0f} min left")
            losses = []
        if step % CHECKPOINT_EVERY == 0 or step == recipe.steps:
            _keep(checkpoint, table, step)
    return table.rows


def _step(table: Table, batch: Batch, prefixes: list[int], recipe: Recipe, step: int) -> float:
    sums = table.sums(batch.texts).requires_grad_()
    loss = contrastive_loss(sums, torch.from_numpy(batch.masked), prefixes, recipe.temperature)
    loss.backward()
    table.step(batch.texts, sums.grad, rate_at(recipe, step), step + 1)
    return loss.item()


def _keep(path: str, table: Table, step: int) -> None:
    torch.save({"step": step, "rows": table.rows, "first": table.first, "second": table.second}, f"{path}.new")
    os.replace(f"{path}.new", path)


def _resume(path: str, table: Table) -> int:
    """Step of the checkpoint after filling the table, 0 where there is none."""
    if not os.path.exists(path):
        return 0
    kept = torch.load(path)
    table.rows, table.first, table.second = kept["rows"], kept["first"], kept["second"]
    return kept["step"]
