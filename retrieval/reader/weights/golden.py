"""Makes ../testdata/golden.json: what the reader's weights say of some windows in float32, for the Go test to compare with.

    pip install -r requirements.txt
    python3 golden.py

The int8 weights of ../../embedding/weights/e5.bin are taken times their scales, and the deltas of reader.bin and claims.bin added and rounded
as the Go code does, so what is left between this and that are its int8 activations. The texts are made up for this test.
"""

import json
import math
import pathlib
import struct

import numpy as np
import tokenizers

HERE = pathlib.Path(__file__).parent
E5 = HERE.parents[1] / "embedding" / "weights"
CLS, SEP = 101, 102
MAX_QUESTION, MAX_TOKENS = 48, 256
UNREAD = -20.0

LIGHTHOUSE = [
    "The lighthouse at Torre Bianca was lit for the first time in 1867.",
    "It was designed by the engineer Paola Ferri, who also built the harbour wall.",
    "Its lamp burned colza oil until a storm put it out in 1912.",
]
COUNCIL = [
    "The council met for three hours on Tuesday evening.",
    "“We will not close the library,” said the mayor, Anna O'Brien, “as long as I am in office.”",
    "She added that the budget would be voted on by March 9-10.",
    "Her deputy, Tomás Núñez, disagreed: the town owes $4.2 million, he told reporters.",
]
LONG = " ".join(
    f"In the year {1800 + 7 * i} the keeper wrote down {3 * i + 2} ships, {i + 1} storms and {5 * i} days of fog in the ledger of the station,"
    for i in range(6)
) + " and nothing else."

ROWS = [
    ("Who designed the lighthouse?", LIGHTHOUSE),
    ("When was the lamp put out?", LIGHTHOUSE),
    ("How tall is the lighthouse?", LIGHTHOUSE),
    ("What did the mayor say about the library?", COUNCIL),
    ("how much does teh town owe", COUNCIL),
    ("Wie viel schuldet die Stadt? 这个城市欠多少钱？", COUNCIL),
    ("How many ships did the keeper write down in 1814?", [LONG, *LIGHTHOUSE, LONG, "The ledger is lost."]),
    ("I would like to know, " + "and please be as exact as you can, " * 8 + "who designed it?", LIGHTHOUSE),
    ("Who designed the lighthouse?", ["Yes.", "", "…", LIGHTHOUSE[1]]),
]
# Read by the reader of claims.
CLAIMS = [
    ("Paola Ferri designed the lighthouse.", LIGHTHOUSE),
    ("Paola Ferri didn't design the lighthouse.", LIGHTHOUSE),
    ("The lamp went out in a storm in 1921.", LIGHTHOUSE),
    ("The mayor vowed to keep the library open while she holds office.", COUNCIL),
    ("Núñez said that the mayor would close the library.", COUNCIL),
    ("The town owes $4.2 million, according to the deputy mayor.", COUNCIL[2:]),
]


def read(path, magic, over={}):
    """The tensors of a weights file, over those of another: int8 ones as float32, times their scales; int4 ones added, and rounded anew."""
    data = path.read_bytes()
    assert data[:4] == magic
    start = 8 + struct.unpack_from("<I", data, 4)[0]
    stored, deltas = {}, set()
    for t in json.loads(data[8:start])["tensors"]:
        count, at = int(np.prod(t["shape"])), start + t["offset"]
        if t["dtype"] == "int4":  # two a byte
            pairs = np.frombuffer(data, np.int8, count // 2, at)
            stored[t["name"]] = np.stack([pairs << 4 >> 4, pairs >> 4], 1).reshape(t["shape"])
            deltas.add(t["name"])
        else:
            stored[t["name"]] = np.frombuffer(data, t["dtype"], count, at).reshape(t["shape"])
    tensors = dict(over)
    for name, t in stored.items():
        if t.dtype == np.int8:
            t = t.astype(np.float32) * stored[name + ".scale"][:, None]
        if name in deltas:
            t = over[name] + t
            scale = (np.maximum(np.abs(t).max(1, keepdims=True), 1e-12) / 127).astype(np.float32)
            t = np.rint(t * (1 / scale)) * scale
        tensors[name] = t
    return tensors


def norm(x, w, b):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12)) * w + b


def gelu(x):
    return x * (np.float32(0.5) * (1 + np.vectorize(math.erf, otypes=[np.float32])(x / np.float32(math.sqrt(2)))))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def states(w, ids, types):
    """The hidden states, [tokens, 384]."""
    n, hidden, heads = len(ids), 384, 12
    x = norm(w["word"][ids] + w["pos"][:n] + w["segment"][types], w["ln.w"], w["ln.b"])

    def linear(x, name):
        return x @ w[name].T + w[name + ".b"]

    for i in range(12):
        q, k, v = linear(x, f"{i}.qkv").reshape(n, 3, heads, hidden // heads).transpose(1, 2, 0, 3)
        a = softmax(q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(hidden // heads))) @ v
        x = norm(x + linear(a.transpose(1, 0, 2).reshape(n, hidden), f"{i}.out"), w[f"{i}.ln1.w"], w[f"{i}.ln1.b"])
        x = norm(x + linear(gelu(linear(x, f"{i}.up")), f"{i}.down"), w[f"{i}.ln2.w"], w[f"{i}.ln2.b"])
    return x


def logits(w, x, head):
    """What a head gives each token."""
    z = x @ w[head] + w[head + ".b"]
    assert z.dtype == np.float32
    return z.astype(np.float64)


def pack(tokenizer, question, sentences):
    """[CLS] question [SEP] sentences [SEP]: ids, types, and the sentence of each token (-1: none)."""
    def encode(text):
        return tokenizer.encode(text, add_special_tokens=False).ids

    ids = [CLS, *encode(question)[:MAX_QUESTION], SEP]
    first, of = len(ids), [-1] * len(ids)
    for i, sentence in enumerate(sentences):
        tokens = encode(sentence)[:MAX_TOKENS - 1 - len(ids)]
        ids += tokens
        of += [i] * len(tokens)
    return ids + [SEP], [0] * first + [1] * (len(ids) + 1 - first), np.array(of + [-1])


def main():
    tokenizer = tokenizers.BertWordPieceTokenizer(str(E5 / "vocab.txt"), lowercase=True)
    w = read(HERE / "reader.bin", b"RDR1", over=read(E5 / "e5.bin", b"EMB1"))
    claims = read(HERE / "claims.bin", b"RDR1", over=w)
    rows = []
    for reader, question, sentences in [(w, *r) for r in ROWS] + [(claims, *r) for r in CLAIMS]:
        ids, types, of = pack(tokenizer, question, sentences)
        x = states(reader, ids, types)
        z = logits(reader, x, "head")
        odds = [float(np.logaddexp.reduce(z[of == i]) - z[0]) if (of == i).any() else UNREAD for i in range(len(sentences))]
        rows.append({"claim": reader is claims, "question": question, "sentences": sentences, "ids": ids, "log_odds": [round(o, 4) for o in odds]})
        if reader is claims:
            rows[-1]["doubts"] = [round(d, 4) for d in logits(reader, x, "doubt")[1 : ids.index(SEP)]]
        print(len(ids), question[:50], [f"{o:.2f}" for o in odds])
    lines = ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    (HERE.parent / "testdata" / "golden.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
