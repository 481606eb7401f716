"""Writes a trained reader as reader.bin: int8 rows with a scale each, without the tables of words and positions, which are e5's.

    python3 export.py E5 CHECKPOINT.pt reader.bin [--with OTHER 0.3 1] [--scale 0.8]
    python3 export.py E5 DELTAS.pt claims.bin [--with …]    of a checkpoint trained with --rank: its deltas and its heads alone
    python3 export.py E5 WHOLE.pt claims.bin --beside reader.bin --rank 32 [--with …]    of one with all its weights: what makes it of that reader

--with averages the weights with those of another reader, from which or to which training went on, its share being the first number: what
lies between can be better than both. Of deltas it averages the products, and keeps what is nearest to that at --rank, or the checkpoint's. The other number multiplies its head first: 1.25 undoes a --scale of 0.8.
--beside writes the deltas nearest to what the checkpoint's matrices are more than the reader's, two values a byte: of --rank, from the layer
--first on. What else was trained is lost but the heads. OTHER may be a claims.bin then.

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

from model import HEADS, HIDDEN, LAYERS, MATRICES, load, load_deltas, load_e5, merged, stored

TABLES = ("word.weight", "pos.weight")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("checkpoint")
    p.add_argument("to", type=pathlib.Path)
    p.add_argument("--with", dest="others", nargs=3, action="append", default=[], metavar=("OTHER", "SHARE", "SCALE"))
    p.add_argument("--scale", type=float, default=1)
    p.add_argument("--rank", type=int, default=0)
    p.add_argument("--beside", metavar="READER")
    p.add_argument("--first", type=int, default=2, metavar="LAYER")
    o = p.parse_args()
    if o.beside and o.rank < 1:
        p.error("--beside needs a --rank")
    state = whole(o.checkpoint, o) if o.beside else load(o.checkpoint, o.e5).state_dict()
    average(state, o)
    file = File()
    low = any(k.endswith(".a") for k in state)
    if o.beside:
        beside(file, state, o)
    elif low:
        deltas(file, state)
    else:
        reader(file, state, o)
    file.put("head", (state["head.weight"][0] * o.scale).numpy())
    file.put("head.b", (state["head.bias"] * o.scale).numpy())
    if o.beside or low:
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
        a = a.numpy()
        scale = (np.maximum(np.abs(a).max(1), 1e-12) / 127).astype(np.float32)
        self.put(name, np.rint(a / scale[:, None]).astype(np.int8))
        self.put(name + ".scale", scale)

    def halves(self, name, a):
        """The matrix as int4 rows, two values a byte, and the scale for each that loses least."""
        a = a.numpy()
        most = np.maximum(np.abs(a).max(1), 1e-12)
        scales = np.stack([most * share / 7 for share in (1, 0.9, 0.8, 0.7, 0.6)]).astype(np.float32)
        values = np.clip(np.rint(a / scales[:, :, None]), -7, 7)
        best = ((values * scales[:, :, None] - a) ** 2).sum(2).argmin(0)
        rows = np.arange(len(a))
        pairs = values[best, rows].astype(np.int8).reshape(-1, 2)
        self.put(name, (pairs[:, 0] & 15) | (pairs[:, 1] << 4))
        self.tensors[-1].update(dtype="int4", shape=list(a.shape))
        self.put(name + ".scale", scales[best, rows])

    def copy(self, path, but):
        """The tensors of another file, but those whose name begins so."""
        header, data = stored(path)
        for t in header["tensors"]:
            if not t["name"].startswith(but):
                n = int(np.prod(t["shape"])) * {"int4": 1, "int8": 2, "float32": 8}[t["dtype"]] // 2
                self.put(t["name"], np.frombuffer(data, np.int8, n, t["offset"]))
                self.tensors[-1].update(dtype=t["dtype"], shape=t["shape"])

    def write(self, path):
        header = json.dumps({"layers": LAYERS, "hidden": HIDDEN, "heads": HEADS, "tensors": self.tensors}).encode()
        header += b" " * (-(len(header) + 8) % 64)
        data = b"RDR1" + struct.pack("<I", len(header)) + header + b"".join(self.parts)
        path.write_bytes(data)
        print(len(data), "bytes, sha256", hashlib.sha256(data).hexdigest())


def deltas(file, state):
    for n in range(LAYERS):
        for part in MATRICES:
            for low in ("a", "b"):
                if f"layers.{n}.{part}.{low}" in state:
                    file.rows(f"{n}.{part}.low.{low}", state[f"layers.{n}.{part}.{low}"])


def beside(file, state, o):
    """The left factor is orthogonal, so that its values are of one size."""
    base = load(o.beside, o.e5).state_dict()
    for n in range(o.first, LAYERS):
        for part in MATRICES:
            name = f"layers.{n}.{part}.weight"
            u, s, v = torch.linalg.svd(state[name] - base[name], full_matrices=False)
            file.halves(f"{n}.{part}.low.a", s[: o.rank, None] * v[: o.rank])
            file.halves(f"{n}.{part}.low.b", u[:, : o.rank])
            print(f"{name}: {(s[: o.rank] ** 2).sum() / (s**2).sum():.3f} of the squares kept")


def average(state, o):
    if not o.others:
        return
    heads = ("head.weight", "head.bias")
    low = [k.removesuffix(".a") for k in state if k.endswith(".a")]
    own = round(1 - sum(float(share) for _, share, _ in o.others), 6)
    averaged = {k: own * v for k, v in state.items() if k not in TABLES}
    products = {k: own * state[k + ".b"] @ state[k + ".a"] for k in low}
    for other, share, scale in o.others:
        others = whole(other, o) if o.beside else load(other, o.e5).state_dict()
        if not others["doubt.weight"].any():  # of before there was such a head
            others |= {k: state[k] for k in ("doubt.weight", "doubt.bias")}
        for k, v in others.items():
            if k in averaged and not k.endswith((".a", ".b")):
                averaged[k] += float(share) * (v * float(scale) if k in heads else v)
        for k in low:
            products[k] += float(share) * others[k + ".b"] @ others[k + ".a"]
    for k in low:
        u, s, v = torch.linalg.svd(products[k], full_matrices=False)
        rank, root = o.rank or len(state[k + ".a"]), s.sqrt()
        averaged[k + ".b"], averaged[k + ".a"] = u[:, :rank] * root[:rank], root[:rank, None] * v[:rank]
        print(f"{k}: {(s[:rank] ** 2).sum() / (s**2).sum():.3f} of the average kept")
    state.update(averaged)


def whole(path, o):
    """All weights of a reader or, of deltas, of the reader that they are of: that of --beside, if they are a claims.bin."""
    reader = load(path, o.e5)
    if not isinstance(reader.layers[-1].qkv, torch.nn.Linear):
        if path.endswith(".bin"):
            reader = load(o.beside, o.e5)
            load_deltas(reader, path)
        reader = merged(reader)
    return reader.state_dict()


def reader(file, state, o):
    base = load_e5(o.e5).state_dict()
    for table in TABLES:
        if not torch.equal(base[table], state[table]):
            sys.exit(f"{o.checkpoint}: {table} isn't e5's")
    file.put("segment", (state["kind.weight"] - base["kind.weight"][0]).numpy())
    file.put("ln.w", state["ln.weight"].numpy())
    file.put("ln.b", state["ln.bias"].numpy())
    for n in range(LAYERS):
        for part in MATRICES:
            file.rows(f"{n}.{part}", state[f"layers.{n}.{part}.weight"])
            file.put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())
        for part in ("ln1", "ln2"):
            file.put(f"{n}.{part}.w", state[f"layers.{n}.{part}.weight"].numpy())
            file.put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())


if __name__ == "__main__":
    main()
