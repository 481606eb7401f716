"""Writes the training examples of the reader of claims, as prepare.py writes those of the reader.

    python3 prepare_claims.py DATA PUBLIC CLAIMS.jsonl --exclude FOLDER [FOLDER …]
    python3 prepare_claims.py DATA PUBLIC MORE.jsonl --share 0.3 --turned 8 --exclude …

DATA is prepare.py's; the FOLDERs hold the articles (*.txt) that are measured on; PUBLIC holds the files of entailment.py. The second has but a
share of the public sets, and more of the turned sentences.
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
from prepare import SEED, Out, aside, balanced, by_all, fewer, forbidding, invented
from text import read_jsonl

# How many examples of each public set.
MOST = {"vitaminc": 18000, "revised": 5000, "mnli": 3500, "fever": 8000, "feverous": 2500, "fm2": 2500, "sufficient": 2900}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=pathlib.Path)
    p.add_argument("public", type=pathlib.Path)
    p.add_argument("to", type=pathlib.Path)
    p.add_argument("--share", type=float, default=1, help="of the public sets")
    p.add_argument("--written", type=float, default=1, help="share of the earlier of the written claims")
    p.add_argument("--earlier", type=int, default=10**9, metavar="N", help="the first N are the earlier, the others are all taken")
    p.add_argument("--turned", type=int, default=4, help="sentences an article")
    p.add_argument("--exclude", nargs="*", default=[])
    p.add_argument("--most", nargs="*", default=[], metavar="KIND=N", help="as prepare.py's")
    p.add_argument("--balanced", type=float, metavar="RATIO", help="as prepare.py's, of the written claims")
    o = p.parse_args()
    rng, out = random.Random(SEED), Out()

    measured = {entailment.key(r[k]) for r in read_jsonl(o.data / "claims/fever_symmetric.jsonl.gz") for k in ("claim", "evidence")}
    for name, rows in entailment.sets(o.public).items():
        rows = [r for r in rows if entailment.key(r[0]) not in measured and entailment.key(r[1]) not in measured]
        entailment.examples(entailment.drawn(rng, rows, round(o.share * MOST[name])), out, name)

    forbidden, articles = forbidding(o.exclude), {}
    for name in ("wikinews", "articles"):
        rows = read_jsonl(o.data / f"whitehouse/{name}.jsonl.gz")
        articles.update((r["url"], Article(r["title"], r["text"], r.get("published", ""))) for r in rows if not forbidden(r["text"]))
    here = pathlib.Path(__file__).parent
    articles.update(invented(here))
    trained = [a for url, a in articles.items() if not aside(url) and not written.held_out(url)]
    twists.examples(rng, trained, out, o.turned)
    twists.dated(rng, trained, out)
    judged = read_jsonl(here / "claims.jsonl.gz")
    earlier, latest = judged[: o.earlier], judged[o.earlier :]
    judged = rng.sample(earlier, round(o.written * len(earlier))) + latest
    claims.headed(rng, articles, judged, out)
    out = fewer(random.Random(SEED), out, [(k, int(n)) for k, n in (m.split("=") for m in o.most)])
    if o.balanced:
        out = balanced(rng, out, o.balanced, "claim.", by_all)

    random.Random(SEED).shuffle(out)
    data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out).encode()
    o.to.write_bytes(data)
    print(f"{len(out)} examples, {sum(bool(r['a']) for r in out)} borne out, sha256 {hashlib.sha256(data).hexdigest()}")
    counts = collections.Counter(r["kind"] for r in out)
    print("  " + ", ".join(f"{k} {counts[k]}" for k in sorted(counts)))


if __name__ == "__main__":
    main()
