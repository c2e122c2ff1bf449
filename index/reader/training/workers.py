"""Data parallelism over processes of one thread each.

Two processes that meet once a step use two cores better than two threads that meet at every product of matrices, above all
where other programs share the cores.
"""
from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from typing import TypeVar

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import Tensor

T = TypeVar("T")


def start(count: int, work: Callable[..., None], *arguments: object) -> None:
    """Runs `work(*arguments)` in `count` processes that know each other, and waits for them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mp.spawn(_enter, (count, port, work, arguments), nprocs=count)


def _enter(rank: int, count: int, port: int, work: Callable[..., None], arguments: Sequence[object]) -> None:
    torch.set_num_threads(1)
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))
    dist.init_process_group("gloo", rank=rank, world_size=count)
    work(*arguments)
    dist.destroy_process_group()


def rank() -> int:
    return dist.get_rank() if dist.is_initialized() else 0


def count() -> int:
    return dist.get_world_size() if dist.is_initialized() else 1


def say(text: str) -> None:
    if rank() == 0:
        print(text, flush=True)


def mean_gradients(parameters: Sequence[torch.nn.Parameter]) -> None:
    """Every process then has the mean of all processes' gradients; one message for all of them."""
    if count() == 1:
        return
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).reshape(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= count()
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def agreed(value: float) -> float:
    """The first process's value, so that all stop at the same step."""
    if count() == 1:
        return value
    shared = torch.tensor([value], dtype=torch.float64)
    dist.broadcast(shared, 0)
    return float(shared)


def share(work: Callable[[list[T]], Tensor], items: list[T]) -> Tensor:
    """`work` of all items, (items, …), each process doing an equal part of them; the same result for all."""
    if count() == 1:
        return work(items)
    mine = work(items[rank() :: count()])
    parts: list[Tensor | None] = [None] * count()
    dist.all_gather_object(parts, mine)
    out = torch.zeros(len(items), *mine.shape[1:], dtype=mine.dtype)
    for part, values in enumerate(parts):
        out[part :: count()] = values
    return out
