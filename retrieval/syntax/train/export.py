"""Writes a trained parser as syntax.bin: int8 rows with a scale each; what it shares with e5 is in e5.bin.

    python3 export.py PARSER.pt ../weights/syntax.bin
"""

import argparse
import hashlib
import json
import pathlib
import struct

import numpy as np
import torch

MATRICES = ("qkv", "out", "up", "down")
HEADS = {"ad": "arc.dependent", "ah": "arc.head", "rd": "relation.dependent", "rh": "relation.head", "tag": "tag"}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint")
    p.add_argument("to", type=pathlib.Path)
    o = p.parse_args()
    saved = torch.load(o.checkpoint)
    state = {k: v.numpy() for k, v in saved["state"].items()}
    tensors, parts, end = [], [], 0

    def put(name, a):
        nonlocal end
        a = np.ascontiguousarray(a)
        gap = -end % 64
        tensors.append({"name": name, "dtype": str(a.dtype), "shape": list(a.shape), "offset": end + gap})
        parts.append(b"\0" * gap + a.tobytes())
        end += gap + a.nbytes

    def put_rows(name, a, bias=None):
        scale = (np.maximum(np.abs(a).max(-1), 1e-12) / 127).astype(np.float32)
        put(name, np.rint(a / scale[..., None]).astype(np.int8))
        put(name + ".scale", scale.reshape(-1))
        if bias is not None:
            put(name + ".b", bias)

    layers = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    for n in range(layers):
        for part in MATRICES:
            put_rows(f"{n}.{part}", state[f"layers.{n}.{part}.weight"], state[f"layers.{n}.{part}.bias"])
        for part in ("ln1", "ln2"):
            put(f"{n}.{part}.w", state[f"layers.{n}.{part}.weight"])
            put(f"{n}.{part}.b", state[f"layers.{n}.{part}.bias"])
    for part, name in HEADS.items():
        pad = -len(state[part + ".bias"]) % 32  # the kernels compute 32 outputs at once
        state[part + ".weight"] = np.pad(state[part + ".weight"], ((0, pad), (0, 0)))
        state[part + ".bias"] = np.pad(state[part + ".bias"], (0, pad))
        put_rows(name, state[part + ".weight"], state[part + ".bias"])
    put_rows("arc", state["arc"])
    put_rows("relation", state["relation"])
    put("distance", state["distance"])
    header = json.dumps({"layers": layers, "hidden": 384, "heads": 12, "tensors": tensors}).encode()
    header += b" " * (-(len(header) + 8) % 64)
    data = b"SYN1" + struct.pack("<I", len(header)) + header + b"".join(parts)
    o.to.write_bytes(data)
    print(len(data), "bytes, sha256", hashlib.sha256(data).hexdigest())
    print("tags     ", *saved["tags"])
    print("relations", *saved["relations"])


if __name__ == "__main__":
    main()
