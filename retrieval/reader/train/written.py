"""Examples out of questions that were written for training, by reading the beginnings of reports and releases.

written.jsonl.gz has a question a line: {"url", "q", "k", "s": [sentence, …], "w": [answering words, …]}; those that the text doesn't
answer have {"near": [sentence, …]} instead of s and w: what a careless reader would quote. Sentences are numbered as Article does.
"""

import collections
import hashlib

from noise import noisy
from text import Hardest, Window, stems

FOREIGN = 40  # other articles are looked through for a passage that is like a question
MOST_WORDS = 650  # of an article were read; an answer further on isn't known of


def beginning(article):
    """The sentences that the questions were written on."""
    read, words = [], 0
    for s in article.sentences:
        words += len(s.split())
        if words > MOST_WORDS:
            break
        read.append(s)
    return read


def held_out(url):
    """Whether an article's questions are for measuring: of one in eight of the reports that were written for training, by hash."""
    return url.startswith("report:") and hashlib.sha256(f"written|{url}".encode()).digest()[0] < 32


def examples(rng, articles, rows, out, rounds=2):
    """Adds the examples of the questions on articles, by url: as they were written, and in further rounds as people type them."""
    asked = collections.defaultdict(list)
    for r in rows:
        asked[r["url"]].append(r)
    urls = sorted(asked.keys() & articles.keys())
    for url in urls:
        sentences = beginning(articles[url])
        likest, window = Hardest(sentences), Window(rng)
        for r in asked[url]:
            for n in range(rounds):
                question = r["q"] if n == 0 else noisy(rng, r["q"])
                add = lambda kind, w, marks=(): out.add(
                    f"written.{kind}", question, [sentences[k] for k in w], marks, articles[url].before(rng, w)
                )
                if "near" in r:
                    near = rng.choice(r["near"])
                    add(r["k"], window.around(len(sentences), near))
                    others = [k for k in likest.rank(question, range(len(sentences))) if k not in r["near"]]
                    if others and rng.random() < 0.4:
                        add("no-elsewhere", window.around(len(sentences), others[0]))
                    continue
                for _ in range(2):
                    w = window.around(len(sentences), rng.choice(r["s"]))
                    add(r["k"], w, marks(sentences, r, w))
                for i in likest.rank(question, [k for k in range(len(sentences)) if k not in r["s"]])[:3]:
                    w = window.around(len(sentences), i)
                    if not set(w) & set(r["s"]):
                        if rng.random() < 0.6:
                            add("no-elsewhere", w)
                        break
                if rng.random() < 0.35:
                    foreign(rng, [articles[u] for u in rng.sample(urls, min(FOREIGN, len(urls))) if u != url], question, r["w"], out)


def foreign(rng, others, question, answer, out):
    """Adds the question over the likest passage of other articles that doesn't show the answer's words."""
    places = [(a, k) for a in others for k in range(len(beginning(a)))]
    for i in Hardest([a.sentences[k] for a, k in places]).rank(question, range(len(places)))[:4]:
        a, k = places[i]
        w = Window(rng).around(len(beginning(a)), k)
        shown = [a.sentences[j] for j in w]
        if not stems(" ".join(answer)) & stems(" ".join(shown)):
            return out.add("written.no-foreign", question, shown, (), a.before(rng, w))


def marks(sentences, row, window):
    """(place in the window, start, end) of the answering words that the window shows."""
    found = []
    for k, words in zip(row["s"], row["w"]):
        if k in window:
            start = sentences[k].index(words)
            found.append((window.index(k), start, start + len(words)))
    return found
