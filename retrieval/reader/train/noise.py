"""Questions as people type them: lower case, no question mark, slips of the keyboard, other words, only the words that matter."""

import re

from text import STOP

# Words that can stand for each other in most questions.
LIKE = """
    killed|left dead, killed|slain, died|lost their lives, announced|made public, announced|unveiled, said|stated, said|remarked,
    called for|demanded, increase|rise, decrease|decline, big|large, largest|biggest, begin|start, began|started, end|finish,
    help|assist, buy|purchase, bought|purchased, build|construct, built|constructed, show|reveal, children|kids,
    doctor|physician, film|movie, company|firm, job|position, country|nation, city|town, president|head of state, leader|head,
    law|legislation, fight|battle, war|conflict, attack|assault, money|funds, cost|price, car|vehicle, aircraft|plane,
    airplane|plane, injured|hurt, injured|wounded, people|persons, police|officers, arrested|detained, elected|voted in,
    election|vote, founded|established, created|made, located|situated, famous|well-known, important|significant,
    often|frequently, about|regarding, about|on, before|prior to, after|following, during|in the course of, type|kind,
    name|title, meeting|talks, agreement|deal, agreed|consented, rejected|turned down, asked|requested,
    told|informed, think|believe, wrote|penned, won|took, lost|was beaten in, resign|step down, resigned|stepped down,
    support|backing, opposed|against, reason|cause, caused|brought about, result|outcome, response|reaction, plan|scheme,
    sent|dispatched, gave|handed, received|got, according to|per, used|employed, spoke|talked, discussed|talked about,
    home|house, student|pupil, teacher|instructor, earthquake|quake, storm|tempest, fire|blaze, virus|disease, vaccine|jab,
    hospital|clinic, study|research, scientists|researchers, game|match, team|side, player|athlete, year|twelve months,
    described|characterized, criticized|attacked, praised|lauded, warned|cautioned, sanctions|penalties, troops|soldiers,
    weapons|arms, border|frontier, talks|negotiations, statement|declaration, vessel|ship, murdered|killed
""".replace("\n", " ").split(",")
SWAPS = {}
for _pair in LIKE:
    _a, _b = _pair.strip().split("|")
    SWAPS.setdefault(_a, []).append(_b)
    SWAPS.setdefault(_b, []).append(_a)
SWAP = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True)) + r")\b")

OPENERS = [
    "can you tell me {}",
    "do we know {}",
    "I'd like to know {}",
    "any idea {}",
    "please tell me {}",
    "what do the articles say about {}",
    "hi, {}",
]
# Opposites.
UNLIKE = """
    first|last largest|smallest biggest|smallest highest|lowest most|fewest oldest|youngest best|worst before|after
    increase|decrease increased|decreased rise|fall rose|fell north|south northern|southern east|west eastern|western
    male|female men|women won|lost winner|loser began|ended start|end beginning|end early|late earlier|later earliest|latest
    above|below maximum|minimum more|less higher|lower longer|shorter longest|shortest public|private accept|reject
    accepted|rejected allowed|forbidden support|oppose supported|opposed supporters|opponents agree|disagree strong|weak
    advantage|disadvantage buy|sell bought|sold import|export imports|exports upper|lower inside|outside success|failure
    friend|enemy friends|enemies father|mother son|daughter brother|sister husband|wife king|queen urban|rural rich|poor
    positive|negative legal|illegal open|closed opened|closed hot|cold summer|winter born|buried arrive|leave arrived|left
    entered|left create|destroy created|destroyed built|demolished encourage|discourage common|rare
"""
ANTONYMS = {}
for _pair in UNLIKE.split():
    _a, _b = _pair.split("|")
    ANTONYMS.setdefault(_a, _b)
    ANTONYMS.setdefault(_b, _a)
ANTONYM = re.compile(r"\b(?:" + "|".join(sorted(ANTONYMS, key=len, reverse=True)) + r")\b")


def slip(rng, word):
    """The word with one slip of the keyboard: two letters exchanged, one left out, one twice, or one beside it."""
    i = rng.randrange(1, len(word) - 1)
    kind = rng.random()
    if kind < 0.35:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind < 0.65:
        return word[:i] + word[i + 1 :]
    if kind < 0.85:
        return word[:i] + word[i] + word[i:]
    return word[:i] + rng.choice("aeioulnrst") + word[i + 1 :]


def misspell(rng, question, most=2):
    words = question.split()
    long = [i for i, w in enumerate(words) if len(w) > 4 and w.isalpha()]
    for i in rng.sample(long, min(len(long), rng.randint(1, most))):
        words[i] = slip(rng, words[i])
    return " ".join(words)


def terse(rng, question):
    """The words that matter, the kind of thing asked for before or behind them."""
    m = re.match(r"(?i)(who|whom|when|where|why|how many|how much|how|what|which)\b", question)
    ask = m.group().lower() if m else ""
    rest = [
        w
        for w in question[m.end() if m else 0 :].rstrip("?").split()
        if w.lower() not in STOP or w.lower() in ("not", "before", "after", "about")
    ]
    if len(rest) < 2:
        return question
    body = " ".join(rest)
    if ask in ("what", "which", ""):
        return body.lower() if rng.random() < 0.6 else body
    ask = {
        "how many": rng.choice(["how many", "number of"]),
        "when": rng.choice(["when", "date"]),
        "where": rng.choice(["where", "place"]),
    }.get(ask, ask)
    return f"{ask} {body}" if rng.random() < 0.6 else f"{body} {ask}"


def reword(rng, question, share=0.6):
    """The question with some words exchanged for others of like meaning."""
    return SWAP.sub(lambda m: rng.choice(SWAPS[m.group()]) if rng.random() < share else m.group(), question)


def noisy(rng, question):
    """The question as it stands for a half, else as people type."""
    if rng.random() < 0.25:
        question = reword(rng, question)
    x = rng.random()
    if x < 0.12:
        question = question.lower().rstrip("?")
    elif x < 0.18:
        question = question.rstrip("?")
    elif x < 0.27:
        question = terse(rng, question)
    elif x < 0.30:
        question = rng.choice(OPENERS).format(question[:1].lower() + question[1:])
    if rng.random() < 0.10:
        question = misspell(rng, question)
    return question


def opposite(rng, question):
    """The question with one word turned into its opposite, or None."""
    found = list(ANTONYM.finditer(question))
    if not found:
        return None
    m = rng.choice(found)
    return question[: m.start()] + ANTONYMS[m.group()] + question[m.end() :]


AUXILIARY = re.compile(r"\b(?:is|was|are|were|did|does|do|has|have|had|could|would|should)\b")


def negated(rng, question):
    """The question with its first auxiliary verb denied, or None."""
    if re.search(r"\bnot\b|n't\b", question):
        return None
    deny = lambda m: m.group() + ("n't" if rng.random() < 0.6 else " not")
    other, n = AUXILIARY.subn(deny, question, count=1)
    return other if n else None
