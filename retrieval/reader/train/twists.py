"""Examples whose question is a claim: sentences of news as they stand or in other words, and turned by rules so that they are false.

A reader that has seen few such claims takes one that is nearly word for word its sentence as borne out, whatever the other words are.
"""

import datetime
import re

import wrong
from noise import ANTONYM, ANTONYMS, AUXILIARY
from text import MONTH, NAME, WEEKDAY, Window, stems

NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
WORDED = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
IN_WORDS = re.compile(r"\b(?:" + "|".join(WORDED) + r")\b")
CALENDAR = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})\b")
SAYING = r"said|says|claimed|stated|told \w+|added|announced|argued|suggested|believes|warned|confirmed"
SAID = (
    re.compile(rf"^(?P<who>[A-Z][^,\"“”]{{2,60}}?) (?:{SAYING}) that (?P<what>[^\"“”]{{25,}})$"),
    re.compile(r"^According to (?P<who>[^,]{3,60}), (?P<what>[^\"“”]{25,})$"),
    re.compile(rf"^(?P<what>[^\"“”]{{25,}}), (?:according to (?P<who>[^,]{{3,60}})|(?P<who2>[^,]{{3,50}}) (?:{SAYING}))\.$"),
)
# Each with what stands in its place.
SURER = (
    (re.compile(r"\b(?:may|might|could) (?=[a-z]+\b(?! have))"), "will "),
    (re.compile(r"\b(?:plans?|intends?|wants?|hopes?) to "), "has begun to "),
    (re.compile(r"\b(?:planned|intended|wanted|hoped|was asked|were asked|agreed|threatened) to "), "went on to "),
    (re.compile(r"\b(?:some|several|many|most|nearly all|a number|part) of\b"), "all of"),
    (re.compile(r"\b(?:some|several|many|most) (?=[a-z]+s\b)"), "all "),
    (re.compile(r"\b(?:at least|up to|more than|about|around|nearly|almost|over) (?=\d)"), "exactly "),
    (re.compile(r"\balleged(?:ly)? "), ""),
    (re.compile(r", (?:if|unless|provided) [^,.]+(?=[,.])"), ""),
)
CAUSE = re.compile(r",? (?:after|when|while|as) (?=\w+ \w+ \w+)|, and (?=\w+ \w+ \w+)")
# What opens or ends a sentence and can be left out with the rest still true.
OPENING = re.compile(r"^(?:On|In|At|Earlier|Yesterday|Meanwhile|However|Additionally|Also|Today)\b[^,]{0,40}, (?=[A-Za-z])")
AFTERTHOUGHT = re.compile(r", (?:which|who|where|including|such as|adding|noting|calling)\b[^.“”\"]+(?=\.$)")


def examples(rng, articles, out, most):
    """Adds, of up to most sentences of each article, a true claim and a false one, over the sentence alone or with those around it, most behind the heading."""
    window = Window(rng)
    for article in articles:
        s = article.sentences
        fit = [i for i, x in enumerate(s) if 7 <= len(x.split()) <= 38 and x.endswith(".") and not x.startswith(("“", '"', "But", "And"))]
        for i in rng.sample(fit, min(most, len(fit))):
            w = [i] if rng.random() < 0.5 else window.around(len(s), i, 3)
            shown = [s[k] for k in w]
            first = int(rng.random() < 0.85)
            if first:
                shown.insert(0, article.heading())
            add = lambda kind, claim, marks=(), doubted=None: out.add(f"twist.{kind}", claim, shown, marks, wrong=doubted)
            true = shortened(rng, s[i])
            false = twisted(rng, article, true if rng.random() < 0.7 else s[i], " ".join(shown))
            if not false or len(false[1]) > 219 or len(true) > 219:
                continue
            said = stems(true)
            marks = [(first + w.index(i), m.start(), m.end()) for m in re.finditer(r"[A-Za-z0-9]+", s[i]) if stems(m.group()) & said]
            if marks:
                add("true", true, marks, [])
                add(*false, doubted=wrong.words(false[1], (true, s[i])))


# What is said by the day of the report, and the days, months or years that it lies ahead.
BY_DAY = {"today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "yesterday": -1}
BY_YEAR = {"last year": -1, "this year": 0, "next year": 1}
RELATIVE = re.compile(rf"\b(?:(?P<day>{'|'.join(BY_DAY)}|on (?:{WEEKDAY}))|(?P<month>(?:last|this|next) month)|(?<!of )(?P<year>{'|'.join(BY_YEAR)}))\b(?!['’]|,? (?-i:[A-Z]))", re.I)
AHEAD = re.compile(r"\b(?:will|would|to be|plans?|next|upcoming|scheduled|expected|ahead)\b")


def dated(rng, articles, out, most=4):
    """Adds, of up to most sentences of each article that say when by the day of the report, a claim with the date and one with another, behind the heading."""
    window = Window(rng)
    for article in articles:
        s = article.sentences
        fit = [(i, m) for i, x in enumerate(s) if 5 <= len(x.split()) <= 38 and x.endswith(".") and "“" not in x and (m := RELATIVE.search(x)) and fits(m)]
        for i, m in rng.sample(fit, min(most, len(fit))) if article.day else ():
            right, other = days(rng, article.day, m)
            w = [i] if rng.random() < 0.5 else window.around(len(s), i, 3)
            shown = [article.heading()] + [s[k] for k in w]
            for kind, day in (("dated", right), ("other day", other)):
                claim = replaced(s[i], m, day)
                claim = shortened(rng, claim[:1].upper() + claim[1:])
                if day.lower() not in claim.lower() or len(claim) > 219:
                    continue
                said = stems(claim)
                marks = [(1 + w.index(i), t.start(), t.end()) for t in re.finditer(r"[A-Za-z0-9]+", s[i]) if stems(t.group()) & said]
                out.add(f"twist.{kind}", claim, shown, marks if kind == "dated" else ())


def fits(match):
    """Whether the words mean a day before the report or its own: no "USA Today", no "on Monday" that lies ahead."""
    word = match["day"]
    if not word:
        return True
    return (match.start() == 0 or word.islower() or word[:2] == "on") and (word.lower() in BY_DAY or not AHEAD.search(match.string))


def days(rng, published, match):
    """The date that the words mean in a report of that day, and another near it."""
    other = rng.choice((-1, 1))
    if match["year"]:
        year = published.year + BY_YEAR[match["year"].lower()]
        return f"in {year}", f"in {year + other}"
    if match["month"]:
        ahead = {"last": -1, "this": 0, "next": 1}[match["month"].split()[0].lower()]
        month = lambda n: f"in {MONTH.split('|')[n % 12]} {published.year + n // 12}"
        return month(published.month - 1 + ahead), month(published.month - 1 + ahead + other)
    word = match["day"].lower()
    if word in BY_DAY:
        day = published + datetime.timedelta(BY_DAY[word])
    else:  # the last such weekday
        back = (published.weekday() - [x.lower() for x in WEEKDAY.split("|")].index(word.removeprefix("on "))) % 7
        day = published - datetime.timedelta(back)
    as_written = lambda d: f"on {d:%B} {d.day}" + (f", {d.year}" if year else "")
    year = rng.random() < 0.6
    return as_written(day), as_written(day + datetime.timedelta(other * rng.choice((1, 1, 2, 7))))


def shortened(rng, sentence):
    """The sentence, for a half without what opens it or what it adds."""
    if rng.random() < 0.5:
        sentence = AFTERTHOUGHT.sub("", sentence)
        sentence = OPENING.sub("", sentence)
    return sentence[:1].upper() + sentence[1:]


def twisted(rng, article, claim, shown):
    """(kind, claim turned so that what is shown no longer says it), or None."""
    kinds = list(TWISTS)
    for kind in sorted(kinds, key=lambda k: rng.random() / WEIGHT.get(k, 1)):
        turned = TWISTS[kind](rng, article, claim, shown)
        if turned and turned != claim:
            return kind, turned[:1].upper() + turned[1:]
    return None


def replaced(claim, match, other):
    return claim[: match.start()] + other + claim[match.end() :]


def number(rng, article, claim, shown):
    """Another number of about that size."""
    found = [m for m in NUMBER.finditer(claim)]
    if not found or rng.random() < 0.2:
        found = list(IN_WORDS.finditer(claim)) or found
    if not found:
        return None
    m = rng.choice(found)
    if not m.group()[0].isdigit():
        other = rng.choice([x for x in WORDED if x != m.group()])
    else:
        digits = list(m.group())
        places = [k for k, c in enumerate(digits) if c.isdigit()]
        k = rng.choice(places[-2:] if len(places) > 3 else places)
        digits[k] = rng.choice([d for d in "123456789" if d != digits[k]])
        other = "".join(digits)
    return None if re.search(rf"\b{re.escape(other)}\b", shown) else replaced(claim, m, other)


def numbers_exchanged(rng, article, claim, shown):
    found = [m for m in NUMBER.finditer(claim)]
    pairs = [(a, b) for a, b in zip(found, found[1:]) if a.group() != b.group()]
    return exchanged(claim, *rng.choice(pairs)) if pairs else None


def exchanged(claim, a, b):
    return claim[: a.start()] + b.group() + claim[a.end() : b.start()] + a.group() + claim[b.end() :]


def proper(claim):
    """The names in a claim, without its first word where that is only a sentence's start, and dates."""
    found = []
    for m in re.finditer(NAME, claim):
        if m.start() == 0 and " " not in m.group() or CALENDAR.match(m.group()) or len(m.group()) < 4:
            continue
        found.append(re.compile(re.escape(re.sub(r"['’]s$", "", m.group()))).match(claim, m.start()))
    return found


def names_exchanged(rng, article, claim, shown):
    found = proper(claim)
    pairs = []
    for a, b in zip(found, found[1:]):
        between = claim[a.end() : b.start()]
        if a.group() != b.group() and len(between.split()) > 1 and not re.search(r"\band\b|\bor\b", between) and not stems(a.group()) & stems(b.group()):
            pairs.append((a, b))
    return exchanged(claim, *rng.choice(pairs)) if pairs else None


def name(rng, article, claim, shown):
    """Another name of the article in the place of one."""
    found = proper(claim)
    if not found:
        return None
    m = rng.choice(found)
    people = {p.split()[-1] for p in article.people}
    person = m.group().split()[-1] in people
    pool = [n for n in article.names if (n.split()[-1] in people) == person and (n in article.places) == (m.group() in article.places)]
    pool = [n for n in pool if not stems(n) & stems(claim)]
    return replaced(claim, m, rng.choice(pool)) if pool else None


def calendar(rng, article, claim, shown):
    """Another month or weekday."""
    found = list(CALENDAR.finditer(claim))
    if not found:
        return None
    m = rng.choice(found)
    others = [x for x in (MONTH if m.group() in MONTH.split("|") else WEEKDAY).split("|") if x not in shown]
    return replaced(claim, m, rng.choice(others)) if others else None


def denied(rng, article, claim, shown):
    """A "not" put behind an auxiliary, or taken away."""
    if re.search(r"\bnot\b|n['’]t\b", claim):
        return re.sub(r" not\b|n['’]t\b", "", claim, count=1)
    found = list(AUXILIARY.finditer(claim))
    if not found:
        return None
    m = rng.choice(found)
    return replaced(claim, m, m.group() + " not")


def opposite(rng, article, claim, shown):
    found = list(ANTONYM.finditer(claim))
    if not found:
        return None
    m = rng.choice(found)
    return replaced(claim, m, ANTONYMS[m.group()])


def surer(rng, article, claim, shown):
    fit = [(pattern, other) for pattern, other in SURER if pattern.search(claim)]
    if not fit:
        return None
    pattern, other = rng.choice(fit)
    return pattern.sub(other, claim, count=1)


def unattributed(rng, article, claim, shown):
    """As a fact what somebody says, or as somebody else's words."""
    for pattern in SAID:
        m = pattern.match(claim)
        if not m:
            continue
        who, what = next(g for g in ("who", "who2") if g in m.groupdict() and m[g]), m["what"].rstrip(".")
        others = [p for p in article.people if not stems(p) & stems(claim)]
        if others and rng.random() < 0.6:
            return claim.replace(m[who], rng.choice(others), 1)
        return what[:1].upper() + what[1:] + "."
    return None


def because(rng, article, claim, shown):
    found = list(CAUSE.finditer(claim))
    return replaced(claim, rng.choice(found), rng.choice([" because ", " since "])) if found and "because" not in shown else None


TWISTS = {f.__name__: f for f in (number, numbers_exchanged, names_exchanged, name, calendar, denied, opposite, surer, unattributed, because)}
WEIGHT = {"number": 5, "numbers_exchanged": 5, "name": 2.5, "names_exchanged": 3, "unattributed": 4, "denied": 0.7, "calendar": 0.7, "surer": 2, "because": 0.6}
