"""Fits the second head of a claims.bin, and writes the file with it: which words of a claim aren't borne out.

    python3 doubt.py E5 CLAIMS.jsonl READER.bin CLAIMS.bin

A logistic regression on the last layer's states, [384], of the tokens of claims that are known word by word; all else stays as it is. Each
claim counts as one. The same files give the same head, but for the processor's rounding.
"""

import argparse
import pathlib
import random

import torch
import torch.nn.functional as F

from export import File
from model import batch, load, load_deltas, merged, precision, tokenizer
from train import DOUBTED, examples

SEED, LONGEST = 4, 176
DECAY = 1e-4


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("claims")
    p.add_argument("reader")
    p.add_argument("deltas", type=pathlib.Path)
    p.add_argument("--most", type=int, default=12000, help="claims")
    p.add_argument("--threads", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    model = load(o.reader, o.e5)
    load_deltas(model, o.deltas)
    model = merged(model).eval()

    rows = [r for r in examples(o.claims, tokenizer(o.e5), LONGEST) if len(r[4])]
    rows = sorted(random.Random(SEED).sample(rows, min(o.most, len(rows))), key=lambda r: len(r[0]))
    states, wrong, counts = [], [], []
    for k in range(0, len(rows), 32):
        with torch.no_grad(), precision():
            x = model.states(*batch(rows[k : k + 32])).float()
        for r, own in zip(rows[k : k + 32], x):
            n = len(r[4])
            states.append(own[1 : 1 + n].clone())
            wrong.append(torch.from_numpy(r[4]))
            counts.append(torch.full((n,), 1 / n / len(rows)))
    states, wrong, counts = torch.cat(states), torch.cat(wrong), torch.cat(counts)
    print(len(rows), "claims,", len(wrong), "tokens,", int(wrong.sum()), "of them not borne out")

    weight, bias = torch.zeros(states.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        each = F.binary_cross_entropy_with_logits(states @ weight + bias, wrong, pos_weight=torch.tensor(DOUBTED), reduction="none")
        loss = (each * counts).sum() + DECAY * (weight**2).sum()
        loss.backward()
        return loss

    print(f"loss {optimizer.step(closure).item():.3f} -> {closure().item():.3f}")
    file = File()
    file.copy(o.deltas, "doubt")
    file.put("doubt", weight.detach().numpy())
    file.put("doubt.b", bias.detach().numpy())
    file.write(o.deltas)


if __name__ == "__main__":
    main()
