"""Measures readers: a reader.bin, or checkpoints of train.py.

    python3 measure.py E5 READER [READER …] --dev DEV.jsonl                         to choose by
    python3 measure.py E5 READER [READER …] --squad dev_half_b.jsonl.gz --limit 1200  only to report
    python3 measure.py E5 READER [READER …] --squad … --size 3 --step 1 --mean --lead        as the product reads
    python3 measure.py E5 READER.bin … --go …                                       by the product's forward pass: int8, and quicker

AUC: how often an answered question's best sentence scores above that of one not answered. Refused: the share of the latter below the
threshold that a given share of the former lies below. First: the best sentence is one that answers. Where SQuAD's answer stands more than
once in its paragraph, the data give the first place, which needn't be the one that answers: so the share is given for the places of the
data, for the questions whose answer stands once, and for any place of the answer's text.
"""

import argparse
import hashlib
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import torch

from model import load, score, tokenizer
from text import lead, read_jsonl, text_sentences

# The kinds of prepare.py's examples that are alike.
NEAR_MISS = ("swap", "opposite", "unsaid", "deed", "thing", "elsewhere")
SPEAKER = ("speaker", "topic", "whosaid.")


def auc(yes, no):
    return float(np.mean((yes[:, None] > no) + 0.5 * (yes[:, None] == no))) if len(yes) and len(no) else float("nan")


def figures(best, answered):
    yes, no = best[answered], best[~answered]
    refused = ", ".join(f"{np.mean(no < np.quantile(yes, r)):.3f} at {r:.0%}" for r in (0.05, 0.10))
    return f"{len(yes)} answered, {len(no)} not: AUC {auc(yes, no):.3f}, refused {refused}"


def by_torch(path, e5):
    """A function that scores (question, sentences) pairs with the reader of the path."""
    model, tok = load(path, e5), tokenizer(e5)
    return lambda pairs: score(model, tok, pairs)


def by_go(path):
    """The same by the product's forward pass; path is a reader.bin."""

    def scores(pairs):
        with tempfile.TemporaryDirectory() as tmp:
            given, out = pathlib.Path(tmp, "pairs"), pathlib.Path(tmp, "scores")
            given.write_text("".join(json.dumps({"q": q, "s": s}) + "\n" for q, s in pairs))
            flags = ["-pairs", given, "-scores", out, "-weights", pathlib.Path(path).resolve()]
            command = ["go", "test", "-count=1", "-timeout=2h", "-run=^TestScorePairs$", ".", *map(str, flags)]
            subprocess.run(command, check=True, cwd=pathlib.Path(__file__).parent.parent, stdout=subprocess.DEVNULL)
            return [json.loads(line) for line in out.open()]

    return scores


def dev(scorer, path):
    """The examples of prepare.py, by kind."""
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    scores = scorer([(r["q"], r["s"]) for r in rows])
    best = np.array([max(s) for s in scores])
    answered = np.array([bool(r["a"]) for r in rows])
    first = np.array([int(np.argmax(s)) in {a[0] for a in r["a"]} for s, r in zip(scores, rows)])
    news = np.array([not r["kind"].startswith("squad") for r in rows])
    kind = lambda words: np.array([any(w in r["kind"] for w in words) for r in rows])
    said = np.array([r["kind"].split(".", 1)[1] in ("said", "whosaid", "compare") for r in rows])
    print("  SQuAD  ", figures(best[~news], answered[~news]), f"first {first[~news & answered].mean():.3f}")
    print("  news   ", figures(best[news], answered[news]), f"first {first[news & answered].mean():.3f}")
    near = kind(NEAR_MISS) & ~kind(SPEAKER)
    print(f"  near-misses {(news & near).sum()}: AUC {auc(best[news & answered], best[news & near]):.3f}")
    print(
        f"  speakers {(news & kind(SPEAKER)).sum()}: AUC {auc(best[news & said], best[news & ~answered & kind(SPEAKER)]):.3f} against {(news & said).sum()} who said what"
    )
    for group in ("unsaid", "swap", "elsewhere", "deed", "thing", "speaker", "topic", "foreign"):
        chosen = news & ~answered & kind((group,))
        print(f"    {group} {chosen.sum()} {auc(best[news & answered], best[chosen]):.3f}", end="")
    print(flush=True)


def squad(scorer, path, limit, size, step, mean, led):
    """SQuAD's paragraphs, read in windows of so many sentences, if led behind the beginning of the first. A sentence that is read several
    times gets the best of its scores, or the mean of that and of their average."""
    items = []
    for p in read_jsonl(path):
        spans = text_sentences(p["context"])
        for qa in p["qas"]:
            gold = {i for i, (a, b) in enumerate(spans) for x in qa.get("answers", []) if a <= x["answer_start"] < b}
            if gold or qa.get("is_impossible"):
                key = hashlib.sha256((p["title"] + qa["question"].strip()).encode()).hexdigest()
                items.append(
                    (
                        key,
                        qa["question"].strip(),
                        [p["context"][a:b] for a, b in spans],
                        set() if qa.get("is_impossible") else gold,
                        {i for i, (a, b) in enumerate(spans) for x in qa.get("answers", []) if x["text"] in p["context"][a:b]},
                        all(x.get("unique", True) for x in qa.get("answers", [])),
                    )
                )
    items = sorted(items, key=lambda i: i[0])[:limit]
    pairs, where = [], []
    for n, (_, q, sentences, *_) in enumerate(items):
        for a in range(0, max(1, len(sentences) - size + step), step):
            ahead = [lead(sentences[0]) + "."] if led and a else []
            pairs.append((q, ahead + sentences[a : a + size]))
            where.append((n, a, len(ahead)))
    best, sums, read = ([np.full(len(i[2]), x) for i in items] for x in (-30.0, 0.0, 0.0))
    for (n, a, skip), s in zip(where, scorer(pairs)):
        s = s[skip:]
        best[n][a : a + len(s)] = np.maximum(best[n][a : a + len(s)], s)
        sums[n][a : a + len(s)] += s
        read[n][a : a + len(s)] += 1
    scores = [(b + s / np.maximum(r, 1)) / 2 for b, s, r in zip(best, sums, read)] if mean else best
    answered = np.array([bool(i[3]) for i in items])
    first, anywhere = (np.array([int(s.argmax()) in i[k] for s, i in zip(scores, items)])[answered] for k in (3, 4))
    once = np.array([i[5] for i in items])[answered]
    anywhere = np.where(once, first, anywhere)
    three = np.array([bool(set(np.argsort(-s)[:3].tolist()) & i[3]) for s, i in zip(scores, items)])[answered]
    print(
        f"  windows of {size}:",
        figures(np.array([s.max() for s in scores]), answered),
        f"first {first.mean():.3f} (of the {once.sum()} that stand once {first[once].mean():.3f}; at any place {anywhere.mean():.3f}), in three {three.mean():.3f}",
        flush=True,
    )


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("readers", nargs="+")
    p.add_argument("--dev")
    p.add_argument("--squad")
    p.add_argument("--limit", type=int, default=10**9)
    p.add_argument("--size", type=int, default=6)
    p.add_argument("--step", type=int, default=3)
    p.add_argument("--mean", action="store_true", help="with --size 3 --step 1 --lead: as the product reads")
    p.add_argument("--lead", action="store_true")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--go", action="store_true")
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    for path in o.readers:
        print(path)
        scorer = by_go(path) if o.go else by_torch(path, o.e5)
        if o.dev:
            dev(scorer, o.dev)
        if o.squad:
            squad(scorer, o.squad, o.limit, o.size, o.step, o.mean, o.lead)


if __name__ == "__main__":
    main()
