"""Examples whose question is a claim: claims on reports and releases, true and false, that were written for training.

claims.jsonl.gz has a claim a line: {"url", "claim", "true", "kind", "s": [sentence, …]}: the sentences that it names, numbered as
Article does. A true one is answered by the words of these sentences that it holds too; a false one isn't answered.
"""

import collections
import re

import wrong
from text import stems
from written import beginning


def examples(rng, articles, rows, out):
    """Adds each claim over its sentences alone, and over these with those around."""
    for r in rows:
        sentences, around = windows(articles, r)
        for window in (r["s"], around) if around else ():
            shown, before = [sentences[k] for k in window], articles[r["url"]].before(rng, window)
            out.add("claim", r["claim"], shown, marks(sentences, r, window) if r["true"] else (), before)


def headed(rng, articles, rows, out):
    """Adds each claim over both of these windows and over one of them again, most of them behind the article's heading."""
    true = collections.defaultdict(list)
    for r in rows:
        if r["true"]:
            true[r["url"]].append(r)
    for r in rows:
        doubted = [] if r["true"] else wrong.words(r["claim"], [t["claim"] for t in true[r["url"]] if set(t["s"]) & set(r["s"])])
        sentences, around = windows(articles, r)
        for window in (r["s"], around, rng.choice((r["s"], around))) if around else ():
            shown, before = [sentences[k] for k in window], [articles[r["url"]].heading()] if rng.random() < 0.85 else []
            out.add("claim.headed", r["claim"], shown, marks(sentences, r, window) if r["true"] else (), before, doubted)


def windows(articles, row):
    """The sentences of the claim's article, and which of them are those that it names and those around; nothing without the article."""
    if row["url"] not in articles:
        return (), ()
    sentences = beginning(articles[row["url"]])
    around = list(row["s"])
    if around[0] > 0:
        around.insert(0, around[0] - 1)
    if len(around) < 3 and around[-1] + 1 < len(sentences):
        around.append(around[-1] + 1)
    return sentences, around


def marks(sentences, row, window):
    """(place in the window, start, end) of the words that the claim holds too; of the whole first sentence if there are none."""
    said = stems(row["claim"])
    found = [
        (window.index(k), m.start(), m.end())
        for k in row["s"]
        for m in re.finditer(r"[A-Za-z0-9]+", sentences[k])
        if stems(m.group()) & said
    ]
    first = row["s"][0]
    return found or [(window.index(first), 0, len(sentences[first]))]
