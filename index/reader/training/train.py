"""One training stage of the reader: from a checkpoint, over the field questions, to a checkpoint of averaged weights.

    python train.py --init reader-a.npz --out reader-b.npz --minutes 40 [--statements DIR]

A step takes `--questions` questions. Each brings its right statements and hard negatives as pairs (answers, contradicts
and answer-token losses) and, as question and passages, the embedding and kind losses.
"""
from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import workers
from augment import Pair, answers_by_type, asserted, opposite, other_year, passage_of
from data import DEVELOPMENT, KIND_OF_TYPE, Document, Question, load_field
from general import SETS, load_general
from mine import set_candidates
from model import KINDS, ReaderModel, batches_by_length, load_checkpoint, pad, save_checkpoint
from tokenizer import STATEMENT_TOKENS, ReaderTokenizer

TAG_POSITIVE_WEIGHT = 3.0
NEAR_WEIGHT = 1.5
NEW_WEIGHTS_FACTOR = 3.0
AVERAGE_EVERY = 4
EMBEDDING_EVERY = 2  # steps; the embedding is learned sooner than reading
SAVE_EVERY = 40
BATCH_TOKENS = 2400  # padded, in one forward pass


@dataclass(frozen=True)
class Settings:
    minutes: float
    steps: int
    stop: int
    rate: float
    questions: int
    negatives: int
    frozen: int
    dropout: float
    augment: float
    warm_up: int
    average: float
    floor: float
    english: float
    silent: float
    general_share: float


@dataclass
class Group:
    """The pairs of one question; those before `listed` are ranked against each other, the rest stand alone."""

    pairs: list[Pair]
    weights: list[float]
    listed: int


class Sampler:
    """Chooses the pairs and passages of a question."""

    def __init__(self, documents: dict[str, Document], questions: list[Question], settings: Settings):
        self.documents = documents
        self.settings = settings
        self.same_type = answers_by_type(questions)

    def negatives(self, question: Question, count: int) -> list[int]:
        """Statements that do not answer: the given near misses first, then candidates, the likelier the oftener."""
        right = set(question.right)
        chosen = [i for i in question.near if random.random() < 0.8][:2]
        pool = [i for i in question.candidates if i not in right and i not in chosen]
        if not pool:
            size = len(self.documents[question.document].statements)
            pool = [i for i in range(size) if i not in right and i not in chosen]
        keys = {i: random.random() ** (rank + 2.0) for rank, i in enumerate(pool)}
        chosen += sorted(pool, key=lambda i: -keys[i])[: max(0, count - len(chosen))]
        return chosen[:count]

    def group(self, question: Question) -> Group:
        statement = lambda i: passage_of(self.documents, question, i)
        pairs: list[Pair] = []
        weights: list[float] = []
        right = random.sample(question.right, min(len(question.right), 2 if random.random() < 0.5 else 1))
        asks = question.text
        for n, i in enumerate(right):
            made = None
            if n == 0 and random.random() < self.settings.augment:
                others = self.same_type.get((question.document, question.type), [])
                made = asserted(question, statement(i), others)
                asks = made.question if made else asks
            contradicts = float(question.contradicted)
            if question.type not in ("yesno", "false_premise") and not question.contradicted:
                contradicts = 0.0 if random.random() < 0.3 else None
            pairs.append(made or Pair(asks, statement(i), 1.0, contradicts, tuple(question.answers)))
            weights.append(1.0)
        for i in self.negatives(question, self.settings.negatives + (0 if right else 1)):
            near = i in question.near
            contradicts = 0.0 if not question.contradicted and random.random() < (0.5 if near else 0.15) else None
            pairs.append(Pair(asks, statement(i), 0.0, contradicts))
            weights.append(NEAR_WEIGHT if near or not right else 1.0)
        listed = len(pairs)
        for make, share in ((other_year, 0.4), (opposite, 0.5)):
            if right and random.random() < share:
                made = make(question, statement(right[0]))
                if made:
                    pairs.append(made)
                    weights.append(1.0)
        return Group(pairs, weights, listed if right else 0)


def token_labels(tokenizer: ReaderTokenizer, pair: Pair) -> list[int]:
    """1 for a token of the pair inside an answer span, 0 for others of the statement, −1 elsewhere."""
    encoded = tokenizer.encode(pair.statement)
    inside = [False] * (len(pair.statement) + 1)
    body = max(0, pair.statement.find(" | "))
    for span in pair.spans:
        at = pair.statement.find(span.strip(), body)
        if at >= 0:
            inside[at : at + len(span.strip())] = [True] * len(span.strip())
    labels = [int(any(inside[max(0, start) : end])) for start, end in encoded.offsets[:STATEMENT_TOKENS]]
    return [-1] * tokenizer.statement_start(pair.question) + labels + [-1]


def read_pairs(
    model: ReaderModel, tokenizer: ReaderTokenizer, pairs: list[Pair], dropout: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Logits `answers` and `contradicts`, (pairs,) in order, and the mean answer-token loss of statements that have spans."""
    sequences = [tokenizer.pair(pair.question, pair.statement) for pair in pairs]
    answers: list[Tensor] = [torch.empty(0)] * len(pairs)
    contradicts = list(answers)
    token_losses: list[Tensor] = []
    for part in batches_by_length(sequences, BATCH_TOKENS):
        ids, attention = pad([sequences[i] for i in part])
        output = model.read(ids, attention, dropout)
        for row, i in enumerate(part):
            answers[i], contradicts[i] = output.answers[row], output.contradicts[row]
            if pairs[i].answers and pairs[i].spans:
                labels = torch.tensor(token_labels(tokenizer, pairs[i]))
                known = labels >= 0
                if (labels == 1).any():
                    token_losses.append(token_loss(output.answer_tokens[row, : len(labels)][known], labels[known].float()))
    tokens = torch.stack(token_losses).mean() if token_losses else torch.zeros(())
    return torch.stack(answers), torch.stack(contradicts), tokens


def token_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Weighted cross-entropy plus one minus the soft Tversky index (Salehi et al. 2017; misses weigh .7), one statement."""
    entropy = F.binary_cross_entropy_with_logits(logits, labels, pos_weight=torch.tensor(TAG_POSITIVE_WEIGHT))
    probability = torch.sigmoid(logits)
    hit = (probability * labels).sum()
    miss = ((1 - probability) * labels).sum()
    extra = (probability * (1 - labels)).sum()
    return entropy + 1 - hit / (hit + 0.7 * miss + 0.3 * extra + 1e-6)


def masked_bce(logits: Tensor, labels: list[float | None], weights: list[float], positive: float) -> Tensor:
    known = [i for i, label in enumerate(labels) if label is not None]
    if not known:
        return logits.sum() * 0
    target = torch.tensor([labels[i] for i in known])
    weight = torch.tensor([weights[i] for i in known])
    loss = F.binary_cross_entropy_with_logits(logits[known], target, reduction="none", pos_weight=torch.tensor(positive))
    return (loss * weight).sum() / weight.sum()


def reading_loss(model: ReaderModel, tokenizer: ReaderTokenizer, groups: list[Group], dropout: float) -> dict[str, Tensor]:
    pairs = [pair for group in groups for pair in group.pairs]
    weights = [weight for group in groups for weight in group.weights]
    answers, contradicts, tokens = read_pairs(model, tokenizer, pairs, dropout)
    lists: list[Tensor] = []
    start = 0
    for group in groups:
        scores = answers[start : start + group.listed]
        right = [i for i in range(group.listed) if group.pairs[i].answers == 1.0]
        if right:
            lists.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        start += len(group.pairs)
    return {
        "list": torch.stack(lists).mean() if lists else answers.sum() * 0,
        "answers": masked_bce(answers, [pair.answers for pair in pairs], weights, 1.5),
        "contradicts": masked_bce(contradicts, [pair.contradicts for pair in pairs], [1.0] * len(pairs), 1.5),
        "tokens": tokens,
    }


def embedding_loss(
    model: ReaderModel, tokenizer: ReaderTokenizer, sampler: Sampler, questions: list[Question], dropout: float
) -> dict[str, Tensor]:
    """InfoNCE of questions against their statements, the others' and one hard negative each; kind of question."""
    asked = [question for question in questions if question.right]
    keys = [(question.document, random.choice(question.right)) for question in asked]
    keys += [(question.document, i) for question in questions for i in sampler.negatives(question, 1)]
    texts = [sampler.documents[name].statements[i].passage for name, i in keys]
    means = model.mean(*pad([tokenizer.query(question.text) for question in questions]), dropout)
    kinds = model.kind(means).float()
    sequences = [tokenizer.passage(text) for text in texts]
    rows: list[Tensor] = [torch.empty(0)] * len(texts)
    for part in batches_by_length(sequences, BATCH_TOKENS):
        vectors = model.embed(*pad([sequences[i] for i in part]), dropout)
        for row, i in enumerate(part):
            rows[i] = vectors[row]
    vectors = F.normalize(means[[i for i, question in enumerate(questions) if question.right]], dim=-1)
    with torch.autocast("cpu", enabled=False):
        scores = vectors @ torch.stack(rows).T * model.log_scale.exp()
    also_right = torch.tensor(
        [[j != n and name == q.document and i in q.right for j, (name, i) in enumerate(keys)] for n, q in enumerate(asked)]
    )
    target = torch.tensor([KINDS.index(KIND_OF_TYPE[q.type]) if q.type in KIND_OF_TYPE else -100 for q in questions])
    kind = F.cross_entropy(kinds, target, ignore_index=-100) if (target >= 0).any() else kinds.sum() * 0
    return {
        "embedding": F.cross_entropy(scores.masked_fill(also_right, -1e4), torch.arange(len(asked))),
        "kind": kind,
    }


LOSS_WEIGHTS = {"list": 1.0, "answers": 1.0, "contradicts": 0.7, "tokens": 0.7, "embedding": 1.0, "kind": 0.25}


def freeze(model: ReaderModel, layers: int) -> None:
    """Keeps the table and the lowest layers as they are."""
    for name, parameter in model.named_parameters():
        low = any(name.startswith(f"encoder.layers.{i}.") for i in range(layers))
        if low or name.startswith(("encoder.word", "encoder.position", "encoder.segment", "encoder.norm")):
            parameter.requires_grad_(False)


def passes(questions: list[Question], settings: Settings) -> Iterator[list[Question]]:
    """Batches without end, each pass in a new order: shares of the English and of the silent questions come twice."""
    size = settings.questions

    def times(question: Question) -> int:
        if question.document in SETS:
            return int(random.random() < settings.general_share)
        share = settings.english if question.answerable and question.language == "en" else 0.0
        return 1 + int(random.random() < (share if question.answerable else settings.silent))

    while True:
        order = [question for question in questions for _ in range(times(question))]
        random.shuffle(order)
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size]


def train(
    model: ReaderModel,
    tokenizer: ReaderTokenizer,
    documents: dict[str, Document],
    questions: list[Question],
    settings: Settings,
    keep: Callable[[dict[str, Tensor]], None],
) -> None:
    """Trains until the minutes or steps are over; hands the averaged state to `keep` now and then, and at the end."""
    freeze(model, settings.frozen)
    trained = [p for p in model.parameters() if p.requires_grad]
    heads = {id(p) for name, p in model.named_parameters() if not name.startswith("encoder.")}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in trained if id(p) not in heads], "factor": 1.0},
            {"params": [p for p in trained if id(p) in heads], "factor": NEW_WEIGHTS_FACTOR},
        ],
        lr=settings.rate,
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    average = [p.detach().clone() for p in trained]

    def averaged_state() -> dict[str, Tensor]:
        names = [name for name, p in model.named_parameters() if p.requires_grad]
        return {**model.state_dict(), **dict(zip(names, average, strict=True))}

    sampler = Sampler(documents, questions, settings)
    running: dict[str, float] = dict.fromkeys(LOSS_WEIGHTS, 0.0)
    started = time.time()
    model.train()
    for step, batch in enumerate(passes(questions, settings), 1):
        timed = workers.agreed((time.time() - started) / (settings.minutes * 60))
        done = (step - 1) / settings.steps if settings.steps else timed
        if done >= 1 or (settings.stop and step > settings.stop):
            break
        factor = min(1.0, step / settings.warm_up) * max(settings.floor, 1 - done)
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * group["factor"] * factor
        with torch.autocast("cpu", torch.bfloat16):
            losses = reading_loss(model, tokenizer, [sampler.group(question) for question in batch], settings.dropout)
            if step % EMBEDDING_EVERY == 0:
                losses |= embedding_loss(model, tokenizer, sampler, batch, settings.dropout)
        sum(LOSS_WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        workers.mean_gradients(trained)
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        for name, loss in losses.items():
            running[name] += float(loss.detach()) * (EMBEDDING_EVERY if name in ("embedding", "kind") else 1)
        if step % AVERAGE_EVERY == 0:
            decay = min(settings.average, step / (step + 40))
            torch._foreach_lerp_(average, [p.detach() for p in trained], 1 - decay)
        if step % 20 == 0:
            shown = " ".join(f"{name} {value / 20:.3f}" for name, value in running.items())
            seen = step * settings.questions * workers.count() / len(questions)
            workers.say(f"step {step} ({seen:.2f} passes) {time.time() - started:.0f} s {shown}")
            running = dict.fromkeys(running, 0.0)
        if step % SAVE_EVERY == 0:
            keep(averaged_state())
    keep(averaged_state())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--init", required=True, help="checkpoint to start from")
    parser.add_argument("--out", required=True)
    parser.add_argument("--field", default="../shared/field", help="folder with docs/ and q/")
    parser.add_argument("--statements", help="folder of exported statements; the trainer's own splitter without it")
    parser.add_argument("--minutes", type=float, default=35.0, help="of training, mining not counted")
    parser.add_argument("--steps", type=int, default=0, help="length of the stage in steps, in place of minutes")
    parser.add_argument("--stop", type=int, default=0, help="ends the stage early, the rate falling as if it went on")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--questions", type=int, default=8, help="a step and process")
    parser.add_argument("--negatives", type=int, default=3, help="pairs a question that do not answer")
    parser.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--augment", type=float, default=0.3, help="share of questions that get an assertion")
    parser.add_argument("--warm-up", type=int, default=30, help="steps")
    parser.add_argument("--average", type=float, default=0.95, help=f"decay of the averaged weights, every {AVERAGE_EVERY} steps")
    parser.add_argument("--floor", type=float, default=0.02, help="least share of the rate")
    parser.add_argument("--english", type=float, default=0.0, help="share of English questions that come twice a pass")
    parser.add_argument("--silent", type=float, default=0.0, help="share of unanswerable questions that come twice a pass")
    parser.add_argument("--general", help="folder of general reading data (general.py); none without it")
    parser.add_argument("--general-share", type=float, default=0.3, help="of the general questions that come in a pass")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    workers.start(given.processes, run, given)


def run(given: argparse.Namespace) -> None:
    """What each process does; all start from the same weights and see other questions."""
    random.seed(given.seed * 100 + workers.rank())
    np.random.seed(given.seed)
    torch.manual_seed(given.seed)
    model, tokenizer, pieces, scores = load_checkpoint(given.init)
    torch.manual_seed(given.seed * 100 + workers.rank())
    documents, questions = load_field(given.field, given.statements)
    questions = [question for question in questions if question.document not in DEVELOPMENT]
    if given.general:
        more, general = load_general(given.general)
        documents |= more
        questions += general
    started = time.time()
    set_candidates(model, tokenizer, documents, questions)
    workers.say(f"{len(questions)} questions; candidates mined in {time.time() - started:.0f} s")
    names = ("minutes", "steps", "stop", "rate", "questions", "negatives", "frozen", "dropout", "augment", "warm_up", "average", "floor", "english", "silent", "general_share")
    settings = Settings(**{name: getattr(given, name) for name in names})

    def keep(state: dict[str, Tensor]) -> None:
        if workers.rank() == 0:
            save_checkpoint(given.out, state, pieces, scores)

    train(model, tokenizer, documents, questions, settings, keep)
    workers.say(f"{given.out} written")


if __name__ == "__main__":
    main()
