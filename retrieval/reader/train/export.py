"""Writes a trained reader as reader.bin: what makes it of e5, or of claims as claims.bin: what makes it of the reader.

    python3 export.py E5 CHECKPOINT.pt reader.bin [--with OTHER 0.3 1] [--scale 0.8]
    python3 export.py E5 CHECKPOINT.pt claims.bin --over reader.bin [--with …] [--scale …]

A matrix is written as the difference from that of the product's e5.bin, or of the reader, in int4 rows with a scale each; one that would lose
too much so, whole in int8 rows. The tables of words and positions are e5's. Of a reader of claims the layers before --first stay the reader's.

--with averages the weights with those of another reader, from which or to which training went on, its share being the first number: what
lies between can be better than both. The other number multiplies its head first: 1.25 undoes a --scale of 0.8.

--scale multiplies the log-odds: a temperature, for the product adds them to what retrieval says and compares sentences by them.
"""

import argparse
import hashlib
import json
import pathlib
import struct
import sys

import numpy as np
import torch

from model import HEADS, HIDDEN, LAYERS, MATRICES, load, load_e5, rounded, rounded_e5

TABLES = ("word.weight", "pos.weight")
MOST_LOST = 0.03  # of a matrix in root mean square; one that int4 would lose more of is written whole


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("checkpoint")
    p.add_argument("to", type=pathlib.Path)
    p.add_argument("--with", dest="others", nargs=3, action="append", default=[], metavar=("OTHER", "SHARE", "SCALE"))
    p.add_argument("--scale", type=float, default=1)
    p.add_argument("--over", metavar="READER")
    p.add_argument("--first", type=int, default=2, metavar="LAYER")
    o = p.parse_args()
    state = load(o.checkpoint, o.e5).state_dict()
    average(state, o)
    e5 = load_e5(o.e5).state_dict()
    for table in TABLES:
        if not torch.equal(e5[table], state[table]):
            sys.exit(f"{o.checkpoint}: {table} isn't e5's")
    file = File()
    if o.over:
        layers(file, state, load(o.over, o.e5).state_dict(), o.first)
    else:
        file.put("segment", (state["kind.weight"] - e5["kind.weight"][0]).numpy())
        file.put("ln.w", state["ln.weight"].numpy())
        file.put("ln.b", state["ln.bias"].numpy())
        layers(file, state, rounded_e5(o.e5).state_dict(), 0)
    file.put("head", (state["head.weight"][0] * o.scale).numpy())
    file.put("head.b", (state["head.bias"] * o.scale).numpy())
    if o.over:
        file.put("doubt", state["doubt.weight"][0].numpy())
        file.put("doubt.b", state["doubt.bias"].numpy())
    file.write(o.to)


class File:
    """A weights file: tensors one after the other, each at a multiple of 64 bytes."""

    def __init__(self):
        self.tensors, self.parts, self.end = [], [], 0

    def put(self, name, a):
        a = np.ascontiguousarray(a)
        gap = -self.end % 64
        self.tensors.append({"name": name, "dtype": str(a.dtype), "shape": list(a.shape), "offset": self.end + gap})
        self.parts.append(b"\0" * gap + a.tobytes())
        self.end += gap + a.nbytes

    def rows(self, name, a):
        """The matrix as int8 rows, and a scale for each."""
        values, scale = rounded(a)
        self.put(name, values)
        self.put(name + ".scale", scale)

    def halves(self, name, values, scale):
        """int4 rows, two values a byte."""
        pairs = values.astype(np.int8).reshape(-1, 2)
        self.put(name, (pairs[:, 0] & 15) | (pairs[:, 1] << 4))
        self.tensors[-1].update(dtype="int4", shape=list(values.shape))
        self.put(name + ".scale", scale)

    def write(self, path):
        header = json.dumps({"layers": LAYERS, "hidden": HIDDEN, "heads": HEADS, "tensors": self.tensors}).encode()
        header += b" " * (-(len(header) + 8) % 64)
        data = b"RDR1" + struct.pack("<I", len(header)) + header + b"".join(self.parts)
        path.write_bytes(data)
        print(len(data), "bytes, sha256", hashlib.sha256(data).hexdigest())


def halved(a):
    """A matrix as int4 rows, and the scale for each that loses least."""
    most = np.maximum(np.abs(a).max(1), 1e-12)
    scales = np.stack([most * share / 7 for share in (1, 0.9, 0.8, 0.7, 0.6)]).astype(np.float32)
    values = np.clip(np.rint(a / scales[:, :, None]), -7, 7)
    best = ((values * scales[:, :, None] - a) ** 2).sum(2).argmin(0)
    rows = np.arange(len(a))
    return values[best, rows], scales[best, rows]


def average(state, o):
    own = round(1 - sum(float(share) for _, share, _ in o.others), 6)
    averaged = {k: own * v for k, v in state.items() if k not in TABLES}
    for other, share, scale in o.others:
        others = load(other, o.e5).state_dict()
        if not others["doubt.weight"].any():  # of before there was such a head
            others |= {k: state[k] for k in ("doubt.weight", "doubt.bias")}
        for k in averaged:
            averaged[k] += float(share) * others[k] * (float(scale) if k.startswith("head.") else 1)
    state.update(averaged)


def layers(file, state, base, first):
    """The layers from first on: matrices as what they differ by from base's."""
    for n in range(first, LAYERS):
        for part in MATRICES:
            name = f"layers.{n}.{part}.weight"
            matrix = state[name].numpy()
            delta = matrix - base[name].numpy()
            values, scale = halved(delta)
            size = np.linalg.norm(matrix)
            lost = np.linalg.norm(delta - values * scale[:, None]) / size
            if lost > MOST_LOST:
                file.rows(f"{n}.{part}", matrix)
            else:
                file.halves(f"{n}.{part}", values, scale)
            file.put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())
            print(f"{name}: {np.linalg.norm(delta) / size:.3f} of it is new, int4 loses {lost:.3f}" + (": whole" if lost > MOST_LOST else ""))
        for part in ("ln1", "ln2"):
            file.put(f"{n}.{part}.w", state[f"layers.{n}.{part}.weight"].numpy())
            file.put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())


if __name__ == "__main__":
    main()
