"""Writes the training examples of the reader of claims, as prepare.py writes those of the reader.

    python3 prepare_claims.py DATA PUBLIC CLAIMS.jsonl --exclude FOLDER [FOLDER …]
    python3 prepare_claims.py DATA PUBLIC MORE.jsonl --run 2 --exclude FOLDER [FOLDER …]

DATA and the FOLDERs are prepare.py's; PUBLIC holds the files of entailment.py. Runs 2 and 3 go on from the one before. Their rows of
public sets are others; claims and turned sentences stand behind their article's heading, and the written claims of earlier runs come again.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import random

import claims
import entailment
import twists
import written
from maker import Article
from prepare import SEED, Out, aside, forbidding
from text import read_jsonl

# How many examples of each public set in each run.
MOST = {
    "vitaminc": (15000, 14000, 2500),
    "revised": (0, 4000, 1000),
    "mnli": (6000, 800, 0),
    "fever": (2500, 4000, 1000),
    "feverous": (1500, 1400, 0),
    "fm2": (2500, 0, 0),
    "sufficient": (0, 2900, 0),
}
TWISTED = 2  # sentences an article


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=pathlib.Path)
    p.add_argument("public", type=pathlib.Path)
    p.add_argument("to", type=pathlib.Path)
    p.add_argument("--run", type=int, choices=(1, 2, 3), default=1)
    p.add_argument("--exclude", nargs="*", default=[])
    o = p.parse_args()
    rngs, out = [random.Random(SEED + run) for run in range(o.run)], Out()
    rng = rngs[-1]

    measured = {entailment.key(r[k]) for r in read_jsonl(o.data / "claims/fever_symmetric.jsonl.gz") for k in ("claim", "evidence")}
    for name, rows in entailment.sets(o.public).items():
        rows = [r for r in rows if entailment.key(r[0]) not in measured and entailment.key(r[1]) not in measured]
        chosen = []
        for r, most in zip(rngs, MOST[name]):
            left = set(rows) - set(chosen) if chosen else rows
            rows = [x for x in rows if x in left]
            chosen = entailment.drawn(r, rows, most)
        entailment.examples(chosen, out, name)

    forbidden, articles = forbidding(o.exclude), {}
    for name in ("wikinews", "articles"):
        rows = read_jsonl(o.data / f"whitehouse/{name}.jsonl.gz")
        articles.update((r["url"], Article(r["title"], r["text"], r.get("published", ""))) for r in rows if not forbidden(r["text"]))
    trained = [a for url, a in articles.items() if not aside(url) and not written.held_out(url)]
    judged = read_jsonl(pathlib.Path(__file__).parent / "claims.jsonl.gz")
    before, new = ([r for r in judged if r["run"] in runs] for runs in (range(1, o.run), (o.run,)))
    if o.run == 1:
        twists.examples(rng, trained, out, TWISTED)
        claims.examples(articles, new, out)
    else:
        twists.examples(rng, trained, out, TWISTED, headed=True)
        twists.dated(rng, trained, out)
        claims.headed(rng, articles, before, out, 1)
        claims.headed(rng, articles, new, out)

    random.Random(SEED).shuffle(out)
    data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out).encode()
    o.to.write_bytes(data)
    print(f"{len(out)} examples, {sum(bool(r['a']) for r in out)} borne out, sha256 {hashlib.sha256(data).hexdigest()}")
    counts = collections.Counter(r["kind"] for r in out)
    print("  " + ", ".join(f"{k} {counts[k]}" for k in sorted(counts)))


if __name__ == "__main__":
    main()
