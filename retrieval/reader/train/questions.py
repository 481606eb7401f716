"""The questions that news.py asks, and what they are about."""

import re


def table(lines):
    """[(question, pattern of what may tell)] of lines "question : pattern"."""
    return [tuple(line.strip().split(" : ")) for line in lines.strip().splitlines()]


TOPIC = re.compile(
    r"\b(?:the|a|an|his|her|their|its|our|this|these|those|of|on|for|against|about)\s+((?:[a-z-]{3,} ){0,2}[a-z-]{4,})\b"
)
NO_TOPIC = frozenset(
    """would will could should must have been were being said that which when while also very more most first last same other such there
    what this these those with from into than then them they their about after before over under between during because where many much
    some only just even still people time year""".split()
)
# {x}: a speaker, {t}: what was spoken of, {w}: the words.
ASK_SAID = ["What did {x} say about {t}?"] * 5 + [
    "What did {x} tell reporters about {t}?",
    "What does {x} think of {t}?",
    "How did {x} describe {t}?",
    "How did {x} explain {t}?",
    "How did {x} react to {t}?",
    "What was {x}'s view of {t}?",
    "{x} on {t}",
    "{x} {t} quote",
    "Exact words of {x} on {t}?",
    "Did {x} mention {t}?",
    "Has {x} commented on {t}?",
    "How did {x} justify {t}?",
    "What did {x} say regarding {t}?",
    "what's {x}'s position on {t}",
    "Did {x} say anything about {t}?",
    "What is {x}'s opinion on {t}?",
]
ASK_WHO_SAID = [
    "Who said {w}?",
    "Who said “{w}”?",
    "who said that {w}",
    "Who claimed {w}?",
    "Which official said {w}?",
    "Who spoke of {w}?",
    'who said "{w}"',
    "Who argued that {w}?",
]
EVENT = re.compile(
    r"\b(?:the|a|an|this|his|her|their)\s+((?:[a-z-]+ )?(?:attack|bombing|shooting|crash|fire|election|match|game|final|ceremony|meeting|"
    r"summit|talks|protest|march|rally|trial|hearing|vote|ballot|launch|deal|agreement|project|study|strike|storm|cyclone|hurricane|"
    r"earthquake|explosion|investigation|festival|conference|law|bill|visit|operation|blast|accident|flight|debate|race|tournament|"
    r"campaign|concert|funeral|outbreak|evacuation|inquiry|merger|mission|programme|program|exercise|speech|raid|siege|flood|eruption|"
    r"collision|siege|ruling|verdict|lawsuit))\b"
)
# Things asked of a person {x} and of an event {t}; behind the colon what a window holds that may tell (for the last: a date).
UNSAID_OF_PERSON = table(r"""
    How old is {x}? : \b\d\d\b|\bage|old\b|born
    How old was {x}? : \b\d\d\b|\bage|old\b|born
    Where was {x} born? : born|native|birth|from
    When was {x} born? : born|birth|age|\b(?:19|20)\d\d\b
    Who is {x} married to? : wife|husband|marri|spouse|widow
    What is the name of {x}'s wife? : wife|husband|marri|spouse|widow
    How many children does {x} have? : child|son\b|daughter|father|mother|kids
    Who is {x}'s lawyer? : lawyer|attorney|counsel|represent
    What party does {x} belong to? : party|Party|Democrat|Republican|Labour|Conservative|independent
    When was {x} elected? : elect|vote|won|office
    When did {x} resign? : resign|step|quit|left
    Why did {x} resign? : resign|step|quit|left
    How did {x} die? : died|dead|death|kill|die\b
    When did {x} die? : died|dead|death|kill|die\b
    Where does {x} live? : live|home|resid|from
    How much does {x} earn? : earn|salar|paid|pay\b|[$€£]|income
    What did {x} study? : stud|degree|univers|school|colleg
    Who succeeded {x}? : succe|replac|next|new
    Who did {x} meet? : met\b|meet|talk|visit
    How many votes did {x} get? : vot|percent|%|ballot|elect
    Which award did {x} win? : award|prize|won|win|medal
    What did {x} apologise for? : apolog|sorry|regret
    Was {x} arrested? : arrest|custody|detain|charg|jail|prison
    What was {x} charged with? : charg|accus|indict|convict|guilty|arrest
    How long was {x} sentenced to? : sentenc|prison|jail|years|month
    When did {x} arrive? : arriv|came|reach|land
""")
UNSAID_OF_EVENT = table(r"""
    How many people died {t}? : died|dead|death|kill|fatal|die\b|toll
    How many people were injured {t}? : injur|hurt|wound|hospital
    How many people were arrested {t}? : arrest|custody|detain
    How much did {t} cost? : cost|[$€£]|million|billion|price|paid|worth
    Who paid for {t}? : paid|pay\b|fund|financ|[$€£]
    What time did {t} start? : \d:\d\d|a\.?m|p\.?m|o'clock|noon|hour|morning|evening
    Who organised {t}? : organi|held by|host
    How long did {t} last? : last|hour|minute|days|weeks|month|year
    Who opposed {t}? : oppos|critic|against|reject|protest
    What caused {t}? : caus|due|because|result|reason|led|after
    How many people attended {t}? : attend|crowd|people|audience|spectat|particip
    Who investigated {t}? : investig|probe|inquir|police|look
    What was the result of {t}? : result|outcome|won|end|conclu|lost
    Which company insured {t}? : insur
    Who criticised {t}? : critic|condemn|oppos|denounc|against|attack
    Where did {t} take place? : \b(?:in|at|near) [A-Z]
    When did {t} happen? : -
""")
PLURAL = re.compile(r"\b(?:the|these|those|some|many|several|his|her|their|of|and) ((?:[a-z]+ )?[a-z]{3,}[^s\W]s)\b")
NUMBER_OR_WORD = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|both|a|an|no)"
