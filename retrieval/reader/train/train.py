"""Trains the reader for a number of minutes and writes a checkpoint every few; any of them can be gone on from.

    python3 train.py E5 EXAMPLES.jsonl OUT.pt --minutes 40 --init reader.bin      from weights
    python3 train.py E5 EXAMPLES.jsonl OUT.pt --minutes 40 --resume OLD.pt        from a checkpoint, with its optimizer

The learning rate rises over the first --warmup of the time, stays at --lr, and falls linearly to nothing over the last --decay. With
--examples the count of examples stands for the time, so that trials are of one length and can be repeated.
"""

import argparse
import json
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from model import MAX_QUESTION, batch, load, load_e5, pack, precision, tokenizer

MOST_TOKENS = 224  # an example
DOUBTED = 2.0  # how much a claim's token that isn't borne out counts, against one that is


def examples(path, tok, longest):
    """(ids, types, context's places, answer's places, claim's tokens) of each example; the answer of an unanswerable one is [CLS]; a claim's
    token is 1 where it isn't borne out, 0 where it is; none where that isn't known. Examples of more than longest tokens are left out."""
    rows = []
    for line in open(path, encoding="utf-8"):
        e = json.loads(line)
        ids, types, of, places = pack(tok, e["q"], e["s"], MOST_TOKENS)
        if len(ids) > longest:
            continue
        answers = {}
        for sentence, start, end in e["a"]:
            answers.setdefault(sentence, []).append((start, end))
        mark = [i for i, s in enumerate(of) if s in answers and any(places[i][0] < b and places[i][1] > a for a, b in answers[s])]
        if e["a"] and not mark:
            continue  # the answer was cut off
        rows.append((np.array(ids, np.int32), np.array(types, np.int8), np.flatnonzero(np.array(of) >= 0), np.array(mark or [0]), doubted(tok, e)))
    return rows


def doubted(tok, e):
    """Whether each token of a claim isn't borne out, if the example says which of its words aren't."""
    if "wrong" not in e:
        return np.zeros(0, np.float32)
    places = tok.encode(e["q"], add_special_tokens=False).offsets[:MAX_QUESTION]
    return np.array([any(a < end and b > start for start, end in e["wrong"]) for a, b in places], np.float32)


def batches(rows, rng, tokens):
    """Endless batches of about that many tokens, each of rows of one length (in steps of 16)."""
    waiting = {}
    while True:
        rng.shuffle(rows)
        for r in rows:
            n = -(-len(r[0]) // 16) * 16
            waiting.setdefault(n, []).append(r)
            if len(waiting[n]) == tokens // n:
                yield waiting.pop(n)


def step_loss(model, rows, teachers):
    """Minus the log of the probability of the answer's tokens among the context's and [CLS]; with teachers, the mean of that and of the
    cross-entropy with the average of their probabilities. Where it's known which of a claim's tokens aren't borne out, their loss is added."""
    ids, types, lengths = batch(rows)
    free, gold = np.full(ids.shape, -1e4, np.float32), np.full(ids.shape, -1e4, np.float32)
    for i, r in enumerate(rows):
        free[i, r[2]] = free[i, 0] = 0
        gold[i, r[3]] = 0
    free, gold = torch.from_numpy(free), torch.from_numpy(gold)
    with precision():
        x = model.states(ids, types, lengths)
        z, doubt = model.head(x).squeeze(-1).float(), model.doubt(x).squeeze(-1).float()
        with torch.no_grad():
            taught = [(t(ids, types, lengths) + free).softmax(1) for t in teachers]
    loss = ((z + free).logsumexp(1) - (z + gold).logsumexp(1)).mean()
    if taught:
        loss = 0.5 * loss - 0.5 * (sum(taught) / len(taught) * (z + free).log_softmax(1)).sum(1).mean()
    told = [(d, torch.from_numpy(r[4])) for d, r in zip(doubt, rows) if len(r[4])]
    if told:
        weight = torch.tensor(DOUBTED)
        loss = loss + sum(F.binary_cross_entropy_with_logits(d[1 : 1 + len(w)], w, pos_weight=weight) for d, w in told) / len(rows)
    return loss


def save(path, model, opt):
    """Replaces the checkpoint as a whole, so that a stop while writing leaves the old one."""
    new = pathlib.Path(str(path) + ".new")
    torch.save({"model": model.state_dict(), "opt": opt.state_dict()}, new)
    new.replace(path)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("examples")
    p.add_argument("out")
    p.add_argument("--init")
    p.add_argument("--resume")
    p.add_argument("--minutes", type=float, default=40)
    p.add_argument("--examples", dest="most", type=int, metavar="N", help="end after so many examples instead")
    p.add_argument("--lr", type=float, default=8e-5)
    p.add_argument("--warmup", type=float, default=0.04)
    p.add_argument("--decay", type=float, default=0.96)
    p.add_argument("--freeze", type=int, default=0, help="leave that many of the first layers as they are")
    p.add_argument("--dropout", type=float, default=0, help="of what each layer adds; for more than one pass over the examples")
    p.add_argument("--int8", action="store_true", help="compute the layers' products with int8 values, as the product does")
    p.add_argument("--teacher", nargs="*", default=[], metavar="READER", help="learn from their probabilities too")
    p.add_argument("--tokens", type=int, default=4096, help="a step")
    p.add_argument("--longest", type=int, default=MOST_TOKENS, help="leave out examples of more tokens")
    p.add_argument("--save", type=float, default=3, help="minutes between checkpoints")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    o = p.parse_args()
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    rows = examples(o.examples, tokenizer(o.e5), o.longest)
    print(len(rows), "examples,", sum(len(r[0]) for r in rows) // len(rows), "tokens each", flush=True)

    source = o.resume or o.init
    model = load(source, o.e5) if source else load_e5(o.e5)
    model.freeze(o.freeze)
    model.dropout(o.dropout)
    if o.int8:
        model.round()
    teachers = [load(t, o.e5).eval() for t in o.teacher]
    model.train()
    params = [q for q in model.parameters() if q.requires_grad]
    new = set(model.doubt.parameters())
    groups = [{"params": [q for q in params if (q in new) == fast], "speed": 10 if fast else 1} for fast in (False, True)]
    opt = torch.optim.AdamW(groups, o.lr, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    if o.resume:
        opt.load_state_dict(torch.load(o.resume)["opt"])

    start, seen, saved, losses = time.time(), 0, 0.0, []
    for step, chosen in enumerate(batches(rows, random.Random(o.seed), o.tokens), 1):
        spent = time.time() - start
        t = seen / o.most if o.most else spent / (o.minutes * 60)
        if t >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = g["speed"] * o.lr * min(1, t / o.warmup if o.warmup else 1, (1 - t) / o.decay if o.decay else 1)
        loss = step_loss(model, chosen, teachers)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        opt.step()
        opt.zero_grad()
        seen += len(chosen)
        losses.append(loss.item())
        if step % 50 == 0:
            print(f"{spent:6.0f} s  step {step}  examples {seen}  loss {np.mean(losses[-200:]):.3f}", flush=True)
        if spent - saved > 60 * o.save:
            saved = spent
            save(o.out, model, opt)
    save(o.out, model, opt)
    print(f"{step - 1} steps, {seen} examples")


if __name__ == "__main__":
    main()
