"""Examples whose question is a claim: claims on reports and releases, true and false, that were written for training.

claims.jsonl.gz has a claim a line: {"url", "claim", "true", "kind", "s": [sentence, …]}, the sentences that it names, numbered as Article
does. A true one is answered by the words of these sentences that it holds too; a false one isn't answered.
"""

import re

from text import stems
from written import beginning


def examples(articles, rows, out):
    """Adds each claim over its sentences alone, and over these with those around."""
    for r in rows:
        if r["url"] not in articles:
            continue
        sentences = beginning(articles[r["url"]])
        around = list(r["s"])
        if around[0] > 0:
            around.insert(0, around[0] - 1)
        if len(around) < 3 and around[-1] + 1 < len(sentences):
            around.append(around[-1] + 1)
        for window in (r["s"], around):
            out.add("claim", r["claim"], [sentences[k] for k in window], marks(sentences, r, window) if r["true"] else ())


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
