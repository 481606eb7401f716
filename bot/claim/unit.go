package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// A unit is a sentence that a claim is held against, with what must be known of
// those before it.
type unit struct {
	id      int
	article int
	text    string
	terms   terms
	voice   voice.Attribution
	// near are the names of the sentences before, to which it may point back.
	near terms
	// author is the folded name of who makes the statement that the article consists of, if
	// it is one, byline all that it says of them, and camp the government that they speak for.
	author, byline, camp string
	// says is the folded name of whose words the sentence is by a transcript's label, if
	// they aren't the author's.
	says string
	// names reports whether the report holds a folded phrase.
	names func(phrase string) bool
	// president is the folded name of whom it means by "the President"; empty if it
	// doesn't say so, or that isn't known.
	president string
	// back says that it does: it holds a pronoun or the like.
	back bool
}

// backwardWords point to what was named before.
var backwardWords = lexicon.Set(`he she they it his her their its him them this these that both two latter former such the our we`)

func (k *Checker) unit(id int) *unit {
	s := k.coverage.Sentences[id]
	u := &unit{id: id, article: s.Article, text: s.Text, terms: k.parsed(s.Text), voice: k.reports.Of(id)}
	k.aliases(u.terms)
	u.author, u.byline = retrieval.Fold(k.reports.Author(s.Article)), retrieval.Fold(k.reports.Byline(s.Article))
	u.camp = k.campOfAuthor(u.byline)
	if says := retrieval.Fold(u.voice.Author); says != u.author {
		u.says = says
	}
	if thePresident(u.terms) {
		u.president = k.reports.Head("")
	}
	u.names = func(phrase string) bool {
		return slices.ContainsFunc(k.reports.Sentences(s.Article), func(s retrieval.Sentence) bool { return strings.Contains(retrieval.Fold(s.Text), phrase) })
	}
	u.back = u.terms.has(backwardWords)
	first := k.reports.First(s.Article)
	from := max(first, id-3)
	for i := from; i < id; i++ {
		u.near = append(u.near, k.terms(k.coverage.Sentences[i].Text)...)
	}
	if from > first { // the subject of the report
		u.near = append(u.near, k.terms(k.coverage.Sentences[first].Text)...)
	}
	k.aliases(u.near)
	return u
}

// thePresident reports whether terms speak of "the President" without name or country.
func thePresident(s terms) bool {
	for i, x := range s {
		if x.folded == "president" && i > 0 && s[i-1].folded == "the" && !s.namesAt(i+1) && !(i+1 < len(s) && s[i+1].folded == "of") {
			return true
		}
	}
	return false
}

// aliases lets an office stand for who holds it: "the US president" for Biden.
func (k *Checker) aliases(s terms) {
	for i, x := range s {
		camp, ok := strings.CutPrefix(x.value, "camp ")
		if !ok {
			continue
		}
		for j := i + 1; j < len(s) && j <= i+2; j++ {
			if headOffices[s[j].folded] {
				if head := k.reports.Head(camp); head != "" && !s.namesAt(j+1) {
					s[j].kind, s[j].value = termName, head
				}
				break
			}
		}
	}
}

func (s terms) namesAt(i int) bool { return i >= 0 && i < len(s) && s[i].kind == termName }

// headOffices are those of the head of a government.
var headOffices = lexicon.Set(`president leader counterpart chancellor premier`)

// elsewhere is the place of a term that the sentence means without holding it.
const elsewhere = -1

// A match is where a unit holds a term of a claim, and how.
type match struct {
	found bool
	at    int // in unit.terms, or elsewhere
	rel   lexicon.Relation
	// opposite is a term that says the contrary, or elsewhere.
	opposite int
}

// find looks for a term of a claim, preferring what is near after.
func (u *unit) find(c terms, i, after int) match {
	x := c[i]
	m := match{opposite: elsewhere, at: elsewhere}
	exact := false // the word itself goes before another for it
	better := func(at int, rel lexicon.Relation) {
		same := u.terms[at].folded == x.folded
		if !m.found || rel > m.rel || rel == m.rel && (same && !exact || same == exact && abs(at-after) < abs(m.at-after)) {
			m.found, m.at, m.rel, exact = true, at, rel, same
		}
	}
	for j, y := range u.terms {
		if y.kind == termMark {
			continue
		}
		switch {
		case x.kind == termNumber && y.kind == termNumber:
			if x.value == y.value {
				better(j, lexicon.Same)
			}
		case x.kind == termNumber || y.kind == termNumber:
			if x.folded == y.folded {
				better(j, lexicon.Same)
			}
		case x.kind == termName:
			if sameName(x, y) {
				better(j, lexicon.Same)
			}
		case y.kind == termName:
			if retrieval.SameStem(x.folded, y.folded) {
				better(j, lexicon.Same)
			}
		case y.kind == termFunction:
		default:
			switch r := relate(x.folded, y.folded); r {
			case lexicon.Unrelated:
			case lexicon.Opposite:
				m.opposite = j
			default:
				better(j, r)
			}
		}
	}
	if m.found {
		return m
	}
	if j := u.sameSpan(c, i); j != noTerm {
		better(j, lexicon.Derived)
		return m
	}
	if x.kind == termName {
		switch {
		case u.shortens(c, i), u.spelled(x.text), u.speaksAs(x), u.ofAuthor(x), u.ofOwnCamp(c, i), u.president == x.folded, u.ofCurrency(c, i):
			m.found, m.rel = true, lexicon.Same
		case u.calls(c, i):
			m.found, m.rel = true, lexicon.Same
		case dayTerms[x.folded] && u.terms.has(dayTerms):
			// Another day is named, so none before is meant.
		case u.back && slices.ContainsFunc(u.near, func(y term) bool { return y.kind == termName && sameName(x, y) }):
			m.found, m.rel = true, lexicon.Derived
		}
	}
	return m
}

// calls reports whether the term at i is a first name before a last one that the unit
// holds with no other first name, and the report names them together.
func (u *unit) calls(c terms, i int) bool {
	if i+1 >= len(c) || c[i+1].kind != termName || c[i].owns {
		return false
	}
	alone := false
	for j, y := range u.terms {
		if y.kind == termName && y.folded == c[i+1].folded {
			if j > 0 && u.terms[j-1].kind == termName && !u.terms[j-1].owns {
				return false
			}
			alone = true
		}
	}
	return alone && u.names(c[i].folded+" "+c[i+1].folded)
}

func relate(a, b string) lexicon.Relation {
	if a == b {
		return lexicon.Same
	}
	if r := lexicon.Relate(a, b); r != lexicon.Unrelated {
		return r
	}
	if retrieval.SameStem(a, b) {
		return lexicon.Derived
	}
	return lexicon.Unrelated
}

// sameName reports whether two terms name the same.
func sameName(x, y term) bool {
	if x.value != "" && x.value == y.value {
		return true
	}
	if y.kind == termName && (x.value == y.folded || y.value == x.folded) && x.value != "" {
		return true
	}
	if strings.HasPrefix(x.value, "camp ") && strings.HasPrefix(y.value, "camp ") {
		return false
	}
	a, c := strings.TrimSuffix(x.folded, "'s"), strings.TrimSuffix(y.folded, "'s")
	return a == c || len(a) > 4 && len(c) > 4 && retrieval.SameStem(a, c) || spelling(a, c) || ofCountry(a, c) || ofCountry(c, a)
}

// spelling reports whether two names are likely two spellings of one: Yuri and
// Yury, Zelensky and Zelenskyy.
func spelling(a, b string) bool {
	fold := strings.NewReplacer("yy", "i", "ij", "i", "iy", "i", "y", "i", "ii", "i", "ph", "f", "ou", "u", "w", "v", "c", "k")
	return len(a) > 3 && len(b) > 3 && fold.Replace(a) == fold.Replace(b)
}

// spelled reports whether capitals are the first letters of names in the unit:
// IRS of Internal Revenue Service.
func (u *unit) spelled(abbreviation string) bool {
	if len(abbreviation) < 2 || strings.ToUpper(abbreviation) != abbreviation {
		return false
	}
	letters := strings.ToLower(abbreviation)
	if strings.Contains(initials(u.terms), " "+letters+" ") {
		return true
	}
	return offices[letters] != "" && strings.Contains(" "+strings.Join(u.terms.spoken(), " "), offices[letters])
}

// offices are what stands for them where they are written out, the "officer" left out as it mostly is.
var offices = map[string]string{"ceo": " chief executive", "cfo": " chief financial", "coo": " chief operating", "cto": " chief technology"}

// initials are the first letters of each run of words with capitals.
func initials(s terms) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i, x := range s {
		switch {
		case x.kind != termMark && isUpper(x.text):
			b.WriteString(string([]rune(x.folded)[0]))
		case voice.Joins(x.folded) || x.folded == "and" || x.folded == "for":
		default:
			b.WriteByte(' ')
		}
		if i == len(s)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func isUpper(s string) bool {
	return s != "" && strings.ToUpper(s[:1]) == s[:1] && strings.ToLower(s[:1]) != s[:1]
}

// shortens reports whether the unit holds the first letters of the run of names
// around i.
func (u *unit) shortens(c terms, i int) bool {
	from, to := i, i+1
	for from > 0 && (isUpper(c[from-1].text) || voice.Joins(c[from-1].folded) || c[from-1].folded == "for" || c[from-1].folded == "and") {
		from--
	}
	for to < len(c) && (isUpper(c[to].text) || voice.Joins(c[to].folded) || c[to].folded == "for" || c[to].folded == "and") {
		to++
	}
	var letters strings.Builder
	for _, x := range c[from:to] {
		if isUpper(x.text) {
			letters.WriteString(string([]rune(x.folded)[0]))
		}
	}
	return letters.Len() > 1 && slices.ContainsFunc(u.terms, func(y term) bool { return y.kind == termName && y.folded == letters.String() })
}

// speaksAs reports whether a name is of who speaks in the unit.
func (u *unit) speaksAs(x term) bool {
	for _, p := range append([]string{u.voice.Source, retrieval.Fold(u.voice.Display)}, u.voice.Others...) {
		for _, w := range strings.Fields(strings.ReplaceAll(p, "white house", "white-house")) {
			w = strings.TrimSuffix(w, "'s")
			if w == x.folded || spelling(w, x.folded) || x.value != "" && x.value == "camp "+campOfWord(w, strings.ToUpper(w)) {
				return true
			}
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }
