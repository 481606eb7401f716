"""Examples out of SQuAD's paragraphs and questions."""

import hashlib
import re

from noise import noisy, opposite
from text import Hardest, Window, names, read_jsonl, stems, text_sentences


class Paragraph:
    def __init__(self, row):
        self.text, self.qas = row["context"], row["qas"]
        self.spans = text_sentences(self.text)
        self.sentences = [self.text[a:b] for a, b in self.spans]
        self.likest = Hardest(self.sentences)


def articles(path, wanted=lambda title: True):
    """title: paragraphs, of the wanted articles."""
    found = {}
    for row in read_jsonl(path):
        if wanted(row["title"]):
            found.setdefault(row["title"], []).append(Paragraph(row))
    return found


def aside(title):
    """Whether an article of SQuAD 2.0's half a is held out of training: about a quarter, by hash."""
    return hashlib.sha256(f"reader|{title}".encode()).digest()[0] < 80


def answers(paragraph, qa):
    """(sentence, start, end, text) of the answers; those whose place is sure where there are any."""
    known = [a for a in qa.get("answers", []) if a.get("unique", True)] or qa.get("answers", [])
    found = []
    for a in known:
        start, end = a["answer_start"], a["answer_start"] + len(a["text"])
        for k, (x, y) in enumerate(paragraph.spans):
            if x <= start < y:
                found.append((k, start - x, min(end, y) - x, a["text"]))
    return found


def swapped(rng, question, shown, pool, avoid):
    """The question with a name or a year that the text shows exchanged for one that it doesn't, or None."""
    years = re.findall(r"\b(?:1[5-9]|20)\d\d\b", question)
    if years and rng.random() < 0.5:
        year = rng.choice(years)
        other = str(int(year) + rng.choice([-10, -7, -3, -2, -1, 1, 2, 4, 9, 10]))
        return None if other in shown else question.replace(year, other)
    own = [n for n in names(question) if n in shown]
    if not own or not pool:
        return None
    name = rng.choice(own)
    taken = stems(question) | stems(shown) | stems(avoid)
    for other in (rng.choice(pool) for _ in range(12)):
        if not stems(other) & taken and (" " in other) == (" " in name):
            return question.replace(name, other)
    return None


def examples(rng, groups, out, tag, share=1.0, unanswered=0.5, repeat=1):
    """Adds to out the questions of articles: answered, and, for a share, not: near-misses of five kinds.

    out gets the window without the answer (.out), the likest passage elsewhere in the article (.other), a name or a year exchanged
    (.swap), a word turned into its opposite (.opposite), and people's own unanswerable questions (.human).
    """
    window = Window(rng)
    for paragraphs in groups.values():
        pool = [n for p in paragraphs for n in names(p.text)]
        everything = [(p, k) for p in paragraphs for k in range(len(p.sentences))]
        likest = Hardest([p.sentences[k] for p, k in everything])
        for p in paragraphs:
            n = len(p.sentences)
            for qa in p.qas:
                for _ in range(repeat if rng.random() < share else 0):
                    q = qa["question"].strip()
                    if qa.get("is_impossible"):
                        best = p.likest.rank(q, range(n))
                        w = window.around(n, best[0 if rng.random() < 0.75 or n < 2 else 1])
                        out.add(tag + ".human", q if rng.random() < 0.7 else noisy(rng, q), [p.sentences[k] for k in w])
                        continue
                    marks = answers(p, qa)
                    if not marks:
                        continue
                    home, said = {m[0] for m in marks}, [m[3] for m in marks]
                    w = window.around(n, rng.choice(sorted(home)))
                    shown = [p.sentences[k] for k in w]
                    out.add(tag + ".answered", noisy(rng, q), shown, [(w.index(k), a, b) for k, a, b, _ in marks if k in w])
                    if rng.random() >= unanswered:
                        continue
                    without = lambda s: not any(t.lower() in s.lower() for t in said)
                    kind = rng.random()
                    other = (
                        opposite(rng, q)
                        if kind < 0.2
                        else swapped(rng, q, " ".join(shown), pool, " ".join(said))
                        if kind < 0.55
                        else None
                    )
                    if other:
                        out.add(tag + (".opposite" if kind < 0.2 else ".swap"), noisy(rng, other), shown)
                    elif rng.random() < 0.35:
                        rest = [k for k in range(n) if k not in home and without(p.sentences[k])]
                        if len(rest) > 1:
                            best = rest.index(p.likest.rank(q, rest)[0])
                            out.add(tag + ".out", noisy(rng, q), [p.sentences[rest[j]] for j in window.around(len(rest), best)])
                    else:
                        for i in likest.rank(q, range(len(everything)))[:12]:
                            o, k = everything[i]
                            shown = [o.sentences[j] for j in window.around(len(o.sentences), k)]
                            if o is not p and all(map(without, shown)):
                                out.add(tag + ".other", noisy(rng, q), shown)
                                break
