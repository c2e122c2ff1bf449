"""The whole recipe: training stages one after another, the export, and its measures.

    python stages.py --init reader-a.npz [--work DIR] [--statements DIR]

Each stage starts from the last one's averaged weights and mines its candidates anew. A finished stage is not run again.
The vectors' kind head is fitted at the end.
"""
from __future__ import annotations

import argparse
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Where general reading data lies, and the share of its questions that come in a pass.
GENERAL = ("--general", "../shared/data/train", "--general-share", "0.4")

# Settings of train.py a stage, and whether it uses the exported statements; how each came about stands in RUNS.md.
STAGES = (
    ("b", False, ["--steps", "410", "--stop", "200", "--rate", "6e-5", "--floor", "0.25", "--frozen", "4"]),
    ("c", True, ["--steps", "840", "--stop", "400", "--rate", "6e-5", "--frozen", "4"]),
    ("d", True, ["--steps", "283", "--rate", "1e-4", "--english", "0.4", "--warm-up", "15", "--frozen", "4"]),
    ("e", True, [*"--steps 844 --rate 1e-4 --english 0.4 --silent 0.5 --frozen 2 --average 0.98".split(), *GENERAL]),
)


def python(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--init", required=True, help="reader-a.npz, or base.npz of base.py (then more minutes are needed)")
    parser.add_argument("--work", default="reader-checkpoints", help="folder of the checkpoints")
    parser.add_argument("--folder", default=os.path.dirname(HERE), help="where the model is exported to")
    parser.add_argument("--field", default="../shared/field")
    parser.add_argument("--statements", help="folder of exported statements, for the later stages and the measures")
    given = parser.parse_args()
    os.makedirs(given.work, exist_ok=True)
    data = ["--field", given.field]
    cut = ["--statements", given.statements] if given.statements else []
    last = given.init
    for name, exported, settings in STAGES:
        out = os.path.join(given.work, f"reader-{name}.npz")
        if not os.path.exists(out):
            python("train.py", "--init", last, "--out", out, *settings, *data, *(cut if exported else []))
        last = out
    finished = os.path.join(given.work, "reader.npz")
    python("fit_kinds.py", last, finished, *data)
    python("export.py", finished, given.folder)
    python("measure.py", given.folder, *data, *cut)


if __name__ == "__main__":
    main()
