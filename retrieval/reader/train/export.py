"""Writes a trained reader as reader.bin: int8 rows with a scale each, without the tables of words and positions, which are e5's.

    python3 export.py E5 CHECKPOINT.pt reader.bin [--with OTHER --share 0.3] [--scale 0.8]

--with averages the weights with those of another reader, from which training went on: what lies between can be better than both.
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

from model import HEADS, HIDDEN, LAYERS, MATRICES, load, load_e5


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("checkpoint")
    p.add_argument("to", type=pathlib.Path)
    p.add_argument("--with", dest="other")
    p.add_argument("--share", type=float, default=0.5, help="the other's")
    p.add_argument("--scale", type=float, default=1)
    o = p.parse_args()
    base, state = load_e5(o.e5).state_dict(), load(o.checkpoint, o.e5).state_dict()
    if o.other:
        other = load(o.other, o.e5).state_dict()
        tables = ("word.weight", "pos.weight")
        state = {k: v if k in tables else (1 - o.share) * v + o.share * other[k] for k, v in state.items()}
    for table in ("word.weight", "pos.weight"):
        if not torch.equal(base[table], state[table]):
            sys.exit(f"{o.checkpoint}: {table} isn't e5's")
    tensors, parts, end = [], [], 0

    def put(name, a):
        nonlocal end
        a = np.ascontiguousarray(a)
        gap = -end % 64
        tensors.append({"name": name, "dtype": str(a.dtype), "shape": list(a.shape), "offset": end + gap})
        parts.append(b"\0" * gap + a.tobytes())
        end += gap + a.nbytes

    put("segment", (state["kind.weight"] - base["kind.weight"][0]).numpy())
    put("ln.w", state["ln.weight"].numpy())
    put("ln.b", state["ln.bias"].numpy())
    for n in range(LAYERS):
        for part in MATRICES:
            a = state[f"layers.{n}.{part}.weight"].numpy()
            scale = (np.maximum(np.abs(a).max(1), 1e-12) / 127).astype(np.float32)
            put(f"{n}.{part}", np.rint(a / scale[:, None]).astype(np.int8))
            put(f"{n}.{part}.scale", scale)
            put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())
        for part in ("ln1", "ln2"):
            put(f"{n}.{part}.w", state[f"layers.{n}.{part}.weight"].numpy())
            put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"].numpy())
    put("head", (state["head.weight"][0] * o.scale).numpy())
    put("head.b", (state["head.bias"] * o.scale).numpy())
    header = json.dumps({"layers": LAYERS, "hidden": HIDDEN, "heads": HEADS, "tensors": tensors}).encode()
    header += b" " * (-(len(header) + 8) % 64)
    data = b"RDR1" + struct.pack("<I", len(header)) + header + b"".join(parts)
    o.to.write_bytes(data)
    print(len(data), "bytes, sha256", hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
