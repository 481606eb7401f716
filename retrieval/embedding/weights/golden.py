"""Makes ../testdata: what the reference implementations make of texts, for the Go tests to compare with.

    pip install -r requirements.txt
    python3 golden.py [--jar JAR] [--shared FOLDER] [--texts]

tokenizer.json   ids by the Python package tokenizers: of the strings below; hashed, of every character between "a" and
                 "b", and of every string in the files of FOLDER/data/xquad and FOLDER/data/injections
texts.txt        the 200 texts of the vectors, one a line; only made anew with --texts
float32.bin      their vectors by ONNX Runtime: the published model
widened.bin      the same with the weights of e5.bin, int8 times scale
"""

import argparse
import gzip
import hashlib
import json
import pathlib
import re
import struct
import tempfile

import numpy as np
import onnx
import onnxruntime
import tokenizers

from export import ONNX, TOKENIZER, entry, fetch, matrices

HERE = pathlib.Path(__file__).parent
TESTDATA = HERE.parent / "testdata"

STRINGS = [
    "", " ", "\t\n\r", "Hello, World!", "don't  stop", "It's 9-10 a.m. in Washington, D.C.", "e-mail@example.com",
    "“curly” and ‘single’ quotes – dashes — … ellipsis", "naïve café façade Ångström", "cafe\u0301 E\u0301\u0323cole", "\u0301\u0301a",
    "İstanbul ISTANBUL ıiIİ", "straße GROẞE", "ΣΊΣΥΦΟΣ", "ǅ ǲ ﬁ ﬂ", "№ ™ ℃ ½ ² ₂", "Привет, мир! Ёлка Й", "Київ", "שָׁלוֹם", "السَّلامُ عَلَيْكُم",
    "नमस्ते", "ไทย", "한국어 각", "\u1112\u1161\u11ab", "日本語のテスト、カタカナ。", "中文 分词 測試", "\U00020000\U0002a700\U0002b820\U0002f800豈",
    "👍🏽 👨‍👩‍👧 🇺🇦", "a\u200bb a\u200db a\u00adb", "a\u00a0b\u2003c\u3000d\u202fe", "a\u0085b a\u000bb a\u000cb a\u2028b a\u001cb",
    "a\x00b \x7f \x80 \ufffd \ufeff", "\ue000 \U000f0000", "[CLS] [SEP] [MASK] [PAD] [UNK]", "[cls] [ CLS ] [[CLS]] a[SEP]b", "##ing ## #", "[unused1]",
    "x" * 100, "x" * 101, "a" * 1000, "é" * 101, "supercalifragilisticexpialidocious", "antidisestablishmentarianism unaffable",
    "http://www.whitehouse.gov/briefing-room/?q=1&r=2#x", "$1,234.56 €5 £6 ¥7", "C++ C# F# @user #tag _under_score_", "a.b.c. ... ?! ¿Qué? ¡Sí!",
    "`~!@#$%^&*()-_=+[{]}\\|;:'\",<.>/?", "§ ¶ • · † ‡", "a\u0300\u0316\u0300\u0316b", "\U0001d165\U0001d16d\U0001d165x", "ẛ̣ ﷺ ﷽", "0x1F 1e-9 3.14159 ١٢٣ ໑",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﹗ ！ ｆｕｌｌ", "query: passage: ", "\u1680 \u180e \u2060 \u061c", "᠁᠂ ꩜ ⸺ 〽 ・ ･", "Ǆ Ǉ K Å Ω ; \u1fef", "a\u034fb \u0489 \u20dd", "\u1734\u166d\U000111c9", "ꙮ 𐐀 𐓏 Ა Ⴀ ᏸ",
]


def digest(encodings):
    """SHA-256 over the ids, each as an int32, little-endian, with -1 after each text."""
    h = hashlib.sha256()
    for e in encodings:
        h.update(np.array(e.ids + [-1], "<i4").tobytes())
    return h.hexdigest()


def strings(value):
    """The strings in a JSON value, in order."""
    if isinstance(value, str):
        yield value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def read(path):
    """The strings of a JSON or JSON Lines file, which may be compressed."""
    data = path.read_bytes()
    data = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    documents = data.split("\n") if ".jsonl" in path.name else [data]
    return [s for d in documents if d.strip() for s in strings(json.loads(d))]


def tokenizer_golden(reference, shared):
    encode = lambda texts: reference.encode_batch(texts, add_special_tokens=False)
    files = sorted(p for d in ("xquad", "injections") for p in (shared / "data" / d).glob("*.json*") if p.name != "SOURCE.json")
    out = {
        "characters": digest(encode([f"a{chr(r)}b" for r in range(0x110000) if not 0xD800 <= r < 0xE000])),
        "files": {},
        "strings": [{"text": s, "ids": e.ids} for s, e in zip(STRINGS, encode(STRINGS))],
    }
    for p in files:
        texts = read(p)
        out["files"][f"{p.parent.name}/{p.name}"] = {"texts": len(texts), "sha256": digest(encode(texts))}
    text = json.dumps(out, ensure_ascii=True, indent=1)
    text = re.sub(r"\[([\d,\s]+)\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]).strip() + "]", text)
    (TESTDATA / "tokenizer.json").write_text(text + "\n")


def choose_texts(shared):
    """60 sentences, 138 paragraphs and 2 whole releases of the US government, which are in the public domain."""
    with gzip.open(shared / "data/whitehouse/articles.jsonl.gz", "rt") as f:
        texts = [json.loads(line)["text"] for line in f]
    sentences, paragraphs = [], []
    for text in texts:
        parts = [" ".join(p.split()) for p in text.split("\n")]
        if len(paragraphs) < 138:
            paragraphs += [p for p in parts if 150 < len(p) < 700][1:2]
        elif len(sentences) < 60:
            sentences += [s for p in parts for s in re.split(r"(?<=[.?!]) ", p) if 40 < len(s) < 120 and s[0].isupper() and s[-1] in ".?!"][2:3]
    whole = [" ".join(t.split()) for t in texts if 4000 < len(t) < 6000][:2]
    lines = ["query: " + s for s in sentences] + ["passage: " + p for p in paragraphs + whole]
    assert len(lines) == 200
    (TESTDATA / "texts.txt").write_text("".join(line + "\n" for line in lines))


def widen(model):
    """Puts the weights of e5.bin into the ONNX model."""
    data = (HERE / "e5.bin").read_bytes()
    start = 8 + struct.unpack_from("<I", data, 4)[0]
    tensors = {}
    for t in json.loads(data[8:start])["tensors"]:
        count = int(np.prod(t["shape"]))
        tensors[t["name"]] = np.frombuffer(data, t["dtype"], count, start + t["offset"]).reshape(t["shape"])
    init = {t.name: t for t in model.graph.initializer}

    def put(name, rows):
        init[name].CopyFrom(onnx.numpy_helper.from_array(np.ascontiguousarray(rows, np.float32), name))

    put("embeddings.word_embeddings.weight", tensors["word"] * tensors["word.scale"][:, None])
    names = matrices(model)
    for name, (_, parts) in names.items():
        wide = tensors[name] * tensors[name + ".scale"][:, None]
        for part, rows in zip(parts, np.split(wide, len(parts))):
            put(part, rows.T)


def vectors(model, ids):
    """The mean of the tokens' vectors, scaled to length 1."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    out = []
    for i in ids:
        i = np.array([i], np.int64)
        hidden = session.run(None, {"input_ids": i, "attention_mask": np.ones_like(i), "token_type_ids": np.zeros_like(i)})[0]
        v = hidden[0].astype(np.float64).mean(0)
        out.append(v / np.linalg.norm(v))
    return np.array(out, "<f4")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--jar", type=pathlib.Path)
    args.add_argument("--shared", type=pathlib.Path, default=HERE.parents[3] / "shared")
    args.add_argument("--texts", action="store_true")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        jar = args.jar or fetch(tmp)
        reference = tokenizers.Tokenizer.from_buffer(entry(jar, *TOKENIZER))
        model = onnx.load_from_string(entry(jar, *ONNX))
    tokenizer_golden(reference, args.shared)
    if args.texts:
        choose_texts(args.shared)
    reference.enable_truncation(512)
    ids = [e.ids for e in reference.encode_batch((TESTDATA / "texts.txt").read_text().rstrip("\n").split("\n"))]
    exact = vectors(model.SerializeToString(), ids)
    exact.tofile(TESTDATA / "float32.bin")
    widen(model)
    widened = vectors(model.SerializeToString(), ids)
    widened.tofile(TESTDATA / "widened.bin")
    print("float32 and widened: cosine at least", (exact * widened).sum(1).min(), "component error", np.abs(exact - widened).max())


if __name__ == "__main__":
    main()
