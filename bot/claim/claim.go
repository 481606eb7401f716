// Package claim finds out whether sentences of a coverage bear out a claim.
//
// A [Checker] reads a claim and the sentences as terms with a parse, and places each term
// of the claim in a sentence. Rules say what is wrong with it beside them; some hold
// always, the others are weighed with what a reader makes of the claim in the place of
// a question. What a language model writes names its sentences ([Checker.Carry]); for
// what anybody says they are searched ([Checker.Support], [Checker.Contradiction]).
package claim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// Judges are the models by which claims are checked.
type Judges struct {
	Parser Parser
	Reader Reader
}

// A Checker holds claims against sentences of one coverage, which are given by their
// numbers in it. Any number of goroutines may use it at once.
type Checker struct {
	reports  *voice.Reports
	coverage *retrieval.Coverage
	parses   *parses
	reader   Reader
}

// New returns a Checker of claims against what the reports say.
func New(reports *voice.Reports, judges Judges) *Checker {
	return &Checker{reports: reports, coverage: reports.Coverage(), parses: &parses{parser: judges.Parser}, reader: judges.Reader}
}

// Check says in a few words why sentences don't carry a claim, as it was written; empty
// if they do.
func (k *Checker) Check(ctx context.Context, text string, sentences []int) string {
	_, reason := k.hold(ctx, Clean(text), sentences)
	return reason
}

// Carry says which sentences carry a claim, cleaned (see [Clean]): of those that it
// names, or else, unless these deny it, one of all that could be meant, which must hold
// most of it and break no rule at all. If none do, reason says in a few words why the named
// ones don't; else it is empty.
func (k *Checker) Carry(ctx context.Context, text string, named, all []int) (used []int, reason string) {
	used, reason = k.hold(ctx, text, named)
	if reason == "" {
		return used, ""
	}
	if slices.ContainsFunc(named, func(id int) bool { return k.denies(text, id) }) {
		return nil, reason
	}
	for _, id := range all {
		if faults, share := k.faults(text, id); len(faults) > 0 || share < minSupport {
			continue
		}
		if used, r := k.hold(ctx, text, []int{id}); r == "" {
			return used, ""
		}
	}
	return nil, reason
}

// denies reports whether a sentence that holds most of a claim denies it, or the claim what
// that says.
func (k *Checker) denies(text string, id int) bool {
	faults, share := k.faults(text, id)
	return share >= minContradiction && (slices.Contains(faults, ruleDenied) || slices.Contains(faults, rulePolarity))
}

// hold holds a claim against sentences and says which of them carry it, or in a
// few words why they don't: it breaks a rule that holds always, or the reader and the
// other rules together find it unlikely.
func (k *Checker) hold(ctx context.Context, text string, ids []int) (used []int, reason string) {
	if len(ids) == 0 {
		return nil, "names no sentence"
	}
	c := k.newCheck(text, ids)
	faults, reason := c.faults()
	for i, id := range ids {
		if verbatim(text, k.coverage.Sentences[id].Text) && !slices.Contains(faults, ruleUnattributed) {
			return ids[i : i+1], "" // word for word, and not said by somebody whom it leaves out
		}
	}
	if breaksHard(faults) {
		return nil, reason
	}
	used = c.used(ids)
	if len(used) == 0 {
		return nil, "says nothing that its sentences hold"
	}
	borne, unlikely, err := k.borneOut(ctx, c, ids, faults)
	switch {
	case err != nil:
		return nil, fmt.Sprintf("couldn't be checked: %v", err)
	case borne:
		return used, ""
	case reason == "":
		return nil, unlikely
	}
	return nil, reason
}

// verbatim reports whether a claim, cleaned, is a sentence as it stands: but for the kind of
// its quotation marks, dashes and spaces, a capital at its beginning and a full stop at
// its end.
func verbatim(text, sentence string) bool {
	return text != "" && plainMarks(text) == plainMarks(Clean(sentence))
}

func plainMarks(s string) string {
	s = marks.Replace(strings.Join(strings.Fields(norm.NFC.String(s)), " "))
	first := firstRune(s)
	return string(unicode.ToLower(first)) + strings.TrimSuffix(strings.TrimPrefix(s, string(first)), ".")
}

// marks writes quotation marks and dashes of all kinds as one.
var marks = strings.NewReplacer(append([]string{"–", "-", "—", "-", "−", "-"}, quoteMarks...)...)

// Adds reports whether a text, cleaned, says what isn't known: it has a name, a number or
// a word of content that the known text has in no form, or words joined as only there, as
// in an address. Words that ask what somebody says, or what happens, add nothing.
func (k *Checker) Adds(text, known string) bool {
	said, joined := k.terms(known), joinedWords(known)
	if slices.ContainsFunc(joinedWords(text), func(w string) bool { return !slices.Contains(joined, w) }) {
		return true
	}
	return slices.ContainsFunc(k.terms(text), func(x term) bool {
		switch x.kind {
		case termName:
			return !slices.ContainsFunc(said, func(y term) bool { return y.kind == termName && sameName(x, y) || y.folded == x.folded })
		case termNumber:
			return !slices.ContainsFunc(said, func(y term) bool { return y.kind == termNumber && y.value == x.value })
		case termContent:
			forms := lexicon.Lemmas(x.folded)
			return !slices.ContainsFunc(forms, func(f string) bool { return asksOf[f] }) && !slices.ContainsFunc(said, func(y term) bool {
				return retrieval.SameStem(x.folded, y.folded) || slices.Contains(forms, y.folded) || slices.ContainsFunc(lexicon.Lemmas(y.folded), func(f string) bool { return slices.Contains(forms, f) })
			})
		}
		return false
	})
}

// asksOf are the words by which a question asks what somebody says to something, or what
// happens, besides those without content.
var asksOf = lexicon.Set(`answer comment happen react reaction reply respond response speak talk`)

// joinedWords are the words of a text, folded, in which other marks than hyphens and
// apostrophes stand: "evil.example/login", "9:30".
func joinedWords(text string) []string {
	var out []string
	for w := range strings.FieldsSeq(retrieval.Fold(plainText(text))) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' }) {
			out = append(out, w)
		}
	}
	return out
}

// Denials counts the words of a text that deny.
func Denials(text string) int {
	n := 0
	for _, w := range retrieval.Words(text) {
		if f := retrieval.Fold(w.Text); isDenial(f) || !w.Content && strings.HasSuffix(f, "nt") { // "dont"
			n++
		}
	}
	return n
}
