"""From the licensed data to the model folder: prepare, train, quantise, write model and lexicon.

    npm run train-embedder -- --data ../shared/data --cache DIR [--out index/embedder] [--threads 1]

A run that was broken off goes on from its last checkpoint in the cache folder.
"""
from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace

import torch

from distil import distilled_rows
from normalise import ROOT
from prepare import prepare
from recipe import STAGES, VERSION
from train_table import initial_rows, train
from write_lexicon import write_lexicon
from write_model import write_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    parser.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "zhengda-embedder"))
    parser.add_argument("--out", default=os.path.join(ROOT, "index", "embedder"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, help="of a stage, fewer than the recipe's, for a trial; 0 writes the start")
    parser.add_argument("--stages", type=int, default=len(STAGES))
    parser.add_argument("--distil", help="checkpoint of the reader, whose encoder gives the rows to start from")
    parser.add_argument("--tokenizer", help="tokenizer.json whose vocabulary is kept; counted anew without it")
    parser.add_argument("--version", default=VERSION)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true" if given.threads > 1 else "false")
    began = time.perf_counter()
    say = lambda line: print(f"{time.perf_counter() - began:6.0f} s  {line}", flush=True)

    prepared = prepare(given.data, given.cache, given.tokenizer, say)
    rows = distilled_rows(given.distil, prepared, say) if given.distil else initial_rows(prepared, STAGES[0])
    for number, recipe in enumerate(STAGES[: given.stages]):
        if given.steps is not None:
            recipe = replace(recipe, steps=given.steps)
        name = f"{'distilled' if given.distil else 'random'}-{number}-{recipe.batch}-{recipe.steps}.pt"
        rows = train(recipe, prepared, os.path.join(given.cache, name), rows, say)
    write_model(given.out, given.version, prepared.pieces, prepared.scores, rows.numpy(), STAGES[0].prefixes)
    write_lexicon(os.path.join(given.out, "lexicon.tsv"), given.data, prepared)
    say(f"wrote {given.out}")


if __name__ == "__main__":
    main()
