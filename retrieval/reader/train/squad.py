"""Examples out of SQuAD's paragraphs and questions."""

import hashlib
import re

from noise import negated, noisy, opposite
from text import Hardest, Window, lead, names, read_jsonl, stems, text_sentences


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


def answers(paragraph, qa):
    """(sentence, start, end, text) of the answers; those whose place is sure where there are any, else every place of their texts.

    SQuAD's own pages give no places: where a text stands more than once, answer_start is only the first of them.
    """
    known = [a for a in qa.get("answers", []) if a.get("unique", True)] or qa.get("answers", [])
    found = []
    for a in known:
        starts = [a["answer_start"]]
        if not a.get("unique", True):
            starts = [m.start() for m in re.finditer(re.escape(a["text"]), paragraph.text)]
        for start in starts:
            end = start + len(a["text"])
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


def exchanged(rng, question, shown, avoid):
    """The question with a name that the text shows exchanged for another that it shows too, or None."""
    found = names(shown)
    own = [n for n in names(question) if n in shown]
    taken = stems(question) | stems(avoid)
    others = [n for n in found if not stems(n) & taken and len(n) > 3]
    if not own or not others:
        return None
    return question.replace(rng.choice(own), rng.choice(others))


YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20[012]\d\b")


def conditioned(question, year):
    """The question with a year put behind it, or None where it names one or asks for one."""
    if YEAR.search(question) or re.match(r"(?i)when|(?:in )?what year|what date", question) or not question.endswith("?"):
        return None
    return f"{question[:-1].rstrip()} in {year}?"


def twisted(rng, question, shown, pool, said):
    """(kind, question): the question changed so that the text, which answered it, no longer does; or None."""
    kind = rng.random()
    if kind < 0.25:
        return "opposite", opposite(rng, question)
    if kind < 0.37:
        return "negated", negated(rng, question)
    if kind < 0.50:
        year = str(rng.randint(1850, 2019))
        known = YEAR.findall(shown)
        if known:
            year = str(int(rng.choice(known)) + rng.choice([-10, -5, -2, -1, 1, 2, 5, 10]))
        return "condition", None if year in shown else conditioned(question, year)
    if kind < 0.75:
        return "exchanged", exchanged(rng, question, shown, " ".join(said))
    return "swap", swapped(rng, question, shown, pool, " ".join(said))


def examples(rng, groups, out, tag, share=1.0, unanswered=0.5, repeat=1, human=1):
    """Adds to out the questions of articles: answered, and, for a share, not: near-misses of eight kinds.

    out gets the window without the answer (.out), the likest passage elsewhere in the article (.other), a word turned into its opposite
    (.opposite), a "not" put in (.negated), a year that the text doesn't give (.condition), a name exchanged for another of the text
    (.exchanged), a name or a year for one that isn't there (.swap), and people's own unanswerable questions (.human): human windows each.
    """
    window = Window(rng)
    for title, paragraphs in groups.items():

        def add(kind, q, p, window, marks=()):
            shown = [p.sentences[k] for k in window]
            out.add(f"{tag}.{kind}", q, shown, marks, before(rng, title, p, window))

        pool = [n for p in paragraphs for n in names(p.text)]
        everything = [(p, k) for p in paragraphs for k in range(len(p.sentences))]
        likest = Hardest([p.sentences[k] for p, k in everything])
        for p in paragraphs:
            n = len(p.sentences)
            for qa in p.qas:
                times = human if qa.get("is_impossible") else repeat
                for _ in range(times if rng.random() < share else 0):
                    q = qa["question"].strip()
                    if qa.get("is_impossible"):
                        best = p.likest.rank(q, range(n))
                        w = window.around(n, best[0 if rng.random() < 0.75 or n < 2 else 1])
                        add("human", q if rng.random() < 0.7 else noisy(rng, q), p, w)
                        continue
                    marks = answers(p, qa)
                    if not marks:
                        continue
                    home, said = {m[0] for m in marks}, [m[3] for m in marks]
                    w = window.around(n, rng.choice(sorted(home)))
                    shown = [p.sentences[k] for k in w]
                    years = [y for k in home for y in YEAR.findall(p.sentences[k]) if not any(y in t for t in said)]
                    asked = (conditioned(q, rng.choice(years)) if years and rng.random() < 0.3 else None) or q
                    add("answered", noisy(rng, asked), p, w, [(w.index(k), a, b) for k, a, b, _ in marks if k in w])
                    if rng.random() >= unanswered:
                        continue
                    without = lambda s: not any(t.lower() in s.lower() for t in said)
                    kind, other = twisted(rng, q, " ".join(shown), pool, said) if rng.random() < 0.75 else (None, None)
                    if other:
                        add(kind, noisy(rng, other), p, w)
                    elif rng.random() < 0.35:
                        rest = [k for k in range(n) if k not in home and without(p.sentences[k])]
                        if len(rest) > 1:
                            best = rest.index(p.likest.rank(q, rest)[0])
                            add("out", noisy(rng, q), p, [rest[j] for j in window.around(len(rest), best)])
                    else:
                        for i in likest.rank(q, range(len(everything)))[:12]:
                            o, k = everything[i]
                            w = window.around(len(o.sentences), k)
                            if o is not p and all(without(o.sentences[j]) for j in w):
                                add("other", noisy(rng, q), o, w)
                                break


def written(rng, groups, rows, out, windows=2):
    """Adds to out the questions of unanswered.jsonl.gz: {"title", "paragraph": hash, "q", "near": [sentence, …]}.

    They were written, by reading the paragraphs, as questions that these don't answer; near is what a careless reader would quote.
    """
    window = Window(rng)
    known = {(title, short_hash(p.text)): p for title, paragraphs in groups.items() for p in paragraphs}
    for r in rows:
        p = known.get((r["title"], r["paragraph"]))
        for _ in range(windows if p else 0):
            w = window.around(len(p.sentences), r["near"][0])
            out.add("squad.written", r["q"], [p.sentences[k] for k in w], (), before(rng, r["title"], p, w))


def before(rng, title, paragraph, window):
    """What stands before the paragraph's sentences of those numbers: the article's title, or the paragraph's lead unless it is among them."""
    drawn = rng.random()
    if drawn < 0.2:
        return [title.replace("_", " ") + "."]
    return [lead(paragraph.sentences[0]) + "."] if drawn > 0.5 and window[0] > 0 else []


def short_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]
