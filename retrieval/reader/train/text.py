"""Sentences, names, content words and windows of text, by rules."""

import gzip
import json
import math
import re
from collections import Counter

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
STOP = frozenset(
    """a an the of in on at to for by with from as and or but is was were are be been has had have having do does did what
    who whom whose when where which how why that this it its his her their he she they not no if will would can could than
    then there after before about into over s t i we you me us them him so such many much any some more most other also
    said say says""".split()
)
ABBREVIATION = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Prof|Inc|Co|Ltd|Corp|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|(?:[A-Z]\.)*[A-Z])\."
)
END = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(\[“‘]?[A-Z0-9])")
NAME = r"(?:[A-Z][\w'’.-]*[\w’'](?: (?:(?:of|the|de|al|bin|van|von) )?[A-Z][\w'’.-]*[\w’'])*)"
LEAD_WORDS = 16
NUMBER_WORDS = {w: str(n) for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}


def read_jsonl(path):
    """The values of a JSON Lines file, which may be compressed."""
    with gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def sentences(paragraph, base=0):
    """Spans (start, end) of the sentences of a paragraph, trimmed, in code points from base."""
    cuts, start = [], 0
    for m in END.finditer(paragraph):
        words = paragraph[start : m.start() + 1].split()
        if words and ABBREVIATION.fullmatch(words[-1].lstrip("(\"“'")):
            continue
        cuts.append((start, m.end()))
        start = m.end()
    spans = []
    for a, b in cuts + [(start, len(paragraph))]:
        t = paragraph[a:b]
        a, b = a + len(t) - len(t.lstrip()), b - (len(t) - len(t.rstrip()))
        if b > a:
            spans.append((base + a, base + b))
    return spans


def text_sentences(text):
    """The spans of the sentences of all paragraphs; a leading " date YYYY-MM-DD " is no part of one."""
    spans = []
    for m in re.finditer(r"[^\n]+", text):
        paragraph, base = m.group(), m.start()
        date = re.match(r"\s*date \d{4}-\d\d-\d\d ", paragraph)
        if date:
            paragraph, base = paragraph[date.end() :], base + date.end()
        spans += sentences(paragraph, base)
    return spans


def stems(text):
    """The beginnings of its content words."""
    return {NUMBER_WORDS.get(w, w[:6]) for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in STOP}


def names(text):
    """Runs of capitalised words, without those that a sentence's start, a month or a weekday explains."""
    found = []
    for m in re.finditer(NAME, text):
        n = m.group()
        opens = m.start() < 2 or text[m.start() - 2] in '.!?“"'
        if len(n) > 3 and n.lower() not in STOP and not (opens and " " not in n) and not re.match(f"(?:{MONTH}|{WEEKDAY})", n):
            found.append(re.sub(r"^(?:The|A|An|In|On|At|But|According to) ", "", n))
    return found


def lead(sentence):
    """How a sentence begins: what stands for the heading of a text without one."""
    return " ".join(sentence.split()[:LEAD_WORDS]).rstrip(".,;:!?")


class Window:
    """Sizes and places of windows. Most are of three sentences, as the product reads them."""

    def __init__(self, rng):
        self.rng = rng

    def around(self, n, i, most=None):
        """The numbers of consecutive ones of n sentences, i among them."""
        k = min(n, most or self.rng.choices((3, 4, 5, 6), (70, 12, 9, 9))[0])
        a = self.rng.randint(max(0, i - k + 1), min(i, n - k))
        return list(range(a, a + k))


class Hardest:
    """Finds the sentence of a text most like a question, by the summed rarity of the content words they share."""

    def __init__(self, sentences):
        self.stems = [stems(s) for s in sentences]
        count = Counter(s for ss in self.stems for s in ss)
        self.rarity = {s: math.log(1 + len(sentences) / c) for s, c in count.items()}

    def rank(self, question, among):
        """The numbers in among, likest first."""
        q = stems(question)
        likeness = lambda i: sum(self.rarity[s] for s in sorted(q & self.stems[i])) / (3 + len(self.stems[i])) ** 0.3
        return sorted(among, key=lambda i: (-likeness(i), i))
