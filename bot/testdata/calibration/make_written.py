#!/usr/bin/env python3
"""Write the reports that the readers weren't trained on as a folder of article files, and questions on them.

    python3 make_written.py TRAIN OUTPUT_FOLDER

TRAIN is retrieval/reader/train, which says what reports.jsonl.gz and written.jsonl.gz are; one report in eight is held out. Of the questions one
in four is taken, by hash, into questions.jsonl. The bytes written depend only on the input.
"""
import gzip, hashlib, json, os, sys

KINDS = {"no-nearmiss": "nearmiss", "no-speaker": "wrongspeaker"}


def read(folder, name):
    with gzip.open(os.path.join(folder, name), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def held_out(url):
    """As in written.py."""
    return hashlib.sha256(f"written|{url}".encode()).digest()[0] < 32


def taken(row):
    return hashlib.sha256(f"{row['url']}|{row['q']}".encode()).digest()[0] < 64


def render(row):
    """Those that were written as reports begin with their day alone, the others with title and day."""
    if row["url"].startswith("report:b"):
        return f" date {row['published']} {row['text']}\n"
    return f"{row['title']}\n\nAs of: {row['published']}\n\n{row['text']}\n"


def question(number, row):
    answerable = "w" in row
    gold = [] if not answerable else [[w] for w in row["w"]] if row["k"] in ("compare", "list") else [row["w"]]
    kind = row["k"] if answerable else KINDS.get(row["k"], "unanswerable")
    return {"id": f"wr-{number:04}", "question": row["q"], "kind": kind, "answerable": answerable, "gold": gold, "articles": [], "notes": row["url"]}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    for row in read(source, "reports.jsonl.gz"):
        if held_out(row["url"]):
            with open(os.path.join(folder, row["url"].removeprefix("report:") + ".txt"), "w", encoding="utf-8", newline="\n") as f:
                f.write(render(row))
    rows = [r for r in read(source, "written.jsonl.gz") if r["url"].startswith("report:") and held_out(r["url"]) and taken(r)]
    with open(os.path.join(folder, "questions.jsonl"), "w", encoding="utf-8", newline="\n") as f:
        for number, row in enumerate(rows):
            f.write(json.dumps(question(number, row), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
