"""What a sentence says, by rules: who did what, when, where, why, how many; who said what."""

import re
from dataclasses import dataclass

from text import MONTH, NAME, WEEKDAY

TITLE = (
    r"(?:(?:President|Prime Minister|Secretary|Secretary of State|Minister|Foreign Minister|Senator|Governor|Judge|Justice|Mayor|"
    r"Professor|Representative|Ambassador|Vice President|Chancellor|King|Queen|Dr\.|Mr\.|Mrs\.|Ms\.) )?"
)
DATE = re.compile(
    rf"\b(?:(?:on|since|by|until|from|in|late|early) )?"
    rf"(?:(?:last |next )?(?:{WEEKDAY}|yesterday|today)(?:,? (?:the )?(?:{MONTH}) \d+)?|(?:{MONTH}) \d{{1,2}}(?:, \d{{4}})?"
    rf"|\d{{1,2}} (?:{MONTH})(?: \d{{4}})?|(?:in|since|by|until) (?:(?:{MONTH}) )?(?:19|20)\d\d|in (?:{MONTH}))\b"
)
PLACE = re.compile(rf"\b(?:in|at|near|outside) (?:the )?{NAME}(?:, {NAME})?")
REASON = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|in order to|as a result of|after being|for fear of|citing|on the grounds? (?:that|of)) [^.;]{8,}"
)
WHY = re.compile(
    r"\b(?:because|due to|owing|in order|as a result|reason|after|since|so that|therefore|citing|grounds|over|for|to [a-z]+)\b"
)
NUMBER = (
    r"(?:\d[\d,.]*(?: (?:million|billion|thousand))?"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty)"
)
MANY = re.compile(
    rf"\b(?P<n>{NUMBER}) (?P<what>(?:(?!of |and |or )[a-z-]+ )?(?:[a-z]{{3,}}s|people|women|men|children|police))\b"
)
MONEY = re.compile(r"[A-Z]{0,3}[$€£]\s?\d[\d,.]*(?: (?:million|billion|trillion))?")
AGE = re.compile(rf"(?P<name>{NAME}), (?:aged )?(?P<age>\d\d)(?=[,.])|(?P<age2>\d\d)-year-old (?P<name2>{NAME})")
ROLE = re.compile(rf"(?P<name>{NAME}), (?P<role>(?:the|a|an|who)\b [^,.;]{{8,70}})[,.]")
TOLL = re.compile(
    rf"\b(?P<n>{NUMBER}) (?:other )?(?:people|persons|men|women|children|others|[a-z]+s)?\s?(?:were |was |had |have )?(?:been )?"
    r"(?P<verb>killed|dead|died|injured|wounded|arrested|missing|hurt)\b"
    rf"|\b(?P<verb2>killing|injuring|wounding) (?:at least |about |more than |another )?(?P<n2>{NUMBER})\b"
)

SAY = (
    r"(?:said|says|stated|announced|argued|warned|claimed|insisted|tweeted|wrote|noted|explained|declared|stressed|emphasi[sz]ed|"
    r"confirmed|reported|denied|suggested|admitted|added|commented|replied|remarked|told [\w ]{3,25})"
)
SAYINGS = [
    re.compile(rf"^(?P<who>{TITLE}{NAME})(?:, [^,]{{3,60}},)? {SAY}(?: that|,|:)? (?P<words>.{{20,}})$"),
    re.compile(rf"^(?P<words>[“\"][^”\"]{{15,}}[,.?!]?[”\"],? )(?:{SAY}) (?P<who>{TITLE}{NAME})"),
    re.compile(rf"^(?P<words>[“\"][^”\"]{{15,}}[,.?!]?[”\"],? )(?P<who>{TITLE}{NAME}) {SAY}"),
    re.compile(rf"^(?P<words>[^“”\"]{{25,}}), (?:according to|said) (?P<who>{TITLE}{NAME})"),
    re.compile(rf"^According to (?P<who>{TITLE}{NAME}),(?P<words> .{{20,}})$"),
]
HE_SAID = re.compile(
    rf"^(?:He|She|They) (?:also |then |further |later )?{SAY}(?: that|,|:)? (?P<words>.{{20,}})$"
    rf"|^(?P<words2>[“\"][^”\"]{{15,}}[,.?!]?[”\"],? )(?:he|she) {SAY}"
)
PRONOUN = re.compile(
    r"(?:I|We|He|She|It|They|You|This|That|These|Those|There|Who|What|Some|Many|Others|"
    r"All|But|And|So|In|On|At|If|As|Our|My|Their|His|Her|When|While|For|No|Not)\b"
)

# past:infinitive
PAST = """
    won:win met:meet took:take gave:give made:make held:hold left:leave led:lead became:become began:begin sent:send
    wrote:write spoke:speak said:say told:tell went:go came:come got:get lost:lose found:find fell:fall rose:rise grew:grow
    knew:know saw:see thought:think brought:bring bought:buy caught:catch built:build broke:break chose:choose drew:draw
    drove:drive fought:fight flew:fly forced:force ran:run sold:sell struck:strike stood:stand stole:steal threw:throw
    wore:wear withdrew:withdraw paid:pay hit:hit put:put set:set cut:cut shot:shoot sought:seek kept:keep felt:feel
    beat:beat swore:swear died:die tied:tie lied:lie closed:close used:use launched:launch moved:move received:receive
    arrived:arrive served:serve caused:cause agreed:agree announced:announce released:release voted:vote named:name
    charged:charge urged:urge defeated:defeat argued:argue continued:continue issued:issue killed:kill signed:sign
    passed:pass called:call planned:plan banned:ban stopped:stop dropped:drop admitted:admit submitted:submit
    permitted:permit carried:carry tried:try denied:deny applied:apply married:marry testified:testify qualified:qualify
    identified:identify replied:reply ordered:order entered:enter offered:offer suffered:suffer considered:consider
    remembered:remember delivered:deliver opened:open visited:visit reported:report happened:happen threatened:threaten
    warned:warn returned:return joined:join claimed:claim failed:fail remained:remain explained:explain
"""
PAST = dict(pair.split(":") for pair in PAST.split())


def base(verb):
    """The infinitive of a past form."""
    if verb in PAST:
        return PAST[verb]
    stem = verb[:-2]
    if verb.endswith("ied"):
        return verb[:-3] + "y"
    if re.search(
        r"(?:[^aeiou]u|[^aeou]i|a|[^aeiou]o|[^aeiou]e)[cgsvz]ed$|[^aeiou][aiou][tdklmn]ed$|[lrn][gcs]ed$|[bdtkgp]led$|[^aeiou]u?[aeiou]red$|[bcdfgkpt]ued$",
        verb,
    ):
        return verb[:-1]
    if re.search(r"([bdgmnprt])\1$", stem):
        return stem[:-1]
    return stem


@dataclass
class Clause:
    subject: str
    place: tuple  # of the subject in the sentence
    verb: str
    rest: str  # what follows the verb, without the last full stop
    start: int  # of rest in the sentence

    def asks(self, rest):
        """The words of a question after its question word: "did the court reject the appeal"."""
        if self.verb in ("was", "were", "is", "are", "will", "has", "have", "had", "can", "could", "would"):
            return f"{self.verb} {self.subject_inside()} {rest}"
        return f"did {self.subject_inside()} {base(self.verb)} {rest}"

    def subject_inside(self):
        return re.sub(r"^(The|A|An|Two|Three|Several|Police)\b", lambda m: m.group().lower(), self.subject)

    def by_name(self):
        return not re.match(r"(?:The|A|An) ", self.subject)


VERB = r"(?:was|were|is|are|will|has|have|had|" + "|".join(v for v in PAST if not v.endswith("ed")) + r"|[a-z]{2,}ed)"
CLAUSE = re.compile(
    rf"^(?:(?:On|In|At|After|Earlier|During|Following|According)\b[^,“\"]{{2,70}}, )?"
    rf"(?P<subject>(?!(?:The|A|An)\b){TITLE}{NAME}|(?:The|A|An) (?:(?!{VERB} )[\w'’-]+ ){{0,5}}?[\w'’-]+|Police)(?:,? (?:who|which)? ?[^,“\"]{{3,60}},)? "
    rf"(?:also |then |later |reportedly |initially )?(?P<verb>{VERB}) (?P<rest>(?!by |that were|which ).{{12,}}?)[.?!]?$"
)


def clause(sentence):
    """The main clause, or None."""
    m = CLAUSE.match(sentence)
    if not m or len(sentence) > 330 or PRONOUN.match(m["subject"]) or re.search(r"[“”\"]", m["subject"]):
        return None
    return Clause(m["subject"], m.span("subject"), m["verb"], m["rest"], m.start("rest"))


def phrase(rng, words, least=4, most=11):
    """The beginning of a run of words, cut where a phrase may end."""
    words = re.split(r"[,;:—–(“”\"]", words)[0].split()[: rng.randint(least, most)]
    while words and words[-1].lower() in ENDLESS:
        words.pop()
    return " ".join(words)


ENDLESS = frozenset(
    """the a an of in on at to for by with from as and or but is was were are be been has had have his her its their our this that these
    those which who not into over about after before between during against under more than very also including such new other some any
    no out""".split()
)


def saying(sentence):
    """(speaker, its place, place of the words) if the sentence says who said what."""
    for pattern in SAYINGS:
        m = pattern.match(sentence)
        if m and not PRONOUN.match(m["who"]):
            return m["who"], m.span("who"), m.span("words")
    return None
