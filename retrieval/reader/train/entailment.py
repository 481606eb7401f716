"""Examples whose question is a claim: public sets of claims that people judged by evidence. README.md says where they are from.

A row is (claim, evidence, "supports", "refutes" or "neutral", title of the page that the evidence is from or "").
"""

import csv
import hashlib
import io
import json
import re
import zipfile

from text import read_jsonl, stems, text_sentences

MOST_WORDS = 110  # of evidence
# SHA-256 of the files.
FILES = {
    "vitaminc_real.zip": "04cce67d000a61fd83885d68924210dd08f3d0ac91fde9f5a4b0bfb768339418",
    "mnli_train.csv": "fc62ccd105adfddb207c9cc4487ddd649ded70fbb70d01625ca614bc1d385a82",
    "fever_val.jsonl": "380841eac4d33f97ea5e9b11abe719349dcce3ec159b73c55aabe8717f2babb8",
    "fever_test.jsonl": "fd8d9c203a5103bc0e1def698ee11e07f253e22b265a68c55f73db7bfb92fbb6",
    "feverous_dev.json": "ace38f60e2fee1e6cbd1254bc10d22f57cd3502e8b9b1a704fbbeccbc1577325",
    "fm2_dev.jsonl": "eeb36a4757fb86412f1d7ad5197ffd6ffa837c1cf7fb3c0067d82d0b65257229",
    "fm2_test.jsonl": "4a45aa8edd45ea8ff54eb66be06e8c6113873c22496b209925dd5b529ce00721",
    "vitaminc_synthetic.zip": "39daeab516b8adbc6059f7853da9c3e9f413dd2e8933427254499925ba3d88c2",
    "fever_sufficient_facts.jsonl": "c6b8910a3d4a358140ed0bd4fdbb5f94acf957c37b80b4732a1c0577e5979532",
    "hover_sufficient_facts.jsonl": "60ccd362b68fbb30f74f91c6a2240f0a35fe7fb9f48d59e914e15f33488d0950",
    "vitaminc_sufficient_facts.jsonl": "be196f486a4cd0fbd63206c4d7b54ba3c6dbd5e5c1733a6ebc61b0d4986cde6d",
}
LABELS = {
    **{x: "supports" for x in ("supports", "supported", "entailment")},
    **{x: "refutes" for x in ("refutes", "contradiction")},
    **{x: "neutral" for x in ("neutral", "not enough info")},
}


def sets(folder):
    """name: rows of each set in the folder."""
    for name, want in FILES.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != want:
            print(f"{name} isn't the file that the bundled weights were trained with")
    lines = lambda *names: (r for name in names for r in read_jsonl(folder / name))
    found = {
        "vitaminc": vitaminc(folder / "vitaminc_real.zip"),
        "revised": vitaminc(folder / "vitaminc_synthetic.zip"),
        "mnli": mnli(folder / "mnli_train.csv"),
        "fever": (fever(r) for r in lines("fever_val.jsonl", "fever_test.jsonl") if r["evidences"]),
        "feverous": (feverous(r) for r in json.loads((folder / "feverous_dev.json").read_text())),
        "fm2": ((r["text"], " ".join(e["text"] for e in r["gold_evidence"]), r["label"], r.get("wikipedia_page", "")) for r in lines("fm2_dev.jsonl", "fm2_test.jsonl")),
        "sufficient": map(sufficient, lines(*(f"{x}_sufficient_facts.jsonl" for x in ("fever", "hover", "vitaminc")))),
    }
    return {name: list(dict.fromkeys((*map(tidy, r[:2]), LABELS[r[2].lower()], tidy(r[3] or "")) for r in rows)) for name, rows in found.items()}


def vitaminc(path):
    with zipfile.ZipFile(path) as z:
        for line in z.read(f"{path.stem}/test.jsonl").decode().splitlines():
            r = json.loads(line)
            yield r["claim"], r["evidence"], r["label"], r.get("page", "")


def mnli(path):
    asked = re.compile(r'For the statement, "(.*?)"?, does the hypothesis "(.*)" represent entailment, contradiction, or neutrality\?', re.S)
    for r in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
        m = asked.fullmatch(r["Question"].strip())
        if m:
            yield m[2], m[1], r["Answer"], ""


def fever(r):
    first = r["evidences"][0]
    return r["query"], " ".join(e["text"] for e in first), r["classification"], first[0]["docid"].replace("_", " ")


def feverous(r):
    lines = [line.split("\t", 1) for line in r["evidence"].split("\n") if line.strip()]
    evidence = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", " ".join(x[-1] for x in lines))
    return r["claim"], evidence, r["label"], lines[0][0] if len(lines[0]) > 1 else ""


def sufficient(r):
    """The evidence with a part cut out: people judged whether it is still enough."""
    evidence = " ".join(text for _, text in r["evidence"])
    return r["claim"], evidence, "neutral" if r["label_after"].startswith("NOT") else r["label_before"], r["evidence"][0][0]


BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


def tidy(text):
    """The text without the spaces and brackets that tokenizers put in."""
    for token, bracket in BRACKETS.items():
        text = text.replace(token, bracket)
    text = re.sub(r"``\s*|\s*''", '"', text.replace("\xa0", " "))
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", re.sub(r"([(\[$£€])\s+", r"\1", text))
    return " ".join(re.sub(r"\s+('s|'re|'ve|'ll|'d|'m|n't|')(?=\s|$)", r"\1", text).split())


def key(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def drawn(rng, rows, most, supported=0.47):
    """At most that many of the rows, the given share of them supported."""
    yes = [r for r in rows if r[2] == "supports"]
    no = [r for r in rows if r[2] != "supports"]
    n = min(len(yes), round(most * supported))
    return rng.sample(yes, n) + rng.sample(no, min(len(no), most - n))


def examples(rows, out, tag):
    """Adds the rows. Where the evidence doesn't name what its page is about, the title goes before it."""
    for claim, evidence, label, title in rows:
        shown = [evidence[a:b] for a, b in text_sentences(evidence)]
        title = re.sub(r"\s*\(.*\)$", "", title)
        if title and not stems(title) & stems(evidence):
            shown.insert(0, title + ".")
        said = stems(claim)
        if len(shown) > 6 or not said or len(evidence.split()) > MOST_WORDS or len(claim.split()) > 40:
            continue
        marks = [(k, m.start(), m.end()) for k, s in enumerate(shown) for m in re.finditer(r"\w+", s) if stems(m.group()) & said]
        out.add(f"entailment.{tag}.{label}", claim, shown, (marks or [(0, 0, len(shown[0]))]) if label == "supports" else ())
