"""One article, and what the makers of its examples share: windows, passages elsewhere, names exchanged."""

import datetime
import re

from clauses import AGE, PLACE, ROLE, TITLE, clause, saying
from noise import noisy
from questions import NO_TOPIC, TOPIC
from text import Hardest, Window, lead, names, stems, text_sentences

AUTHOR = re.compile(r"(?:Statement|Remarks|Message) (?:by|from|of) (?:the )?((?:[A-Z][\w.’'-]+ ?){2,4})")  # whose words an article is, by its title
DATELINE = re.compile(r"^\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+ \d{1,2}, \d{4}\s*")


def people(sentence):
    """Names that the sentence shows to be a person's: they speak, have a title, an age or a role."""
    found = []
    said = saying(sentence)
    if said:
        found.append(re.sub("^" + TITLE, "", said[0]))
    for pattern in (AGE, ROLE):
        m = pattern.search(sentence)
        if m:
            found.append(m["name"] or m["name2"])
    return [n for n in found if not re.match(r"(?:The|A|An) ", n)]


class Article:
    """published is a date, or empty."""

    def __init__(self, title, text, published=""):
        text = DATELINE.sub("", text)
        spans = text_sentences(text)
        self.title = title
        self.day = datetime.date.fromisoformat(published[:10]) if published else None
        self.sentences = [t for t in (text[a:b] for a, b in spans) if len(t) < 450 and not re.match(r"[A-Z .]+:|Q |—", t)]
        self.names = [n for n in names(text) if " " in n] + [n for n in names(text) if len(n) > 4][::3]
        self.people = sorted({n for s in self.sentences for n in people(s)})
        self.places = {m.group().split(" ", 1)[1].removeprefix("the ") for m in PLACE.finditer(text)}
        self.clauses = [(i, c) for i, c in enumerate(map(clause, self.sentences)) if c]
        self.likest = Hardest(self.sentences)

    def heading(self):
        """The title and the day."""
        return self.title + self.dated()

    def lead(self):
        """What stands for the heading of an article without a title: how its first sentence begins, and the day."""
        return lead(self.sentences[0]) + self.dated()

    def dated(self):
        return (", " + written_day(self.day) if self.day else "") + "."

    def before(self, rng, window):
        """What stands before its sentences of those numbers where a question reads them, for most of the examples: the heading or, as of
        an article without a title, the lead unless it is among them; and whose words they are."""
        author = AUTHOR.search(self.title)
        said = [f"{author[1].strip()} said:"] if author and rng.random() < 0.7 else []
        drawn = rng.random()
        if drawn < 0.3:
            return [self.heading(), *said]
        return [self.lead(), *said] if drawn < 0.6 and window[0] > 0 else said


def written_day(day):
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


class Maker:
    """What makers of examples of one article share."""

    def __init__(self, rng, article, out, aliens, tag):
        self.rng, self.a, self.out, self.tag = rng, article, out, tag
        self.window = Window(rng)
        self.aliens = aliens  # other articles

    def add(self, kind, question, window, marks=()):
        """marks: (sentence of the article, start, end)."""
        self.out.add(
            f"{self.tag}.{kind}",
            noisy(self.rng, tidy(question)),
            [self.a.sentences[k] for k in window],
            [(window.index(k), a, b) for k, a, b in marks if k in window],
            self.a.before(self.rng, window),
        )

    def around(self, i, most=None):
        return self.window.around(len(self.a.sentences), i, most)

    def shown(self, window):
        return " ".join(self.a.sentences[k] for k in window)

    def elsewhere(self, kind, question, homes, answer):
        """The question over the likest passage that has neither an answering sentence nor the answer's words."""
        s = self.a.sentences
        for i in self.a.likest.rank(question, [k for k in range(len(s)) if k not in homes])[:4]:
            w = self.around(i)
            if not homes & set(w) and not stems(answer) & stems(self.shown(w)):
                return self.add(kind + ".elsewhere", question, w)

    def swap(self, kind, question, w):
        """The question with a name or a year exchanged for one of its kind, of this article or else of another."""
        rng, shown = self.rng, self.shown(w)
        years = [y for y in re.findall(r"\b20[012]\d\b", question) if y in shown]
        if years and rng.random() < 0.5:
            other = str(int(years[0]) + rng.choice([-3, -2, -1, 1, 2]))
            if other not in shown:
                return self.add(kind + ".swap", question.replace(years[0], other), w)
        own = [n for n in names("x " + question) if n in shown]
        if not own:
            return
        name = rng.choice(own)
        ends = {p.split()[-1] for p in self.a.people}
        if name.split()[-1] in ends:
            pool = self.a.people * 3 + [rng.choice(self.aliens).people for _ in range(1)][0]
        else:
            pool = [n for n in self.a.names if n.split()[-1] not in ends and (n in self.a.places) == (name in self.a.places)] * 3
            pool += [n for n in rng.choice(self.aliens).names]
        taken = stems(question) | stems(name)
        for other in (rng.choice(pool) for _ in range(12 if pool else 0)):
            if not stems(other) & taken:
                if " " not in name:
                    other = other.split()[-1]
                return self.add(kind + ".swap", question.replace(name, other), w)

    def topics(self, text):
        found = [t for t in TOPIC.findall(text) if not set(t.split()) & NO_TOPIC]
        return [t for t in found if len(stems(t)) > 0]


def tidy(question):
    return re.sub(r"\s+([?,.])", r"\1", re.sub(r"\s+", " ", question)).strip()
