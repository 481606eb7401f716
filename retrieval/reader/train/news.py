"""Examples out of news reports and releases: questions made from sentences by rules, with near-misses of the kinds that mislead.

The names of the kinds say where the near-miss lies: "elsewhere" is the likest passage of the same article that doesn't answer, "swap" a
name exchanged in the question, "unsaid" a thing the window doesn't tell of an event or person that it does tell about, "speaker"
another's words, "topic" the speaker's words on another thing.
"""

import re

from clauses import AGE, DATE, HE_SAID, MANY, MONEY, PLACE, REASON, ROLE, TITLE, TOLL, WHY, clause, phrase, saying
from noise import noisy, opposite
from text import Hardest, Window, names, stems, text_sentences

TOPIC = re.compile(r"\b(?:the|a|an|his|her|their|its|our|this|these|those|of|on|for|against|about)\s+((?:[a-z-]{3,} ){0,2}[a-z-]{4,})\b")
NO_TOPIC = set(
    "would will could should must have been were being said that which when while also very more most first last same other such there what this these those "
    "with from into than then them they their about after before over under between during because where many much some only just even still people time year".split()
)
ASK_SAID = (
    ["What did {x} say about {t}?"] * 5
    + ["What did {x} tell reporters about {t}?", "What does {x} think of {t}?", "How did {x} describe {t}?", "How did {x} explain {t}?", "How did {x} react to {t}?"]
    + ["What was {x}'s view of {t}?", "{x} on {t}", "{x} {t} quote", "Exact words of {x} on {t}?", "Did {x} mention {t}?", "Has {x} commented on {t}?"]
    + ["How did {x} justify {t}?", "What did {x} say regarding {t}?", "what's {x}'s position on {t}", "Did {x} say anything about {t}?", "What is {x}'s opinion on {t}?"]
)
ASK_WHO_SAID = ["Who said {w}?", "Who said “{w}”?", "who said that {w}", "Who claimed {w}?", "Which official said {w}?", "Who spoke of {w}?", "who said \"{w}\"", "Who argued that {w}?"]
EVENT = re.compile(
    r"\b(?:the|a|an|this|his|her|their)\s+((?:[a-z-]+ )?(?:attack|bombing|shooting|crash|fire|election|match|game|final|ceremony|meeting|summit|talks|protest|march|rally|trial|hearing|vote|ballot|"
    r"launch|deal|agreement|project|study|strike|storm|cyclone|hurricane|earthquake|explosion|investigation|festival|conference|law|bill|visit|operation|blast|accident|flight|debate|race|tournament|"
    r"campaign|concert|funeral|outbreak|evacuation|inquiry|merger|mission|programme|program|exercise|speech|raid|siege|flood|eruption|collision|siege|ruling|verdict|lawsuit))\b"
)
# Things asked of a person or an event; the words whose absence shows that a window doesn't tell; None stands for the pattern of the kind.
UNSAID_OF_PERSON = [
    ("How old is {x}?", r"\b\d\d\b|\bage|old\b|born"), ("How old was {x}?", r"\b\d\d\b|\bage|old\b|born"), ("Where was {x} born?", r"born|native|birth|from"),
    ("When was {x} born?", r"born|birth|age|\b(?:19|20)\d\d\b"), ("Who is {x} married to?", r"wife|husband|marri|spouse|widow"), ("What is the name of {x}'s wife?", r"wife|husband|marri|spouse|widow"),
    ("How many children does {x} have?", r"child|son\b|daughter|father|mother|kids"), ("Who is {x}'s lawyer?", r"lawyer|attorney|counsel|represent"),
    ("What party does {x} belong to?", r"party|Party|Democrat|Republican|Labour|Conservative|independent"), ("When was {x} elected?", r"elect|vote|won|office"),
    ("When did {x} resign?", r"resign|step|quit|left"), ("Why did {x} resign?", r"resign|step|quit|left"), ("How did {x} die?", r"died|dead|death|kill|die\b"), ("When did {x} die?", r"died|dead|death|kill|die\b"),
    ("Where does {x} live?", r"live|home|resid|from"), ("How much does {x} earn?", r"earn|salar|paid|pay\b|[$€£]|income"), ("What did {x} study?", r"stud|degree|univers|school|colleg"),
    ("Who succeeded {x}?", r"succe|replac|next|new"), ("Who did {x} meet?", r"met\b|meet|talk|visit"), ("How many votes did {x} get?", r"vot|percent|%|ballot|elect"),
    ("Which award did {x} win?", r"award|prize|won|win|medal"), ("What did {x} apologise for?", r"apolog|sorry|regret"), ("Was {x} arrested?", r"arrest|custody|detain|charg|jail|prison"),
    ("What was {x} charged with?", r"charg|accus|indict|convict|guilty|arrest"), ("How long was {x} sentenced to?", r"sentenc|prison|jail|years|month"), ("When did {x} arrive?", r"arriv|came|reach|land"),
]
UNSAID_OF_EVENT = [
    ("How many people died {t}?", r"died|dead|death|kill|fatal|die\b|toll"), ("How many people were injured {t}?", r"injur|hurt|wound|hospital"), ("How many people were arrested {t}?", r"arrest|custody|detain"),
    ("How much did {t} cost?", r"cost|[$€£]|million|billion|price|paid|worth"), ("Who paid for {t}?", r"paid|pay\b|fund|financ|[$€£]"), ("What time did {t} start?", r"\d:\d\d|a\.?m|p\.?m|o'clock|noon|hour|morning|evening"),
    ("Who organised {t}?", r"organi|held by|host"), ("How long did {t} last?", r"last|hour|minute|days|weeks|month|year"), ("Who opposed {t}?", r"oppos|critic|against|reject|protest"), ("What caused {t}?", r"caus|due|because|result|reason|led|after"),
    ("How many people attended {t}?", r"attend|crowd|people|audience|spectat|particip"), ("Who investigated {t}?", r"investig|probe|inquir|police|look"), ("What was the result of {t}?", r"result|outcome|won|end|conclu|lost"),
    ("Which company insured {t}?", r"insur"), ("Who criticised {t}?", r"critic|condemn|oppos|denounc|against|attack"), ("Where did {t} take place?", r"\b(?:in|at|near) [A-Z]"), ("When did {t} happen?", None),
]


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
    def __init__(self, title, text):
        text = DATELINE.sub("", text)
        spans = text_sentences(text)
        self.title = title
        self.sentences = [t for t in (text[a:b] for a, b in spans) if len(t) < 450 and not re.match(r"[A-Z .]+:|Q |—", t)]
        self.names = [n for n in names(text) if " " in n] + [n for n in names(text) if len(n) > 4][::3]
        self.people = sorted({n for s in self.sentences for n in people(s)})
        self.places = {m.group().split(" ", 1)[1].removeprefix("the ") for m in PLACE.finditer(text)}
        self.clauses = [(i, c) for i, c in enumerate(map(clause, self.sentences)) if c]
        self.likest = Hardest(self.sentences)


class Maker:
    """Makes the examples of one article."""

    def __init__(self, rng, article, out, aliens, tag):
        self.rng, self.a, self.out, self.tag = rng, article, out, tag
        self.window = Window(rng)
        self.aliens = aliens  # other articles

    def add(self, kind, question, window, marks=()):
        """marks: (sentence of the article, start, end)."""
        self.out.add(f"{self.tag}.{kind}", noisy(self.rng, tidy(question)), [self.a.sentences[k] for k in window], [(window.index(k), a, b) for k, a, b in marks if k in window])

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

    def deed(self, i):
        """What another did, asked of the one whom the window is about."""
        rng, s = self.rng, self.a.sentences[i]
        who = people(s) or [c.subject for j, c in self.a.clauses if j == i and c.by_name()]
        w = self.around(i)
        shown = stems(self.shown(w))
        others = [c for _, c in self.a.clauses if who and not stems(c.subject) & stems(who[0]) and len(stems(c.rest) & shown) < 0.4 * len(stems(c.rest))]
        if others:
            c = rng.choice(others)
            subject, c.subject = c.subject, who[0]
            q = rng.choice(["When {}?", "Why {}?", "Where {}?", "{}?", "How {}?", "What {}?"]).format(c.asks(phrase(rng, DATE.sub("", c.rest), 4, 9)))
            c.subject = subject
            self.add("deed", q, w)

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
            made.append(("when", rng.choice(["When {}?"] * 4 + ["On which day {}?", "On what date {}?", "what day {}"]).format(asks), date.span()))
        if place and place.group() not in rest:
            made.append(("where", rng.choice(["Where {}?"] * 3 + ["In which place {}?", "where {}"]).format(asks), place.span()))
        if reason:
            made.append(("why", rng.choice(["Why {}?"] * 3 + ["For what reason {}?", "What is the reason {}"]).format(c.asks(phrase(rng, c.rest[: max(0, reason.start() - c.start)] or rest, 4, 12))), reason.span()))
        if c.by_name():
            made.append(("who", rng.choice(["Who {} {}?"] * 4 + ["Which person {} {}?", "Name the one who {} {}"]).format(c.verb, phrase(rng, bare, 5, 14)), c.place))
        elif rng.random() < 0.5:
            made.append(("which", f"What {c.verb} {phrase(rng, bare, 5, 12)}?", c.place))
        what = re.match(r"(?:the|a|an|his|her|its|their|\d)\b[^,;“”\"]{6,60}", c.rest)
        if what and not re.match("(?:was|were|is|are|will|has|have|had)$", c.verb):
            tail = phrase(rng, c.rest[what.end() :].lstrip(" ,"), 3, 8) if rng.random() < 0.5 else ""
            made.append(("what", f"What {c.asks(tail)}?", (c.start, c.start + what.end())))
        if rng.random() < 0.6:
            made.append(("yesno", rng.choice(["{}?"] * 4 + ["Is it true that {}?", "Is it confirmed that {}?"]).format(c.asks(phrase(rng, bare, 6, 14)).capitalize() if rng.random() < 0.8 else f"{c.subject_inside()} {c.verb} {rest}"), (c.place[0], len(s))))
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
        unsaid = [("when", "When {}?")] * (not DATE.search(shown)) + [("where", "Where {}?")] * (not PLACE.search(shown)) + [("why", "Why {}?")] * (not WHY.search(s) and not REASON.search(shown))
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
            if re.match(r"(?:19|20)\d\d$", m["n"]) or re.search(r"(?:hours|days|weeks|months|years|minutes|times|percent|pm|am)$", m["what"]):
                continue
            after, before = phrase(rng, s[m.end() :], 2, 9), " ".join(s[: m.start()].split()[-rng.randint(2, 6) :])
            q = rng.choice(["How many {n} {a}?", "How many {n} {a}?", "how many {n} {b} {a}", "number of {n} {a}", "How many {n} were there {a}?"])
            if c and m.start() >= c.start and c.rest.find(m.group()) < 25:
                q = "How many {n} " + c.asks(phrase(rng, c.rest[m.end() - c.start :], 2, 8) or "").strip() + "?"
            q = q.format(n=m["what"], a=after, b=before.replace(",", "")).replace(" ?", "?")
            if len(stems(q)) > 2:
                made.append(("many", q, m.span("n")))
                others = [p for p in PLURAL.findall(" ".join(self.a.sentences)) if p.split()[-1] not in s and not re.match(NUMBER_OR_WORD + " ", p)]
                if others and rng.random() < 0.4:  # another thing counted
                    w = self.around(i, 3)
                    p = rng.choice(others)
                    if not re.search(rf"{NUMBER_OR_WORD} (?:[\w-]+ ){{0,2}}{re.escape(p.split()[-1])}", self.shown(w)):
                        self.add("many.thing", q.replace(m["what"], p), w)
        m = MONEY.search(s)
        if m and c:
            made.append(("money", rng.choice(["How much money {}?", "How much {}?", "What amount {}?"]).format(c.asks(phrase(rng, MONEY.sub("", c.rest), 3, 10))), m.span()))
        m = AGE.search(s)
        if m:
            k = "age" if m["age"] else "age2"
            made.append(("age", rng.choice(["How old is {}?", "How old was {}?", "What is {}'s age?", "{} age"]).format(m["name"] or m["name2"]), m.span(k)))
        m = TOLL.search(s)
        if m:
            verb = {"killing": "killed", "dead": "killed", "injuring": "injured", "wounding": "wounded"}.get(m["verb"] or m["verb2"], m["verb"])
            event = rng.choice(self.topics(s) or [""])
            made.append(("toll", f"How many people {'died' if verb == 'died' else 'were ' + verb}{' in the ' + event if event else ''}?", m.span("n") if m["n"] else m.span("n2")))
            other = rng.choice([v for v in ("killed", "injured", "arrested", "missing") if v[:5] not in s])
            w = self.around(i)
            if not re.search({"killed": r"kill|dead|death|died", "injured": r"injur|hurt|wound", "arrested": r"arrest|detain|custody", "missing": r"missing"}[other], self.shown(w)):
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
            self.add("many.unsaid", f"How many {rng.choice(plural)} {c.asks(phrase(rng, c.rest, 3, 7)) if rng.random() < 0.5 else 'were there'}?", w)
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
            if topics and not (re.search(words, shown) if words else DATE.search(shown)):
                t = "the " + rng.choice(topics)
                self.add("event.unsaid", q.format(t=("in " if "people" in q and "attended" not in q else "") + t), w)

    def topics(self, text):
        found = [t for t in TOPIC.findall(text) if not set(t.split()) & NO_TOPIC]
        return [t for t in found if len(stems(t)) > 0]

    def sayings(self):
        """(sentence, speaker, place of the name, place of the words); a pronoun's name may stand in the sentence before."""
        found = []
        for i, s in enumerate(self.a.sentences):
            said = saying(s)
            if said:
                found.append((i, *said))
                continue
            m = HE_SAID.match(s)
            if m and i:
                before = saying(self.a.sentences[i - 1])
                c = clause(self.a.sentences[i - 1])
                who = before[0] if before else c.subject if c and c.by_name() else None
                if who:
                    found.append((i, who, None, m.span("words") if m["words"] else m.span("words2")))
        return found

    def speakers(self):
        """Who said what about what, and who didn't."""
        rng, S = self.rng, self.a.sentences
        said = self.sayings()
        of = {}
        for i, who, _, span in said:
            of.setdefault(last(who), []).append(S[i][span[0] : span[1]])
        for i, who, place, span in said:
            words = S[i][span[0] : span[1]]
            topics = self.topics(words) + [n for n in names("x " + words) if not stems(n) & stems(who)]
            w = self.around(i, 3 if rng.random() < 0.5 else None)
            if place is None and i - 1 not in w:
                w = [i - 1] + w[: max(2, len(w) - 1)] if w[0] == i else w
                if i - 1 not in w:
                    continue
            for t in rng.sample(topics, min(2, len(topics))):
                self.add("said", self.ask(who, t), w, [(i, *span)])
                # another's name: of one who speaks in the window, in the article, or who only is in the news
                near = [y for j, y, _, _ in said if j in w and last(y) != last(who)] * 6 + [y for _, y, _, _ in said if last(y) != last(who)] * 2 + rng.sample(self.a.names, min(4, len(self.a.names))) + rng.choice(self.aliens).people[:1]
                shown = self.shown(w)
                for y in (rng.choice(near) for _ in range(6)):
                    own = " ".join(of.get(last(y), []))
                    if not stems(y) & stems(who) and not stems(t) & stems(own) and not stems(y) & stems(t) and (last(y) not in S[i] or rng.random() < 0.3):
                        self.add("speaker", self.ask(y, t), w)
                        break
            # the speaker on a thing of which another speaks, or the article elsewhere
            own = stems(" ".join(of[last(who)]))
            others = [t for j in w if j != i and last(who) not in S[j] and not re.match(r"(?:He|She|They|“|\")", S[j]) for t in self.topics(S[j])] or [t for j, s in enumerate(S) if last(who) not in s for t in self.topics(s)]
            others = [t for t in others if not stems(t) & own]
            if others and rng.random() < 0.8:
                self.add("topic", self.ask(who, rng.choice(others)), w)
            if place is not None:
                quoted = re.search(r"[“\"]([^”\"]{12,})[”\"]", words)
                part = phrase(rng, (quoted.group(1) if quoted else words).strip(" “”\"'"), 4, 10)
                if len(stems(part)) > 1:
                    q = rng.choice(ASK_WHO_SAID).format(w=part)
                    self.add("whosaid", q, w, [(i, *place)])
                    turned = opposite(rng, q)
                    if turned and rng.random() < 0.5:
                        self.add("whosaid.opposite", turned, w)
                    elif rng.random() < 0.6:
                        self.elsewhere("whosaid", q, {i}, who)
        # two speakers in one question
        for k in range(len(said) - 1):
            (i, x, _, a), (j, y, _, b) = said[k], said[k + 1]
            if last(x) != last(y) and 0 < j - i < 5 and rng.random() < 0.6:
                topics = self.topics(S[i][a[0] : a[1]]) or self.topics(S[j][b[0] : b[1]])
                if topics:
                    t = "the " + rng.choice(topics)
                    q = rng.choice(["What did {x} and {y} say about {t}?", "How do {x} and {y} differ on {t}?", "Compare {x} and {y} on {t}", "{x} vs {y} on {t}"]).format(x=self.called(x), y=self.called(y), t=t)
                    w = list(range(i, j + 1))
                    self.add("compare", q, w if len(w) > 2 else sorted({*w, *self.around(i, 3)} - {k for k in range(len(S)) if not i - 1 <= k <= j + 1}), [(i, *a), (j, *b)])
        return said

    def ask(self, who, t):
        return self.rng.choice(ASK_SAID).format(x=self.called(who), t=("the " if t.islower() and self.rng.random() < 0.8 else "") + t)

    def called(self, who):
        bare = re.sub("^" + TITLE, "", who)
        x = self.rng.random()
        return bare if x < 0.55 else bare.split()[-1] if x < 0.85 else who

    def pairs(self, made):
        """Two questions in one, both answered in one window."""
        made = [(i, kind, q, span) for i, kind, q, span in made if kind != "yesno"]
        for (i, _, p, a), (j, _, q, b) in zip(made, made[1:]):
            if 0 <= j - i <= 2 and self.rng.random() < 0.25 and len(p) + len(q) < 170:
                w = self.around(i, 3)
                if j in w:
                    self.add("pair", p.rstrip("?") + self.rng.choice([" and ", ", and ", "? And "]) + q[:1].lower() + q[1:], w, [(i, *a), (j, *b)])


PLURAL = re.compile(r"\b(?:the|these|those|some|many|several|his|her|their|of|and) ((?:[a-z]+ )?[a-z]{3,}[^s\W]s)\b")
NUMBER_OR_WORD = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|both|a|an|no)"


def tidy(question):
    return re.sub(r"\s+([?,.])", r"\1", re.sub(r"\s+", " ", question)).strip()


def last(who):
    return re.sub("^" + TITLE, "", who).split()[-1]


def examples(rng, articles, out, tag, rounds=1, most=60):
    """Adds the examples of articles, at most so many of one."""
    for a in articles:
        if len(a.sentences) < 4 or not a.names:
            continue
        mine = []
        bag = type(out)()
        maker = Maker(rng, a, bag, articles, tag)
        for _ in range(rounds):
            mine = []
            for i in range(len(a.sentences)):
                for made in (maker.facts(i), maker.numbers(i)):
                    mine += [(i, *m) for m in made or ()]
                maker.roles(i)
                if rng.random() < 0.35:
                    maker.unsaid(i)
                if rng.random() < 0.3:
                    maker.deed(i)
            maker.speakers()
            maker.pairs(mine)
        rng.shuffle(bag)
        # an event of one article asked of another's words
        for e in rng.sample(bag[:most], len(bag[:most]) // 30):
            b = rng.choice(articles)
            if b is not a and len(b.sentences) > 3:
                w = Window(rng).around(len(b.sentences), rng.randrange(len(b.sentences)))
                out.add(tag + ".foreign", e["q"], [b.sentences[k] for k in w])
        out += bag[:most]
