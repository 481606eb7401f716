#!/usr/bin/env python3
"""Write the 60 Wikinews reports that wikinews.jsonl asks about as a folder of article files.

    python3 make_wikinews.py wikinews.jsonl.gz OUTPUT_FOLDER

README.wikinews.md beside this file says where the input comes from. The choice and the bytes written depend only on the input.
Texts: Wikinews contributors, CC BY 2.5. SOURCE.json in the folder lists titles, addresses and what was changed.
"""
import datetime, gzip, hashlib, json, os, re, sys

NUMBER, FEWEST, MOST = 60, 80, 1000  # articles; words an article
OTHER_SET = set("""
026d3e33 032b3696 0cac5c7e 0fe379ba 1938167c 1f0744b3 22751af8 23a11a23 319b6ca9 353cbe7a
377deea1 41b4f06a 4a8680aa 4bc04016 4dff1b6e 5833f743 64f64f0a 6729aa6e 689ab370 68eb39cd
69291c1f 6a3f74b0 7093651f 78b2e378 929fa4b6 a1be82a5 a296acba a61b22b0 b0d73977 badaf655
cb479cb1 ce5c2d23 d7c1a9d5 e945038f f2da7e66 f3f8d802 f3ff9f3e f49eff74 f6d5a8d0 f96d4af4
""".split())  # sha256 of the addresses, first 8 digits: 40 reports that another set of questions is about
DATELINE = re.compile(r"^\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+ \d{1,2}, \d{4}\s*")


def digest(name, text):
    return hashlib.new(name, text.encode("utf-8")).hexdigest()


def body(text):
    """The report without the date line that opens it; blank lines and spaces folded."""
    text = DATELINE.sub("", text.replace("\r\n", "\n").replace("\u00a0", " "))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def choose(rows):
    """The first NUMBER by sha256 of the address, of fitting length, without those of the other set; in order of date."""
    fit = [r for r in rows if FEWEST <= len(r["text"].split()) <= MOST and digest("sha256", r["url"])[:8] not in OTHER_SET]
    fit.sort(key=lambda r: digest("sha256", r["url"]))
    return sorted(fit[:NUMBER], key=lambda r: (r["published"], r["url"]))


def render(row):
    """One in four (by sha1's second digit) opens with headline and "As of:" lines, the others with a date."""
    sha1, day = digest("sha1", row["text"]), datetime.date.fromisoformat(row["published"])
    if sha1[1] not in "0123":
        return f" date {day.isoformat()} {body(row['text'])}\n"
    minutes = 8 * 60 + int(sha1[2:6], 16) % 720  # the source has no time of day: one is made up
    hour, half = minutes // 60, "a.m." if minutes < 720 else "p.m."
    clock = f"{(hour - 1) % 12 + 1}:{minutes % 60:02} {half}"
    return f"{row['title'].strip()}\n\nAs of: {day:%B} {day.day}, {day.year} {clock}\n\n{body(row['text'])}\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = sys.argv[1:]
    with (gzip.open if source.endswith(".gz") else open)(source, "rt", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f if line.strip()]
    os.makedirs(folder, exist_ok=True)
    listed = []
    for number, row in enumerate(choose(rows)):
        stem, text = f"{number:03}_{digest('sha1', row['text'])[:16]}", render(row)
        with open(os.path.join(folder, stem + ".txt"), "w", encoding="utf-8", newline="\n") as f:
            f.write(text)
        listed.append({"stem": stem, "date": row["published"], "title": row["title"], "url": row["url"],
                       "sha256_of_file": digest("sha256", text)})
    note = {"source": "English Wikinews", "licence": "CC BY 2.5 (Wikinews contributors)",
            "changed": "the weekday-and-date line that opens many texts left out; runs of blank lines and spaces folded; "
                       "' date YYYY-MM-DD ', or headline and 'As of:' lines with a made-up time of day, put before the text",
            "articles": listed}
    with open(os.path.join(folder, "SOURCE.json"), "w", encoding="utf-8", newline="\n") as f:
        json.dump(note, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
