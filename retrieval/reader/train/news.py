"""Examples out of news reports and releases: questions made by rules, with near-misses.

The names of the kinds say where the near-miss lies: "elsewhere" is the likest passage of the same article that doesn't answer, "swap" a
name or year exchanged, "unsaid" a thing the window doesn't tell of an event or person that it does tell about, "speaker"
another's words, "topic" the speaker's words on another thing.
"""

from facts import Facts
from speakers import Speakers
from text import Window


def examples(rng, articles, out, tag, rounds=1, most=60):
    """Adds the examples of articles, at most so many of one."""
    for a in articles:
        if len(a.sentences) < 4 or not a.names:
            continue
        mine = []
        bag = type(out)()
        facts, speakers = Facts(rng, a, bag, articles, tag), Speakers(rng, a, bag, articles, tag)
        for _ in range(rounds):
            mine = []
            for i in range(len(a.sentences)):
                for made in (facts.facts(i), facts.numbers(i)):
                    mine += [(i, *m) for m in made or ()]
                facts.roles(i)
                if rng.random() < 0.35:
                    facts.unsaid(i)
                if rng.random() < 0.3:
                    facts.deed(i)
            speakers.speakers()
            facts.pairs(mine)
        rng.shuffle(bag)
        # an event of one article asked of another's words
        for e in rng.sample(bag[:most], len(bag[:most]) // 30):
            b = rng.choice(articles)
            if b is not a and len(b.sentences) > 3:
                w = Window(rng).around(len(b.sentences), rng.randrange(len(b.sentences)))
                out.add(tag + ".foreign", e["q"], [b.sentences[k] for k in w], (), b.before(rng, w))
        out += bag[:most]
