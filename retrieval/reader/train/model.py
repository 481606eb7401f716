"""The reader in PyTorch: e5-small-v2's encoder with one logit a token; its input, its files, and the scores of sentences. The reader of claims
has a second head: of a claim's tokens, the log-odds that they aren't borne out."""

import json
import math
import pathlib
import struct

import numpy as np
import onnx
import tokenizers
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import nn

CLS, SEP = 101, 102
MAX_QUESTION, MAX_TOKENS = 48, 256
UNREAD = -20.0
LAYERS, HIDDEN, HEADS = 12, 384, 12
MATRICES = ("qkv", "out", "up", "down")


def precision():
    """bfloat16 where the processor computes with it; elsewhere it's slower than float32."""
    has = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast("cpu", torch.bfloat16, enabled=has)


def tokenizer(e5):
    """The tokenizer in the folder e5."""
    t = tokenizers.Tokenizer.from_file(str(pathlib.Path(e5, "e5-small-v2-tokenizer.json")))
    t.no_padding()
    t.no_truncation()
    return t


def int8(x):
    """Each row rounded to 255 steps as far as its largest value; the gradient passes as if it weren't."""
    step = x.detach().abs().amax(-1, keepdim=True).clamp_min(1e-9) / 127
    return x + ((x / step).round() * step - x).detach()


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.ln1, self.ln2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4)
        s = (q * (d // HEADS) ** -0.5) @ k.transpose(-1, -2)  # on a CPU faster to train than scaled_dot_product_attention
        a = (s if mask is None else s + mask).softmax(-1, dtype=s.dtype) @ v
        x = self.ln1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, d))))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """One logit a token, and of a claim's one more. The tables of words and positions stay e5's, so that the product holds them once."""

    def __init__(self):
        super().__init__()
        self.word, self.pos, self.kind = nn.Embedding(30522, HIDDEN), nn.Embedding(512, HIDDEN), nn.Embedding(2, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head, self.doubt = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, 1)
        nn.init.zeros_(self.doubt.weight), nn.init.constant_(self.doubt.bias, -2.0)  # few words are wrong
        self.freeze(0)

    def freeze(self, layers):
        """Leaves the tables, and the first layers with what comes before them, as they are."""
        for table in (self.word, self.pos):
            table.weight.requires_grad_(False)
        if layers:
            for part in (self.kind, self.ln, *self.layers[:layers]):
                part.requires_grad_(False)

    def dropout(self, share):
        """Has training leave out that share of what each layer adds."""
        for layer in self.layers:
            layer.drop.p = share

    def round(self):
        """Has the layers' products computed as the product does: with int8 weights a row, int8 values a token."""
        for layer in self.layers:
            for part in (getattr(layer, m) for m in MATRICES):
                part.forward = lambda x, part=part: F.linear(int8(x), int8(part.weight), part.bias)

    def forward(self, ids, types, lengths):
        return self.head(self.states(ids, types, lengths)).squeeze(-1).float()

    def states(self, ids, types, lengths):
        """The last layer's, [examples, tokens, HIDDEN]."""
        n = ids.shape[1]
        mask = None
        if not bool((lengths == n).all()):
            mask = torch.where(torch.arange(n)[None] < lengths[:, None], 0.0, -30000.0)[:, None, None]
        x = self.ln(self.word(ids) + self.pos.weight[:n][None] + self.kind(types))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_e5(e5):
    """The published encoder with a head of zeros. The products' matrices are found by the biases added to them."""
    model = onnx.load(str(pathlib.Path(e5, "e5-small-v2.onnx")))
    init = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    producer = {o: n for n in model.graph.node for o in n.output}
    matrix = {}
    for n in model.graph.node:
        if n.op_type == "Add":
            for bias in (i for i in n.input if i in init):
                for p in (producer.get(i) for i in n.input):
                    if p is not None and p.op_type == "MatMul":
                        matrix.update((bias, init[w].T) for w in p.input if w in init)
    state = {"head.weight": np.zeros((1, HIDDEN), np.float32), "head.bias": np.zeros(1, np.float32)}
    for name, source in (("word", "word_embeddings"), ("pos", "position_embeddings"), ("kind", "token_type_embeddings")):
        state[name + ".weight"] = init[f"embeddings.{source}.weight"]
    state["ln.weight"], state["ln.bias"] = init["embeddings.LayerNorm.weight"], init["embeddings.LayerNorm.bias"]
    for i in range(LAYERS):
        source, to = f"encoder.layer.{i}.", f"layers.{i}."
        qkv = [source + f"attention.self.{x}.bias" for x in ("query", "key", "value")]
        state[to + "qkv.weight"] = np.concatenate([matrix[b] for b in qkv])
        state[to + "qkv.bias"] = np.concatenate([init[b] for b in qkv])
        for part, name in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            state[f"{to}{part}.weight"], state[f"{to}{part}.bias"] = matrix[f"{source}{name}.bias"], init[f"{source}{name}.bias"]
        for part, name in (("ln1", "attention.output.LayerNorm"), ("ln2", "output.LayerNorm")):
            state[f"{to}{part}.weight"], state[f"{to}{part}.bias"] = init[f"{source}{name}.weight"], init[f"{source}{name}.bias"]
    reader = Reader()
    restore(reader, {k: torch.tensor(np.array(v)) for k, v in state.items()})
    return reader


def restore(reader, state):
    """Gives a reader its weights; those of before there was a second head leave it as it begins."""
    own = reader.state_dict()
    reader.load_state_dict({k: own[k] for k in ("doubt.weight", "doubt.bias")} | state)


def stored(path):
    """The header of a weights file, and the bytes behind it."""
    data = pathlib.Path(path).read_bytes()
    if data[:4] != b"RDR1":
        raise ValueError(f"{path} is not a reader's weights")
    start = 8 + struct.unpack_from("<I", data, 4)[0]
    return json.loads(data[8:start]), data[start:]


def rounded(a):
    """A matrix as int8 rows, and the scale for each."""
    scale = (np.maximum(np.abs(a).max(1), 1e-12) / 127).astype(np.float32)
    return np.rint(a / scale[:, None]).astype(np.int8), scale


def put(reader, path):
    """Gives a reader what a weights file says of it. int4 matrices are added to the reader's, and the sums rounded, as the product does."""
    header, data = stored(path)
    t, deltas = {}, set()
    for h in header["tensors"]:
        count, at = int(np.prod(h["shape"])), h["offset"]
        if h["dtype"] == "int4":  # two a byte
            pairs = np.frombuffer(data, np.int8, count // 2, at)
            t[h["name"]] = np.stack([pairs << 4 >> 4, pairs >> 4], 1).reshape(h["shape"])
            deltas.add(h["name"])
        else:
            t[h["name"]] = np.frombuffer(data, h["dtype"], count, at).reshape(h["shape"])
    state = reader.state_dict()
    for name, a in t.items():
        if name.endswith(".scale"):
            continue
        if name + ".scale" in t:
            a = a * t[name + ".scale"][:, None]
        if name in deltas:
            values, scale = rounded(state[key(name)].numpy() + a)
            a = values * scale[:, None]
        a = torch.from_numpy(np.array(a, np.float32))
        state[key(name)].copy_(a + state["kind.weight"][0].clone() if name == "segment" else a)


def key(name):
    """The name in PyTorch of a tensor of a weights file."""
    part, last = name.rpartition(".")[::2]
    if name == "segment":
        return "kind.weight"
    layer = "layers." if name[0].isdigit() else ""
    if last in ("w", "b"):
        return f"{layer}{part}.{'weight' if last == 'w' else 'bias'}"
    return f"{layer}{name}.weight"


def rounded_e5(e5):
    """The published encoder with its matrices rounded as in the product's e5.bin: what a reader.bin holds deltas of."""
    reader = load_e5(e5)
    for layer in reader.layers:
        for part in MATRICES:
            weight = getattr(layer, part).weight.data
            values, scale = rounded(weight.numpy())
            weight.copy_(torch.from_numpy(values * scale[:, None]))
    return reader


def load(path, e5):
    """A reader from a checkpoint of train.py, a reader.bin or, for that of claims, "reader.bin+claims.bin"."""
    if not str(path).endswith(".bin"):
        reader = Reader()
        restore(reader, torch.load(path)["model"])
        return reader
    reader = rounded_e5(e5)
    for file in str(path).split("+"):
        put(reader, file)
    return reader


def pack(tok, question, sentences, most=MAX_TOKENS):
    """[CLS] question [SEP] sentences [SEP]: ids, types, the sentence of each token (-1: none), its place in the sentence."""
    q = tok.encode(question, add_special_tokens=False).ids[:MAX_QUESTION]
    ids = [CLS, *q, SEP]
    first, of, places = len(ids), [-1] * len(ids), [(0, 0)] * len(ids)
    for i, sentence in enumerate(sentences):
        e = tok.encode(sentence, add_special_tokens=False)
        room = most - 1 - len(ids)
        ids += e.ids[:room]
        of += [i] * len(e.ids[:room])
        places += e.offsets[:room]
    return ids + [SEP], [0] * first + [1] * (len(ids) + 1 - first), of + [-1], places + [(0, 0)]


def batch(rows):
    """Rows (ids, types, …) as tensors: ids, types, lengths."""
    n = -(-max(len(r[0]) for r in rows) // 16) * 16  # few shapes, since each is prepared for
    ids, types = np.zeros((len(rows), n), np.int64), np.zeros((len(rows), n), np.int64)
    for i, r in enumerate(rows):
        ids[i, : len(r[0])], types[i, : len(r[0])] = r[0], r[1]
    return torch.from_numpy(ids), torch.from_numpy(types), torch.tensor([len(r[0]) for r in rows])


@torch.no_grad()
def score(model, tok, pairs, size=32):
    """(question, sentences) pairs: the log-odds of each sentence against "no answer here"."""
    model.eval()
    rows = [pack(tok, q, s) for q, s in pairs]
    out = [None] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    for k in range(0, len(order), size):
        chosen = order[k : k + size]
        with precision():
            z = model(*batch([rows[i] for i in chosen])).numpy()
        for j, i in enumerate(chosen):
            of = np.array(rows[i][2])
            out[i] = []
            for n in range(len(pairs[i][1])):
                t = z[j, : len(of)][of == n]
                out[i].append(float(t.max() + math.log(np.exp(t - t.max()).sum()) - z[j, 0]) if len(t) else UNREAD)
    return out
