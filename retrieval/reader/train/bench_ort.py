"""Times the Go reader and ONNX Runtime on the same windows in one run, and prints the ratios.

    pip install -r requirements.txt onnxruntime==1.32.0
    python3 bench_ort.py E5 ../weights/reader.bin [--threads 2] [--rounds 5]

Needs Go. ONNX Runtime runs the reader exported from PyTorch (fp32), and the same with int8 weights, one scale a row, and uint8
activations (int8: quantize_dynamic); both once with all windows in one padded batch, and once with a window at a time. The windows are
those of ../testdata/bench.json. The rounds take turns, and the best of each counts: the clock's milliseconds a question, and the
processors', which a busy machine distorts less. Ratios are to the quickest of ONNX Runtime by the clock.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from model import batch, load, pack, tokenizer

HERE = pathlib.Path(__file__).parent


class Masked(nn.Module):
    """The reader with the mask as an input, and with shapes left open: what an exported model takes."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, ids, types, mask):
        r = self.reader
        x = r.ln(r.word(ids) + r.pos.weight[: ids.shape[1]][None] + r.kind(types))
        for layer in r.layers:
            x = layer(x, mask)
        return r.head(x).squeeze(-1)


def export(reader, feed, path):
    axes = {"ids": {0: "batch", 1: "tokens"}, "types": {0: "batch", 1: "tokens"}, "mask": {0: "batch", 3: "tokens"}}
    inputs = tuple(torch.from_numpy(feed[k]) for k in axes)
    torch.onnx.export(Masked(reader).eval(), inputs, path, input_names=list(axes), dynamic_axes=axes, dynamo=False)


def time_ort(session, feeds, seconds=1.5):
    """Milliseconds for all feeds, one after another: the clock's and the processors'."""
    run = lambda: [session.run(None, feed) for feed in feeds]
    run()
    n, start, cpu = 0, time.perf_counter(), time.process_time()
    while n < 3 or time.perf_counter() - start < seconds:
        run()
        n += 1
    return (time.perf_counter() - start) / n * 1e3, (time.process_time() - cpu) / n * 1e3


def padded(rows):
    """The inputs of an exported reader for rows of one batch, as long as the longest."""
    ids, types, lengths = (t.numpy() for t in batch(rows))
    n = int(lengths.max())
    mask = np.where(np.arange(n) < lengths[:, None], 0, -30000).astype(np.float32)[:, None, None]
    return {"ids": np.ascontiguousarray(ids[:, :n]), "types": np.ascontiguousarray(types[:, :n]), "mask": mask}


def time_go(binary, threads):
    command = [binary, "-test.run=^$", "-test.bench=^BenchmarkRead$", f"-test.cpu={threads}"]
    out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent).stdout
    clock, cpu = re.search(r"^BenchmarkRead/\S+\s+\d+\s+(\d+) ns/op.*?([\d.]+) cpu-ms/op", out, re.M).groups()
    return float(clock) / 1e6, float(cpu)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("e5")
    p.add_argument("reader")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--rounds", type=int, default=5)
    o = p.parse_args()
    given = json.loads((HERE.parent / "testdata/bench.json").read_text(encoding="utf-8"))
    tok = tokenizer(o.e5)
    rows = [pack(tok, given["question"], w) for w in given["windows"]]
    lengths = [len(r[0]) for r in rows]
    ways = {"at once": [padded(rows)], "one by one": [padded([r]) for r in rows]}
    best = {}
    with tempfile.TemporaryDirectory() as tmp:
        export(load(o.reader, o.e5), ways["at once"][0], tmp + "/reader.onnx")
        quantize_dynamic(tmp + "/reader.onnx", tmp + "/int8.onnx", per_channel=True, weight_type=QuantType.QInt8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = o.threads
        open_ = lambda name: onnxruntime.InferenceSession(tmp + name, options, providers=["CPUExecutionProvider"])
        sessions = {"ORT fp32": open_("/reader.onnx"), "ORT int8": open_("/int8.onnx")}
        subprocess.run(["go", "test", "-c", "-o", tmp + "/reader.test", "."], check=True, cwd=HERE.parent)
        for _ in range(o.rounds):
            times = {f"{name} {way}": time_ort(s, feeds) for name, s in sessions.items() for way, feeds in ways.items()}
            times["Go"] = time_go(tmp + "/reader.test", o.threads)
            for name, t in times.items():
                best[name] = tuple(map(min, t, best.get(name, t)))
    print(
        f"{len(rows)} windows of {min(lengths)} to {max(lengths)} tokens, {sum(lengths)} in all; "
        f"{o.threads} threads, best of {o.rounds}; load {os.getloadavg()[0]:.1f}"
    )
    quickest = min(v for k, v in best.items() if k != "Go")
    for name, (clock, cpu) in best.items():
        ratios = f"{clock / quickest[0]:.2f}x, {cpu / quickest[1]:.2f}x"
        print(f"{name:20} {clock:7.1f} ms by the clock, {cpu:7.1f} ms of processors; {ratios}")


if __name__ == "__main__":
    main()
