#!/usr/bin/env python3
"""Write out the releases that releases.jsonl asks about, as article files.

    python3 make_releases.py ARTICLES.JSONL.GZ OUT_DIR

ARTICLES.JSONL.GZ holds White House and State Department releases (US government works, public domain in the US), one JSON object
a line with title, published, url and text. Rule of choice: each group below is a span of days and a pattern the title must match
(and, where given, one it mustn't); releases of over 1,500 words are skipped, and where more than six are left the six of the
smallest sha1 of the text stay. Standard library only. Prints the chosen URLs, group by group.
"""
import gzip, hashlib, json, os, re, sys

WORDS, MOST = 1500, 6
GROUPS = [  # name, first day, last day, title matches, title doesn't
    ("ryanair", "2021-05-23", "2021-06-21", r"Belarus|Ryanair|Lukashenka|Svya", r"Notice|Message|Letter"),
    ("tigray", "2021-05-23", "2021-06-25", r"Tigray|Ethiopia", None),
    ("invasion", "2022-02-22", "2022-02-27",
     r"Response to Russian Actions|Nord Stream|G7 Leaders|NATO Summit|Restrictive Economic|Hold Russia Accountable", None),
    ("sanctions", "2022-03-02", "2022-03-11", r"^FACT SHEET: The United States Continues|Bans Imports|Joint Statement by the G7", None),
    ("arms", "2022-03-12", "2022-06-15", r"[MB]illion (in|of) .*(Security|Military) Assistance|Air Defense Systems", None),
    ("yemen", "2022-03-20", "2022-08-02", r"Houthi|Truce in Yemen|Support for Yemen", None),
    ("formula", "2022-05-16", "2022-07-08", r"Fly Formula", None),
    ("guns", "2022-06-12", "2022-07-11", r"\bGuns?\b|Highland Park", None),
]


def shape(n, title, day, text):
    """First line ' date YYYY-MM-DD ' before the text; for a quarter, headline, blank line and 'As of:' line."""
    text = re.sub(r"[ \t\u00a0]+", " ", text.replace("\r", "")).strip()
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    digest = hashlib.sha1(text.encode()).hexdigest()[:16]
    if digest[1] in "0123":
        body = f"{title}\n\nAs of: {day}\n\n{text}\n"
    else:
        body = f" date {day} {text}\n"
    return f"{n:03d}_{digest}", body


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, out = sys.argv[1:]
    with gzip.open(source, "rt", encoding="utf-8") as f:
        releases = sorted((json.loads(line) for line in f if line.strip()), key=lambda a: (a["published"], a["url"]))
    os.makedirs(out, exist_ok=True)
    n, seen = 0, set()
    for name, first, last, match, but in GROUPS:
        group = [a for a in releases
                 if first <= a["published"][:10] <= last and re.search(match, a["title"])
                 and not (but and re.search(but, a["title"])) and len(a["text"].split()) <= WORDS and a["text"] not in seen]
        if len(group) > MOST:
            keep = sorted(group, key=lambda a: hashlib.sha1(a["text"].encode()).hexdigest())[:MOST]
            group = [a for a in group if a in keep]
        print(f"{name}: {len(group)}")
        for a in group:
            seen.add(a["text"])
            stem, body = shape(n, a["title"], a["published"][:10], a["text"])
            with open(os.path.join(out, stem + ".txt"), "w", encoding="utf-8", newline="\n") as f:
                f.write(body)
            print(f"  {stem} {a['url']}")
            n += 1


if __name__ == "__main__":
    main()
