"""Questions about who said what."""

import re

from clauses import HE_SAID, TITLE, clause, phrase, saying
from maker import Maker
from noise import opposite
from questions import ASK_SAID, ASK_WHO_SAID
from text import names, stems


class Speakers(Maker):
    """Makes the examples of an article's quotations."""

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
                near = (
                    [y for j, y, _, _ in said if j in w and last(y) != last(who)] * 6
                    + [y for _, y, _, _ in said if last(y) != last(who)] * 2
                    + rng.sample(self.a.names, min(4, len(self.a.names)))
                    + rng.choice(self.aliens).people[:1]
                )
                for y in (rng.choice(near) for _ in range(6)):
                    own = " ".join(of.get(last(y), []))
                    if (
                        not stems(y) & stems(who)
                        and not stems(t) & stems(own)
                        and not stems(y) & stems(t)
                        and (last(y) not in S[i] or rng.random() < 0.3)
                    ):
                        self.add("speaker", self.ask(y, t), w)
                        break
            # the speaker on a thing of which another speaks, or the article elsewhere
            own = stems(" ".join(of[last(who)]))
            others = [
                t
                for j in w
                if j != i and last(who) not in S[j] and not re.match(r"(?:He|She|They|“|\")", S[j])
                for t in self.topics(S[j])
            ] or [t for j, s in enumerate(S) if last(who) not in s for t in self.topics(s)]
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
                    q = rng.choice(
                        [
                            "What did {x} and {y} say about {t}?",
                            "How do {x} and {y} differ on {t}?",
                            "Compare {x} and {y} on {t}",
                            "{x} vs {y} on {t}",
                        ]
                    ).format(x=self.called(x), y=self.called(y), t=t)
                    w = list(range(i, j + 1))
                    self.add(
                        "compare",
                        q,
                        w
                        if len(w) > 2
                        else sorted({*w, *self.around(i, 3)} - {k for k in range(len(S)) if not i - 1 <= k <= j + 1}),
                        [(i, *a), (j, *b)],
                    )
        return said

    def ask(self, who, t):
        return self.rng.choice(ASK_SAID).format(
            x=self.called(who), t=("the " if t.islower() and self.rng.random() < 0.8 else "") + t
        )

    def called(self, who):
        bare = re.sub("^" + TITLE, "", who)
        x = self.rng.random()
        return bare if x < 0.55 else bare.split()[-1] if x < 0.85 else who


def last(who):
    return re.sub("^" + TITLE, "", who).split()[-1]
