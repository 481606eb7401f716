"""Questions about what a sentence tells, and about what it doesn't."""

import re

from clauses import (
    AGE,
    DATE,
    MANY,
    MONEY,
    PLACE,
    REASON,
    ROLE,
    TOLL,
    WHY,
    clause,
    phrase,
)
from maker import Maker, people
from noise import opposite
from questions import EVENT, NUMBER_OR_WORD, PLURAL, UNSAID_OF_EVENT, UNSAID_OF_PERSON
from text import names, stems


class Facts(Maker):
    """Makes the examples of what happened; i is the number of a sentence. Methods return (kind, question, place of the answer)."""

    def facts(self, i):
        """When, where, why, who, whether of the sentence's clause."""
        rng, s = self.rng, self.a.sentences[i]
        c = clause(s)
        if not c:
            return None
        date, place, reason = DATE.search(s), PLACE.search(s, c.start), REASON.search(s)
        bare = re.sub(r"\s+", " ", DATE.sub("", c.rest)).strip()
        w, made = self.around(i), []
        rest = phrase(rng, bare, 4, 12)
        if len(stems(rest)) < 2:
            return None
        asks = c.asks(rest)
        if date:
            made.append(
                (
                    "when",
                    rng.choice(["When {}?"] * 4 + ["On which day {}?", "On what date {}?", "what day {}"]).format(asks),
                    date.span(),
                )
            )
        if place and place.group() not in rest:
            made.append(("where", rng.choice(["Where {}?"] * 3 + ["In which place {}?", "where {}"]).format(asks), place.span()))
        if reason:
            made.append(
                (
                    "why",
                    rng.choice(["Why {}?"] * 3 + ["For what reason {}?", "What is the reason {}"]).format(
                        c.asks(phrase(rng, c.rest[: max(0, reason.start() - c.start)] or rest, 4, 12))
                    ),
                    reason.span(),
                )
            )
        if c.by_name():
            made.append(
                (
                    "who",
                    rng.choice(["Who {} {}?"] * 4 + ["Which person {} {}?", "Name the one who {} {}"]).format(
                        c.verb, phrase(rng, bare, 5, 14)
                    ),
                    c.place,
                )
            )
        elif rng.random() < 0.5:
            made.append(("which", f"What {c.verb} {phrase(rng, bare, 5, 12)}?", c.place))
        what = re.match(r"(?:the|a|an|his|her|its|their|\d)\b[^,;“”\"]{6,60}", c.rest)
        if what and not re.match("(?:was|were|is|are|will|has|have|had)$", c.verb):
            tail = phrase(rng, c.rest[what.end() :].lstrip(" ,"), 3, 8) if rng.random() < 0.5 else ""
            made.append(("what", f"What {c.asks(tail)}?", (c.start, c.start + what.end())))
        if rng.random() < 0.6:
            made.append(
                (
                    "yesno",
                    rng.choice(["{}?"] * 4 + ["Is it true that {}?", "Is it confirmed that {}?"]).format(
                        capital(c.asks(phrase(rng, bare, 6, 14)))
                        if rng.random() < 0.8
                        else f"{c.subject_inside()} {c.verb} {rest}"
                    ),
                    (c.place[0], len(s)),
                )
            )
        for kind, q, span in rng.sample(made, min(len(made), 2)):
            self.add(kind, q, w, [(i, *span)])
            x = rng.random()
            if kind == "yesno":
                turned = opposite(rng, q) if x < 0.2 else None
                self.add("yesno", turned, w, [(i, *span)]) if turned else self.swap(kind, q, w)
            elif x < 0.1 and opposite(rng, q):
                self.add(kind + ".opposite", opposite(rng, q), w)
            elif x < 0.45:
                self.swap(kind, q, w)
            elif x < 0.8:
                self.elsewhere(kind, q, {i}, s[span[0] : span[1]])
        w = self.around(i)
        shown = self.shown(w)
        unsaid = (
            [("when", "When {}?")] * (not DATE.search(shown))
            + [("where", "Where {}?")] * (not PLACE.search(shown))
            + [("why", "Why {}?")] * (not WHY.search(s) and not REASON.search(shown))
        )
        if unsaid and rng.random() < 0.7:
            kind, q = rng.choice(unsaid)
            self.add(kind + ".unsaid", q.format(asks), w)
        return made

    def numbers(self, i):
        """How many, how much, how old, how many victims."""
        rng, s = self.rng, self.a.sentences[i]
        c = clause(s)
        made = []
        for m in list(MANY.finditer(s))[:2]:
            if re.match(r"(?:19|20)\d\d$", m["n"]) or re.search(
                r"(?:hours|days|weeks|months|years|minutes|times|percent|pm|am)$", m["what"]
            ):
                continue
            after, before = phrase(rng, s[m.end() :], 2, 9), " ".join(s[: m.start()].split()[-rng.randint(2, 6) :])
            q = rng.choice(
                [
                    "How many {n} {a}?",
                    "How many {n} {a}?",
                    "how many {n} {b} {a}",
                    "number of {n} {a}",
                    "How many {n} were there {a}?",
                ]
            )
            if c and m.start() >= c.start and c.rest.find(m.group()) < 25:
                q = "How many {n} " + c.asks(phrase(rng, c.rest[m.end() - c.start :], 2, 8) or "").strip() + "?"
            q = q.format(n=m["what"], a=after, b=before.replace(",", "")).replace(" ?", "?")
            if len(stems(q)) > 2:
                made.append(("many", q, m.span("n")))
                others = [
                    p
                    for p in PLURAL.findall(" ".join(self.a.sentences))
                    if p.split()[-1] not in s and not re.match(NUMBER_OR_WORD + " ", p)
                ]
                if others and rng.random() < 0.4:  # another thing counted
                    w = self.around(i, 3)
                    p = rng.choice(others)
                    if not re.search(rf"{NUMBER_OR_WORD} (?:[\w-]+ ){{0,2}}{re.escape(p.split()[-1])}", self.shown(w)):
                        self.add("many.thing", q.replace(m["what"], p), w)
        m = MONEY.search(s)
        if m and c:
            made.append(
                (
                    "money",
                    rng.choice(["How much money {}?", "How much {}?", "What amount {}?"]).format(
                        c.asks(phrase(rng, MONEY.sub("", c.rest), 3, 10))
                    ),
                    m.span(),
                )
            )
        m = AGE.search(s)
        if m:
            k = "age" if m["age"] else "age2"
            made.append(
                (
                    "age",
                    rng.choice(["How old is {}?", "How old was {}?", "What is {}'s age?", "{} age"]).format(
                        m["name"] or m["name2"]
                    ),
                    m.span(k),
                )
            )
        m = TOLL.search(s)
        if m:
            verb = {"killing": "killed", "dead": "killed", "injuring": "injured", "wounding": "wounded"}.get(
                m["verb"] or m["verb2"], m["verb"]
            )
            event = rng.choice(self.topics(s) or [""])
            made.append(
                (
                    "toll",
                    f"How many people {'died' if verb == 'died' else 'were ' + verb}{' in the ' + event if event else ''}?",
                    m.span("n") if m["n"] else m.span("n2"),
                )
            )
            other = rng.choice([v for v in ("killed", "injured", "arrested", "missing") if v[:5] not in s])
            w = self.around(i)
            if not re.search(
                {
                    "killed": r"kill|dead|death|died",
                    "injured": r"injur|hurt|wound",
                    "arrested": r"arrest|detain|custody",
                    "missing": r"missing",
                }[other],
                self.shown(w),
            ):
                self.add("toll.unsaid", f"How many people were {other}{' in the ' + event if event else ''}?", w)
        for kind, q, span in rng.sample(made, min(len(made), 2)):
            w = self.around(i)
            self.add(kind, q, w, [(i, *span)])
            if rng.random() < 0.5:
                self.swap(kind, q, w)
            elif kind != "toll":  # whose event a window seldom names
                self.elsewhere(kind, q, {i}, s[span[0] : span[1]])
        w = self.around(i)
        shown = self.shown(w)
        plural = PLURAL.findall(s)
        plural = [p for p in plural if not re.search(rf"{NUMBER_OR_WORD} (?:[\w-]+ ){{0,2}}{re.escape(p.split()[-1])}", shown)]
        if plural and c and re.search(r"\d|\b(?:two|three|four|five|six)\b", shown):
            self.add(
                "many.unsaid",
                f"How many {rng.choice(plural)} {c.asks(phrase(rng, c.rest, 3, 7)) if rng.random() < 0.5 else 'were there'}?",
                w,
            )
        return made

    def roles(self, i):
        """Who someone is."""
        s = self.a.sentences[i]
        m = ROLE.search(s)
        if m and not re.match(r"who (?:is|was|has|had)? ?(?:not|also)\b", m["role"]):
            w = self.around(i)
            role = re.sub(r"^who ", "", m["role"])
            if self.rng.random() < 0.5:
                q = self.rng.choice(["Who is {}?", "What is {}'s job?", "who is {}", "What does {} do?"]).format(m["name"])
                self.add("role", q, w, [(i, *m.span("role"))])
                self.swap("role", q, w)
            elif m["role"].startswith("the "):
                q = f"Who is {role}?"
                self.add("role", q, w, [(i, *m.span("name"))])
                self.elsewhere("role", q, {i}, m["name"])

    def unsaid(self, i):
        """Something else of a person or an event in the sentence, which the window doesn't tell."""
        rng, s = self.rng, self.a.sentences[i]
        w = self.around(i)
        shown = self.shown(w)
        people = [n for n in names("x " + s) if " " in n]
        if people and rng.random() < 0.6:
            q, words = rng.choice(UNSAID_OF_PERSON)
            x = rng.choice(people)
            x = x if rng.random() < 0.6 else x.split()[-1]
            if not re.search(words, shown):
                self.add("person.unsaid", q.format(x=x), w)
        else:
            topics = EVENT.findall(s)
            q, words = rng.choice(UNSAID_OF_EVENT)
            if topics and not (DATE if words == "-" else re.compile(words)).search(shown):
                t = "the " + rng.choice(topics)
                self.add("event.unsaid", q.format(t=("in " if "people" in q and "attended" not in q else "") + t), w)

    def deed(self, i):
        """What another did, asked of the one whom the window is about."""
        rng, s = self.rng, self.a.sentences[i]
        who = people(s) or [c.subject for j, c in self.a.clauses if j == i and c.by_name()]
        w = self.around(i)
        shown = stems(self.shown(w))
        others = [
            c
            for _, c in self.a.clauses
            if who and not stems(c.subject) & stems(who[0]) and len(stems(c.rest) & shown) < 0.4 * len(stems(c.rest))
        ]
        if others:
            c = rng.choice(others)
            subject, c.subject = c.subject, who[0]
            q = rng.choice(["When {}?", "Why {}?", "Where {}?", "{}?", "How {}?", "What {}?"]).format(
                c.asks(phrase(rng, DATE.sub("", c.rest), 4, 9))
            )
            c.subject = subject
            self.add("deed", q, w)

    def pairs(self, made):
        """Two questions in one, both answered in one window."""
        made = [(i, kind, q, span) for i, kind, q, span in made if kind != "yesno"]
        for (i, _, p, a), (j, _, q, b) in zip(made, made[1:]):
            if 0 <= j - i <= 2 and self.rng.random() < 0.25 and len(p) + len(q) < 170:
                w = self.around(i, 3)
                if j in w:
                    self.add(
                        "pair",
                        p.rstrip("?") + self.rng.choice([" and ", ", and ", "? And "]) + q[:1].lower() + q[1:],
                        w,
                        [(i, *a), (j, *b)],
                    )


def capital(text):
    return text[:1].upper() + text[1:]
