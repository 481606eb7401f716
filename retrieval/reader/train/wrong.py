"""Which words of a false claim aren't borne out: those in which it differs from a true one about the same sentences."""

import difflib
import re

WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|%")
# More words than that, or than that share of a claim, and the two only speak of the same.
MOST, MOST_SHARE = 5, 0.45


def words(false, trues):
    """(start, end) of the words in which the false claim differs from the true one that is most like it; None if none is like it."""
    found = [d for d in (differing(false, t) for t in trues) if d]
    return min(found, key=len) if found else None


def differing(false, true):
    """(start, end) of the false claim's words that the true one hasn't in their place; where it only leaves words out, of those beside."""
    own, other = ([(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(x)] for x in (false, true))
    same = difflib.SequenceMatcher(None, [w[0] for w in own], [w[0] for w in other], autojunk=False).get_matching_blocks()
    wrong = [k for k in range(len(own)) if not any(b.a <= k < b.a + b.size for b in same)]
    if not wrong:
        ends = [(a.a + a.size - 1, b.a) for a, b in zip(same, same[1:]) if b.b - a.b - a.size > 0]
        left_out = len(other) - len(own)
        wrong = sorted({min(max(k, 0), len(own) - 1) for pair in ends for k in pair}) if left_out <= MOST else []
    if not wrong or len(wrong) > MOST or len(wrong) > MOST_SHARE * len(own):
        return None
    return [list(own[k][1:]) for k in wrong]
