"""The whole recipe: training stages one after another, the export, and its measures.

    python stages.py --init reader-a.npz [--work DIR] [--statements DIR]

Each stage starts from the last one's averaged weights and mines its candidates anew. A finished stage is not run again.
"""
from __future__ import annotations

import argparse
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# Settings of train.py a stage; how each came about stands in RUNS.md.
STAGES = (
    ("b", ["--minutes", "34", "--rate", "6e-5", "--frozen", "4", "--floor", "0.25"]),
)


def python(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--init", required=True, help="reader-a.npz, or base.npz of base.py (then more minutes are needed)")
    parser.add_argument("--work", default="reader-checkpoints", help="folder of the checkpoints")
    parser.add_argument("--folder", default=os.path.dirname(HERE), help="where the model is exported to")
    parser.add_argument("--field", default="../shared/field")
    parser.add_argument("--statements", help="folder of exported statements, for the last stage and the measures")
    given = parser.parse_args()
    os.makedirs(given.work, exist_ok=True)
    data = ["--field", given.field]
    cut = ["--statements", given.statements] if given.statements else []
    last = given.init
    for n, (name, settings) in enumerate(STAGES):
        out = os.path.join(given.work, f"reader-{name}.npz")
        if not os.path.exists(out):
            final = n == len(STAGES) - 1
            python("train.py", "--init", last, "--out", out, *settings, *data, *(cut if final else []))
        last = out
    python("export.py", last, given.folder)
    python("measure.py", given.folder, *data, *cut)


if __name__ == "__main__":
    main()
