"""Examples out of SelQA (which sentence of a section answers) and QA-SRL (who did what to whom in a sentence of Wikinews)."""

import re

from noise import noisy
from text import Hardest, Window, read_jsonl, stems


def selqa(rng, path, out, repeat=1):
    window = Window(rng)
    for d in read_jsonl(path):
        sentences, answers = d["sentences"], d["answers"]
        for _ in range(repeat if answers else 0):
            w = window.around(len(sentences), rng.choice(answers))
            out.add(
                "selqa.answered",
                noisy(rng, d["question"]),
                [sentences[k] for k in w],
                [(w.index(k), 0, len(sentences[k])) for k in answers if k in w],
            )
        rest = [s for k, s in enumerate(sentences) if k not in answers]
        if len(rest) > 2:
            best = Hardest(rest).rank(d["question"], range(len(rest)))[0]
            out.add("selqa.elsewhere", noisy(rng, d["question"]), [rest[k] for k in window.around(len(rest), best)])


def plain(tokens):
    """Text out of tokens."""
    text = re.sub(r" ([.,;:?!%)]|'s|n't)", r"\1", tokens)
    return text.replace("`` ", "“").replace(" ''", "”").replace("( ", "(").replace("$ ", "$")


def qasrl(rng, path, out, forbidden, share=0.1):
    """The sentence among others of its report and one of another; or, for a few, without it."""
    sentences = [d for d in read_jsonl(path) if d["part"] == "dev" and not forbidden(plain(d["tokens"]))]
    reports = {}
    for d in sentences:
        reports.setdefault(d["id"].rsplit(":", 2)[0], []).append(d)
    for d in sentences:
        text = plain(d["tokens"])
        near = [x for x in reports[d["id"].rsplit(":", 2)[0]] if x is not d]
        for qa in d["qas"]:
            if rng.random() > share or len(stems(qa["question"]) - {"someon", "someth"}) < 2:
                continue
            others = [plain(x["tokens"]) for x in rng.sample(near, min(len(near), rng.randint(1, 3))) + rng.sample(sentences, 1)]
            k, marks = rng.randint(0, len(others)), []
            for a in qa["answers"]:
                start = text.find(plain(a))
                if start >= 0:
                    marks.append((k, start, start + len(plain(a))))
            if marks:
                out.add("qasrl.answered", noisy(rng, qa["question"]), others[:k] + [text] + others[k:], marks)
