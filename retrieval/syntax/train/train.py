"""Trains the parser: one layer over e5's first six, and a biaffine head.

    python3 train.py E5 PARSER.pt --minutes 20      from features-train.pt and features-dev.pt, which treebank.py writes

The layer starts as e5's seventh, with a third of the learning rate, the head anew with four times of it. The rate rises over the first
twenty-fifth of the time and falls to nothing over the last four fifths. Punctuation isn't scored.
"""

import argparse
import pathlib
import random
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(pathlib.Path(__file__).parents[2] / "reader" / "train"))
from model import HIDDEN, load_e5  # noqa: E402
from treebank import SHARED  # noqa: E402

ARC, RELATION, FAR = 128, 64, 20  # the widths of the head, and how far apart words are told by number
PIECES = 900  # a step
WATCHED = ("nsubj", "nsubj:pass", "obj", "obl:agent", "ccomp", "xcomp", "conj")


class Parser(nn.Module):
    def __init__(self, e5, relations, tags):
        super().__init__()
        self.layers = nn.ModuleList(load_e5(e5).layers[SHARED : SHARED + 1])
        self.ad, self.ah = nn.Linear(2 * HIDDEN, ARC), nn.Linear(2 * HIDDEN, ARC)
        self.rd, self.rh = nn.Linear(2 * HIDDEN, RELATION), nn.Linear(2 * HIDDEN, RELATION)
        self.tag = nn.Linear(2 * HIDDEN, tags)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.relation = nn.Parameter(torch.zeros(relations, RELATION + 1, RELATION + 1))
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 1))

    def forward(self, x, mask, first, last, words):
        """Scores of heads [sentence][word][head], what relate takes, and scores of tags; word 0 is the root."""
        for layer in self.layers:
            x = layer(x, mask)
        row = torch.arange(len(x))[:, None]
        h = torch.cat([x[row, first], x[row, last]], 2)
        hidden = lambda part: F.dropout(F.gelu(part(F.dropout(h, 0.1, self.training))), 0.25, self.training)
        ad, ah, rd, rh = hidden(self.ad), hidden(self.ah), hidden(self.rd), hidden(self.rh)
        one, at = torch.ones(*first.shape, 1), torch.arange(first.shape[1])
        arcs = torch.cat([ad, one], 2) @ self.arc @ ah.transpose(1, 2) + self.distance[(at[None] - at[:, None]).clamp(-FAR, FAR) + FAR]
        return arcs.masked_fill(~words[:, None, :], -1e4), torch.cat([rd, one], 2), torch.cat([rh, one], 2), self.tag(h)

    def relate(self, dependents, heads):
        return torch.einsum("mi,rij,mj->mr", dependents, self.relation, heads)


class Batches:
    def __init__(self, path, relations=None, tags=None):
        data = torch.load(path, weights_only=False)
        self.rows, self.features = data["rows"], data["features"]
        self.relations = relations or sorted({w[3] for r in self.rows for w in r[0]})
        self.tags = tags or sorted({w[1] for r in self.rows for w in r[0]})

    def groups(self, rng=None):
        """Lists of numbers of rows of about the same length; shuffled if there is an rng."""
        order = sorted(range(len(self.rows)), key=lambda i: len(self.rows[i][1]) + (rng.random() * 6 if rng else 0))
        found, group = [], []
        for i in order:
            group.append(i)
            if len(group) * len(self.rows[i][1]) > PIECES:
                found.append(group)
                group = []
        found += [group] if group else []
        if rng:
            rng.shuffle(found)
        return found

    def tensors(self, group):
        pieces, n = max(len(self.rows[i][1]) for i in group), 1 + max(len(self.rows[i][0]) for i in group)
        x, mask = torch.zeros(len(group), pieces, HIDDEN), torch.full((len(group), 1, 1, pieces), -30000.0)
        first, last = torch.zeros(len(group), n, dtype=torch.long), torch.zeros(len(group), n, dtype=torch.long)
        words = torch.zeros(len(group), n, dtype=torch.bool)
        heads, relations, tags = (torch.full((len(group), n), -1) for _ in range(3))
        for b, i in enumerate(group):
            row, ids, f, l = self.rows[i]
            k = len(row)
            x[b, : len(ids)], mask[b, ..., : len(ids)], words[b, : k + 1] = self.features[i].float(), 0, True
            first[b, 1 : k + 1], last[b, 1 : k + 1] = torch.tensor(f), torch.tensor(l)
            heads[b, 1 : k + 1] = torch.tensor([w[2] for w in row])
            # what the training part hasn't counts as wrong
            relations[b, 1 : k + 1] = torch.tensor([self.relations.index(w[3]) if w[3] in self.relations else len(self.relations) for w in row])
            tags[b, 1 : k + 1] = torch.tensor([self.tags.index(w[1]) if w[1] in self.tags else len(self.tags) for w in row])
        return (x, mask, first, last, words), heads, relations, tags


@torch.no_grad()
def figures(model, data):
    """Unlabelled and labelled attachment, tags, and F1 of some relations."""
    model.eval()
    n = unlabelled = labelled = tagged = 0
    counts = {r: [0, 0, 0] for r in WATCHED}  # there, said, both with the right head
    for group in data.groups():
        given, heads, relations, tags = data.tensors(group)
        arcs, dependents, governors, tag = model(*given)
        wanted = heads >= 0
        row, word = wanted.nonzero(as_tuple=True)
        head = arcs.argmax(2)[wanted]
        relation = model.relate(dependents[row, word], governors[row, head]).argmax(1)
        scored = tags[wanted] != data.tags.index("PUNCT")
        right = head == heads[wanted]
        n += int(scored.sum())
        unlabelled += int((right & scored).sum())
        labelled += int((right & scored & (relation == relations[wanted])).sum())
        tagged += int((scored & (tag.argmax(2)[wanted] == tags[wanted])).sum())
        for name, c in counts.items():
            there, said = relations[wanted] == data.relations.index(name), relation == data.relations.index(name)
            c[0] += int(there.sum())
            c[1] += int(said.sum())
            c[2] += int((there & said & right).sum())
    model.train()
    f1 = " ".join(f"{r} {2 * c / max(1, a + b):.3f}" for r, (a, b, c) in counts.items())
    return f"UAS {unlabelled / n:.4f} LAS {labelled / n:.4f} tags {tagged / n:.4f}, F1 of {f1}"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("out")
    p.add_argument("--minutes", type=float, default=20)
    p.add_argument("--lr", type=float, default=5e-4)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    train = Batches("features-train.pt")
    dev = Batches("features-dev.pt", train.relations, train.tags)
    model = Parser(o.e5, len(train.relations), len(train.tags))
    layer = {id(q) for q in model.layers.parameters()}
    groups = [
        {"params": [q for q in model.parameters() if id(q) in layer], "base": o.lr / 3},
        {"params": [q for q in model.parameters() if id(q) not in layer], "base": o.lr * 4},
    ]
    opt = torch.optim.AdamW(groups, o.lr, betas=(0.9, 0.97), weight_decay=0.01)
    start, t, steps = time.time(), 0.0, 0
    while t < 1:
        for group in train.groups(rng):
            t = (time.time() - start) / 60 / o.minutes
            if t >= 1:
                break
            for g in opt.param_groups:
                g["lr"] = g["base"] * min(1, t / 0.04, (1 - t) / 0.8)
            given, heads, relations, tags = train.tensors(group)
            arcs, dependents, governors, tag = model(*given)
            wanted = heads >= 0
            row, word = wanted.nonzero(as_tuple=True)
            relation = model.relate(dependents[row, word], governors[row, heads[wanted]])
            loss = F.cross_entropy(arcs[wanted], heads[wanted]) + F.cross_entropy(relation, relations[wanted])
            loss = loss + 0.5 * F.cross_entropy(tag[wanted], tags[wanted])
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            opt.step()
            steps += 1
        print(f"{(time.time() - start) / 60:5.1f} min  step {steps}  {figures(model, dev)}", flush=True)
    torch.save({"state": model.state_dict(), "tags": train.tags, "relations": train.relations}, o.out)


if __name__ == "__main__":
    main()
