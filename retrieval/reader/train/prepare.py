"""Writes the training examples {"q": question, "s": [sentence, …], "a": [[sentence, start, end], …], "kind"} as JSON lines; of claims that
are known word by word, "wrong": [[start, end], …] too.

    python3 prepare.py DATA TRAIN.jsonl DEV.jsonl --exclude FOLDER [FOLDER …] [--without KIND …] [--most KIND=N …]

No answer: "a" is empty. FOLDERs hold the articles (*.txt) that are measured on; nothing that shares word sequences with them is
trained on. DEV.jsonl gets examples of articles that TRAIN.jsonl has nothing of. --written adds the examples of written.jsonl.gz, of
claims.jsonl.gz and of unanswered.jsonl.gz: all of them, the first this often. --without leaves out the examples whose kind holds
one of the words, for ablations. --most keeps at most N of those whose kind begins with the word, drawn by chance; the first that
fits counts. --balanced leaves out written ones, so that how many words a question shares with its window says little of whether it's
answered. --seed draws other windows and wordings.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import random
import re

import claims
import news
import other
import squad
import written
from maker import Article
from text import read_jsonl, stems

SEED = 12
# SHA-256 of the files used: another state of the data gives other examples.
FILES = {
    "squad2/train11.jsonl.gz": "df4c080c97dd501839bf40084310dc808937b5e7db250dcd04d2f61543744d0c",
    "squad2/dev_half_a.jsonl.gz": "35642fe8d9baefbd5844a679c1cb3e65c25fcbacba8e8e1bffe8ee7f58094ace",
    "squad2/dev_xquad_paragraphs.jsonl.gz": "af036a0efa5c2c02bcfbcae26d90865ad1f68f676a975930437d67bdf9d8f2f1",
    "squad2/dev11_other_articles.jsonl.gz": "5f34ea4b0db47f106ac25a0fc1539b6a7b86e195a5b56795267e653e975d615e",
    "reading/selqa_dev.jsonl.gz": "e2eff4f6cd6dcadcc2939561b8167216378120c06b76219142d9ede19f5291d5",
    "reading/qasrl_wikinews.jsonl.gz": "900f319fed49cdfeb5b80b39dda95dea318653c5475154b3571de147b13ee421",
    "whitehouse/articles.jsonl.gz": "7e83f485cb0cfb1ce135c6e6f38d7426cdc583d6d0402039e6880f66cdfd591f",
    "whitehouse/wikinews.jsonl.gz": "fb69fc7b2d26c6c70c32420984b702bfb73d666dee25bb7eca71d2740f841680",
}


class Out(list):
    def add(self, kind, question, sentences, answers=(), before=(), wrong=None):
        """before: what stands before the sentences; answers count from the first of these. wrong: which words of a claim aren't borne out."""
        if question and sentences and len(question) < 220:
            marks = [[len(before) + k, start, end] for k, start, end in answers]
            known = {} if wrong is None else {"wrong": wrong}
            self.append({"q": question, "s": [*before, *sentences], "a": marks, "kind": kind} | known)


def sequences(text, n=8):
    """Its runs of n words."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[k : k + n]) for k in range(max(1, len(words) - n + 1))}


def forbidding(folders):
    """A test whether a text shares more than one run of 8 words in 50 with an article of the folders (a short text: any run)."""
    files = sorted(f for d in folders for f in pathlib.Path(d).glob("*.txt"))
    known = set().union(*(sequences(f.read_text(encoding="utf-8")) for f in files)) if files else set()

    def forbidden(text):
        own = sequences(text)
        return len(own & known) > len(own) / 50

    print(len(files), "articles never to train on")
    return forbidden


def invented(folder):
    """The articles by url of reports.jsonl.gz: reports that were written for training. Nothing in them happened."""
    return {r["url"]: Article(r["title"], r["text"], r["published"]) for r in read_jsonl(folder / "reports.jsonl.gz")}


def aside(url):
    """Whether a report is held out of training: a tenth, by hash."""
    return hashlib.sha256(f"reader|{url}".encode()).digest()[0] < 26


def drawn(rng, rows, earlier, share):
    """A share of the first rows, the earlier, in their order; and all others."""
    return [r for i, r in enumerate(rows) if i >= earlier or rng.random() < share]


def fewer(rng, rows, limits):
    """The rows in their order, of the kinds that begin with a limit's word at most so many."""
    groups = collections.defaultdict(list)
    for i, r in enumerate(rows):
        groups[next((k for k, _ in limits if r["kind"].startswith(k)), None)].append(i)
    for kind, most in limits:
        groups[kind] = rng.sample(groups[kind], min(most, len(groups[kind])))
    return [rows[i] for i in sorted(i for g in groups.values() for i in g)]


def balanced(rng, rows, ratio, begins, within):
    """The rows without so many of the kinds that begin so that of each fifth of shared words, of a question with the sentences of its
    window as within tells them, those answered and those not are at most ratio times as many as the other."""
    groups = collections.defaultdict(list)
    for i, r in enumerate(rows):
        if r["kind"].startswith(begins):
            asked = stems(r["q"])
            groups[min(int(5 * within(asked, r["s"]) / max(1, len(asked))), 4), bool(r["a"])].append(i)
    out = set()
    for (fifth, answered), g in groups.items():
        out.update(rng.sample(g, max(0, len(g) - int(ratio * len(groups.get((fifth, not answered), ()))))))
    return [r for i, r in enumerate(rows) if i not in out]


def by_one(asked, sentences):
    """How many of the words the sentence has that has most of them."""
    return max(len(asked & stems(s)) for s in sentences)


def by_all(asked, sentences):
    """How many of the words the sentences have together."""
    return len(asked & stems(" ".join(sentences)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=pathlib.Path)
    p.add_argument("train")
    p.add_argument("dev")
    p.add_argument("--exclude", nargs="*", default=[])
    p.add_argument("--without", nargs="*", default=[])
    p.add_argument("--most", nargs="*", default=[], metavar="KIND=N")
    p.add_argument("--written", type=int, default=0, metavar="ROUNDS")
    p.add_argument("--squad", type=float, default=0.055, metavar="SHARE", help="of the questions of SQuAD 1.1's train")
    p.add_argument("--share", type=float, default=1, help="of the earlier of the written questions and claims")
    p.add_argument("--earlier", type=int, nargs=2, default=(0, 0), metavar="N", help="so many questions and claims are the earlier")
    p.add_argument("--balanced", type=float, metavar="RATIO")
    p.add_argument("--seed", type=int, default=SEED)
    o = p.parse_args()
    for name, want in FILES.items():
        if hashlib.sha256((o.data / name).read_bytes()).hexdigest() != want:
            print(f"{name} isn't the file that the bundled weights were trained with")
    limits = [(k, int(n)) for k, n in (m.split("=") for m in o.most)]
    rng, train, dev = random.Random(o.seed), Out(), Out()

    train11 = squad.articles(o.data / "squad2/train11.jsonl.gz")
    squad.examples(rng, train11, train, "squad", share=o.squad, unanswered=0.7)
    squad.examples(
        rng, squad.articles(o.data / "squad2/dev11_other_articles.jsonl.gz"), train, "squad", share=0.15, unanswered=0.7
    )
    half_a = squad.articles(o.data / "squad2/dev_half_a.jsonl.gz")
    squad.examples(rng, half_a, train, "squad2", unanswered=0.25, repeat=1, human=2)
    others = squad.articles(o.data / "squad2/dev_xquad_paragraphs.jsonl.gz", lambda t: t not in half_a)
    squad.examples(random.Random(SEED), others, dev, "squad2", unanswered=0)

    forbidden = forbidding(o.exclude)
    beside = {}  # articles by url
    for name, rounds, most in (("wikinews", 3, 24), ("articles", 1, 2)):
        rows = read_jsonl(o.data / f"whitehouse/{name}.jsonl.gz")
        kept = [r for r in rows if not forbidden(r["text"])]
        print(f"{name}: {len(kept)} of {len(rows)} articles")
        tag = {"wikinews": "news", "articles": "release"}[name]
        beside.update((r["url"], Article(r["title"], r["text"], r["published"])) for r in kept)
        own = lambda wanted: [beside[r["url"]] for r in kept if wanted == aside(r["url"])]
        news.examples(rng, own(False), train, tag, rounds, most)
        news.examples(random.Random(SEED), own(True), dev, tag, 1, 40 if name == "wikinews" else 6)

    if o.written:
        here = pathlib.Path(__file__).parent
        beside.update(invented(here))
        asked, claimed = (
            drawn(random.Random(o.seed), read_jsonl(here / name), earlier, o.share)
            for name, earlier in zip(("written.jsonl.gz", "claims.jsonl.gz"), o.earlier)
        )
        asked = [r for r in asked if not written.held_out(r["url"])]
        written.examples(random.Random(o.seed), beside, asked, train, o.written)
        claims.examples(random.Random(o.seed), beside, claimed, train)
        squad.written(random.Random(o.seed), train11, read_jsonl(here / "unanswered.jsonl.gz"), train)

    other.selqa(rng, o.data / "reading/selqa_dev.jsonl.gz", train)
    other.qasrl(rng, o.data / "reading/qasrl_wikinews.jsonl.gz", train, forbidden)

    train = fewer(random.Random(o.seed), train, limits)
    if o.balanced:
        train = balanced(random.Random(o.seed), train, o.balanced, "written.", by_one)
    for path, rows in ((o.train, train), (o.dev, dev)):
        rows = [r for r in rows if not any(w in r["kind"] for w in o.without)]
        random.Random(SEED).shuffle(rows)
        data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode()
        pathlib.Path(path).write_bytes(data)
        print(
            f"{path}: {len(rows)} examples, {sum(bool(r['a']) for r in rows)} answered, sha256 {hashlib.sha256(data).hexdigest()}"
        )
        counts = collections.Counter(r["kind"] for r in rows)
        print("  " + ", ".join(f"{k} {counts[k]}" for k in sorted(counts)))


if __name__ == "__main__":
    main()
