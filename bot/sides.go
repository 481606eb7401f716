package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/retrieval"
)

// How far below the best a sentence may lie that lets a side be heard, in
// log-odds: of those that the question names or asks to compare, and of a
// government that nobody asked about by name.
const (
	marginSide = 6.0
	marginCamp = 3.5
)

// heard are the sentences by which each side is heard that a question wants
// heard, besides the best: of what it joins by "and" or compares, of each
// report, or of governments that disagree on a yes or no.
func (b *Bot) heard(f found) []*candidate {
	q := f.question
	compared := q.compared()
	var out []*candidate
	hear := func(margin float64, tests ...func(*candidate) bool) {
		for _, test := range tests {
			for _, c := range f.candidates {
				if c.score >= f.candidates[0].score-margin && test(c) && b.onMatter(q, compared, c) {
					out = append(out, c)
					return
				}
			}
		}
	}
	switch {
	case q.sides && (q.eachReport || reports.MatchString(q.text) || len(q.names) == 0 && !bothSides.MatchString(q.text)):
		seen := map[int]bool{f.candidates[0].sentence.Article: true}
		for _, c := range f.candidates {
			if article := c.sentence.Article; !seen[article] && !c.sentence.Heading {
				seen[article] = true
				hear(marginSide, func(o *candidate) bool { return o.sentence.Article == article && !o.sentence.Heading })
			}
		}
	case len(compared) > 1:
		for _, n := range compared {
			speaks := func(c *candidate) bool { return c.saidBy(n) }
			mentions := func(c *candidate) bool { return holdsAll(retrieval.Folded(c.sentence.Text), n.words) }
			around := func(c *candidate) bool { return holdsAll(retrieval.Folded(b.around(c.Sentence)), n.words) }
			switch {
			case q.sides || len(q.speakers) > 1:
				hear(marginSide, speaks, mentions, around)
			default:
				hear(marginSide, mentions, around)
			}
		}
	case q.sides || q.kind == kindYesNo:
		margin, least := marginSide, 0.0
		if !q.sides {
			margin, least = marginCamp, 0.5
		}
		seen := map[string]bool{b.reports.CampOf(f.candidates[0].voice.Source): true}
		for _, c := range f.candidates {
			if camp := b.reports.CampOf(c.voice.Source); camp != "" && !seen[camp] {
				seen[camp] = true
				hear(margin, func(o *candidate) bool {
					return b.reports.CampOf(o.voice.Source) == camp && !o.sentence.Heading && q.covered(o.sentence.Text) >= least
				})
			}
		}
	}
	if q.sides || q.kind == kindYesNo {
		out = append(out, b.replies(f)...)
	}
	return out
}

var (
	reports   = regexp.MustCompile(`(?i)\b(?:reports?|outlets?|papers?|newspapers?|sources?|accounts?|articles?|coverage)\b`)
	bothSides = regexp.MustCompile(`(?i)\bsides\b`)
	// contrast marks a sentence that disagrees with one before it.
	contrast = regexp.MustCompile(`(?i)\b(?:however|but|den(?:y|ies|ied)|reject\w*|disput\w+|contradict\w*|cold water|for (?:its|his|her|their) part|on the other hand)\b`)
	// bridge matches what may stand between two names that are compared.
	bridge = regexp.MustCompile(`(?i)^[\s,]*(?:['’]s(?: [a-z]+)?)?[\s,]*(?:and|or|vs\.?|versus|compared (?:to|with)|with|than)?\s*(?:(?:to|for|from|by|at|in|of|with) )?(?:the |mr |mrs |ms )?$`)
)

// compared are the names that a question joins or sets against each other: the
// first of its longest runs, as many as can be cited.
func (q question) compared() []name {
	from, best, most := 0, 0, 1
	for i := 1; i < len(q.names); i++ {
		between := q.text[q.names[i-1].end:q.names[i].start]
		if strings.TrimSpace(between) == "" || !bridge.MatchString(between) || !linked(between) {
			from = i
		}
		if i-from+1 > most {
			best, most = from, i-from+1
		}
	}
	if most < 2 {
		return nil
	}
	return q.names[best : best+min(most, MaxCitations)]
}

// linked reports whether what stands between two names joins them rather than
// making one the other's.
func linked(between string) bool {
	return strings.Contains(between, ",") || slices.ContainsFunc(strings.Fields(strings.ToLower(between)), func(w string) bool {
		return slices.Contains([]string{"and", "or", "vs", "vs.", "versus", "compared", "than"}, w)
	})
}

// onMatter reports whether a sentence and its neighbours hold what a question is
// about, its sides aside, or half of it if that is more than two words; and
// whether the sentence holds a time or number if it is that which is asked for.
func (b *Bot) onMatter(q question, sides []name, c *candidate) bool {
	if (q.kind == kindWhen || q.kind == kindNumber) && !q.kind.in(c.sentence.Text) {
		return false
	}
	wanted := slices.DeleteFunc(q.contentBeside(sides), func(w string) bool {
		return slices.ContainsFunc(comparing, func(o string) bool { return retrieval.SameStem(o, w) })
	})
	near := retrieval.Folded(b.around(c.Sentence))
	missing := 0
	for _, w := range wanted {
		if !holds(near, w) {
			missing++
		}
	}
	return missing == 0 || len(wanted) > 2 && 2*missing <= len(wanted)
}

// contentBeside are the folded content words of a question that aren't of those names.
func (q question) contentBeside(names []name) []string {
	var out []string
	for _, w := range contentOf(q.words) {
		if !slices.ContainsFunc(names, func(n name) bool { return n.start <= w.Start && w.End <= n.end }) {
			out = append(out, retrieval.Fold(w.Text))
		}
	}
	return out
}

// covered is the share of the question's content words that a text holds.
func (q question) covered(text string) float64 {
	words, found, all := retrieval.Folded(text), 0, contentOf(q.words)
	for _, w := range all {
		if holds(words, retrieval.Fold(w.Text)) {
			found++
		}
	}
	return float64(found) / float64(max(1, len(all)))
}

// comparing are the words of a question that only ask to compare.
var comparing = strings.Fields(`differ differences compare comparison contrast disagree contradict version versions account accounts side sides report reports
	outlet outlets paper papers newspaper newspapers source sources article articles coverage view views position positions respond describe
	according respectively`)

// replies are the sentences shortly behind the best in which another government
// disagrees with it.
func (b *Bot) replies(f found) []*candidate {
	best := f.candidates[0]
	camp := b.reports.CampOf(best.voice.Source)
	var out []*candidate
	for _, c := range f.candidates[1:] {
		other := b.reports.CampOf(c.voice.Source)
		if c.Sentence > best.Sentence && c.near(best, 3) && other != "" && other != camp && contrast.MatchString(c.sentence.Text) {
			out = append(out, c)
		}
	}
	return out
}
