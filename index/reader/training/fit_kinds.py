"""Fits the kind head anew on the finished encoder: multinomial logistic regression on the vectors of the training questions.

    python fit_kinds.py reader-c.npz reader-c-kinds.npz

The head is one linear layer; fitted to the end in a minute it is better than what few steps of joint training leave.
"""
from __future__ import annotations

import argparse

import torch
import torch.nn.functional as F
from torch import Tensor

from data import DEVELOPMENT, KIND_OF_TYPE, Question, load_field
from model import KINDS, ReaderModel, batches_by_length, load_checkpoint, pad, save_checkpoint
from tokenizer import ReaderTokenizer

PENALTY = 1e-3  # of the squared weights, beside the mean loss, features standardised


def vectors(model: ReaderModel, tokenizer: ReaderTokenizer, questions: list[Question]) -> Tensor:
    """(questions, width) means, as the kind head reads them."""
    sequences = [tokenizer.query(question.text) for question in questions]
    out = torch.zeros(len(sequences), model.kind.in_features)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part in batches_by_length(sequences, 2048):
            out[part] = model.mean(*pad([sequences[i] for i in part])).float()
    return out


def fit(x: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
    """Weight (kinds, width) and bias (kinds,) of the regression."""
    centre, spread = x.mean(0), x.std(0) + 1e-6
    standard = (x - centre) / spread
    weight = torch.zeros(len(KINDS), x.shape[1], requires_grad=True)
    bias = torch.zeros(len(KINDS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = F.cross_entropy(standard @ weight.T + bias, kinds) + PENALTY * weight.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    weight, bias = weight.detach(), bias.detach()
    return weight / spread, bias - (weight / spread) @ centre


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--field", default="../shared/field")
    given = parser.parse_args()
    torch.set_num_threads(2)
    model, tokenizer, pieces, scores = load_checkpoint(given.checkpoint)
    _, questions = load_field(given.field)
    questions = [question for question in questions if question.type in KIND_OF_TYPE]
    training = [question for question in questions if question.document not in DEVELOPMENT]
    held_out = [question for question in questions if question.document in DEVELOPMENT]
    label = lambda some: torch.tensor([KINDS.index(KIND_OF_TYPE[question.type]) for question in some])
    weight, bias = fit(vectors(model.eval(), tokenizer, training), label(training))
    right = (vectors(model, tokenizer, held_out) @ weight.T + bias).argmax(1) == label(held_out)
    print(f"{len(training)} questions; {right.float().mean():.3f} right of {len(held_out)} held out")
    state = {**model.state_dict(), "kind.weight": weight, "kind.bias": bias}
    save_checkpoint(given.out, state, pieces, scores)


if __name__ == "__main__":
    main()
