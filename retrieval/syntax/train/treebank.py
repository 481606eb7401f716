"""The sentences of a Universal Dependencies treebank, and what e5's first layers make of them.

    python3 treebank.py E5 EWT train dev        writes features-train.pt and features-dev.pt

EWT is a clone of github.com/UniversalDependencies/UD_English-EWT. Its sentences are read from the files of single documents,
not-to-release/sources, parted as not-to-release/file-lists says. A word is read by itself into pieces, as the Go code does it.
"""

import argparse
import pathlib
import sys

import torch

sys.path.append(str(pathlib.Path(__file__).parents[2] / "reader" / "train"))
from model import load_e5, tokenizer  # noqa: E402

SHARED = 6  # layers of e5 that the parser stands on
CLS, SEP, UNKNOWN = 101, 102, 100
LONGEST = 160  # pieces of a sentence
# Relations that keep their subtype.
SUBTYPES = {"nsubj:pass", "aux:pass", "obl:agent", "acl:relcl"}


def sentences(path):
    """Lists of (word, tag, head from 1 with 0 for the root, relation)."""
    words = []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 10:
            if not line.strip() and words:
                yield words
                words = []
        elif columns[0].isdigit():
            relation = columns[7] if columns[7] in SUBTYPES else columns[7].split(":")[0]
            words.append((columns[1], columns[3], int(columns[6]), relation))
    if words:
        yield words


def documents(ewt, part):
    """The files of a part, in order."""
    names = {pathlib.Path(line.strip()).name for line in open(ewt / f"not-to-release/file-lists/files.{part}", encoding="utf-8")}
    return [p for p in sorted((ewt / "not-to-release/sources").glob("*/*.conllu")) if {p.name, p.stem} & names]


def pack(tok, words):
    """The ids of [CLS] words [SEP], and the places of each word's first and last piece."""
    ids, first, last = [CLS], [], []
    for w in words:
        first.append(len(ids))
        ids += tok.encode(w, add_special_tokens=False).ids or [UNKNOWN]
        last.append(len(ids) - 1)
    return ids + [SEP], first, last


@torch.no_grad()
def features(model, rows, batch=24):
    """Of each row the vectors of its pieces behind the shared layers, in half precision."""
    out = [None] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][1]))
    for a in range(0, len(order), batch):
        part = order[a : a + batch]
        n = max(len(rows[i][1]) for i in part)
        ids, mask = torch.zeros(len(part), n, dtype=torch.long), torch.full((len(part), 1, 1, n), -30000.0)
        for b, i in enumerate(part):
            ids[b, : len(rows[i][1])] = torch.tensor(rows[i][1])
            mask[b, ..., : len(rows[i][1])] = 0
        x = model.ln(model.word(ids) + model.pos.weight[:n][None] + model.kind(torch.zeros_like(ids)))
        for layer in model.layers[:SHARED]:
            x = layer(x, mask)
        for b, i in enumerate(part):
            out[i] = x[b, : len(rows[i][1])].half().clone()
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("ewt", type=pathlib.Path)
    p.add_argument("parts", nargs="+")
    o = p.parse_args()
    torch.set_num_threads(1)
    model, tok = load_e5(o.e5).eval(), tokenizer(o.e5)
    for part in o.parts:
        rows = [(s, *pack(tok, [w[0] for w in s])) for path in documents(o.ewt, part) for s in sentences(path)]
        rows = [r for r in rows if len(r[1]) <= LONGEST]
        torch.save({"rows": rows, "features": features(model, rows)}, f"features-{part}.pt")
        print(f"{part}: {len(rows)} sentences, {sum(len(r[0]) for r in rows)} words", flush=True)


if __name__ == "__main__":
    main()
