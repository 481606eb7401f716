package voice

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// An Attribution says who speaks in a sentence.
type Attribution struct {
	// Source is the folded phrase of the report that names who vouches for the
	// sentence: "kremlin press secretary dmitry peskov"; empty when the report
	// itself does.
	Source string
	// Others are the folded phrases of those whom it reports to speak besides:
	// the second of "according to the White House, Biden told Putin".
	Others []string
	// Display is the name in Source as the report writes it; empty if there is none.
	Display string
	// Author is the name of whose words the sentence is, where nobody is named in it: who
	// makes the statement that the article consists of, or speaks by a label of a
	// transcript. Empty where Source isn't.
	Author string
	// From and To bound what the source vouches for, in bytes of the sentence: all of
	// it, unless that is a clause beside what the report tells: "…, where officials say …".
	From, To int
	// Before and Behind count the sentences on either side that the same quotation
	// runs through.
	Before, Behind int
}

// Has reports whether somebody speaks, or is the Author, whose folded name is given, its
// last word and the whole: whether one of the phrases is about the last word, or about
// another name of the same government ("Moscow" for "the Kremlin").
func (a Attribution) Has(last, whole string) bool {
	government := Government(whole)
	for _, p := range append([]string{a.Source, retrieval.Fold(a.Author)}, a.Others...) {
		if speaksIn(last, p) || government != "" && government == Government(p) {
			return true
		}
	}
	return false
}

// speaksIn reports whether a phrase that names a speaker is about a word: the
// Kremlin speaks through "the Kremlin's press service", Putin doesn't in
// "Putin's advisor".
func speaksIn(word, phrase string) bool {
	fields := strings.Fields(phrase)
	for i, w := range fields {
		owner, owns := strings.CutSuffix(w, "'s")
		if w == word || owns && owner == word && i+1 < len(fields) && mouthpieces[fields[i+1]] {
			return true
		}
	}
	return false
}

var mouthpieces = lexicon.Set(`press spokesman spokeswoman spokesperson spokespeople statement office website government administration ministry media`)

// attribute finds who speaks in each of consecutive sentences of an article. A
// pronoun, or a quotation in which nobody is named, speaks with the voice of the
// sentence before. Where nobody speaks it is the author, if the article has one.
func attribute(sentences []retrieval.Sentence, author string) []Attribution {
	labels := labels(sentences, author)
	plain, group := unquotedAll(sentences)
	out := make([]Attribution, len(sentences))
	var last Attribution // who spoke in the sentence before
	named := antecedent{persons: map[string]bool{}}
	held := holders{} // who was named with which office
	for i := 0; i < len(sentences); {
		// A quotation of several sentences has one speaker, named before its first
		// mark or after its last.
		end := i + 1
		for end < len(sentences) && group[end] == group[i] {
			end++
		}
		var voice Attribution
		var phrases []string
		at := i
		from, to := 0, 0
		for j := i; j < end && voice.Source == ""; j++ {
			sayings := sayingsIn(plain[j])
			phrases = held.named(phrasesOf(sayings))
			voice = voiceOf(phrases, last, named.name)
			if at = j; len(sayings) > 0 {
				from, to = sayings[0].from, sayings[0].to
			}
		}
		if voice.Source == "" && strings.HasPrefix(plain[i], `"`) {
			voice = last
		}
		for j := i; j < end; j++ {
			out[j] = voice
			out[j].Before, out[j].Behind = j-i, end-1-j
			if voice.Source == "" && len(phrases) == 0 {
				if out[j].Author = author; labels != nil {
					out[j].Author = labels[j]
				}
			}
			if out[j].To = len(sentences[j].Text); j == at && to > 0 {
				out[j].From, out[j].To = from, to
			}
			named.read(sentences[j], plain[j])
			held.add(plain[j])
		}
		if last = voice; sentences[i].Heading {
			last = Attribution{} // nor does anybody go on from a heading
		} else if voice.Display != "" {
			named.set(voice.Display, sentences[end-1].Passage)
		}
		i = end
	}
	return out
}

// voiceOf makes an Attribution of the phrases that name who speaks. One that
// only points back ("he", "the adviser") means who spoke last, or else was named; if that
// can't be them, it names nobody.
func voiceOf(phrases []string, last Attribution, named string) Attribution {
	var a Attribution
	for i, p := range phrases {
		folded, display := retrieval.Fold(p), DisplayName(p)
		switch {
		case display != "" || !pointsBack.MatchString(folded):
		case last.Source != "" && mayMean(folded, last.Display) && !otherOffice(folded, last.Source):
			folded, display = last.Source, last.Display
		case last.Source == "" && named != "" && mayMean(folded, named):
			folded, display = retrieval.Fold(named), named
		}
		if i == 0 {
			a.Source, a.Display = folded, display
		} else {
			a.Others = append(a.Others, folded)
		}
	}
	return a
}

// pointsBack matches a phrase that means somebody named before.
var pointsBack = regexp.MustCompile(`^(?:he|she|they|it|the (?:official|advis[eo]r|aide|spokes\w+|minister|president|prime minister|leader|representative|diplomat|source|secretary|governor|mayor|judge|senator|professor|researcher|scientist|author|company|ministry|agency|department|group|organi[sz]ation|two|pair))$`)

// PointsBack reports whether a folded phrase only means somebody named before: "he",
// "the spokesman".
func PointsBack(phrase string) bool { return pointsBack.MatchString(phrase) }

// unquotedAll blanks what the sentences quote: each quotation becomes one mark, and
// spaces as far as it went. Sentences that one quotation runs through are of one group.
func unquotedAll(sentences []retrieval.Sentence) (plain []string, group []int) {
	open := false
	for i, s := range sentences {
		if i > 0 && s.Passage != sentences[i-1].Passage {
			open = false // each paragraph of a long quotation has a mark of its own
		}
		g := i
		if open {
			g = group[i-1]
		}
		var p string
		p, open = unquoted(s.Text, open)
		plain, group = append(plain, p), append(group, g)
	}
	return plain, group
}

// Unquoted is a sentence, byte for byte as long, with one mark and spaces in the place of
// each quotation between double quotation marks; open says that one isn't closed in it.
func Unquoted(sentence string) (plain string, open bool) { return unquoted(sentence, false) }

// unquoted puts one mark and spaces for each quotation between double quotation marks, of
// which one may be open before the text, and reports whether one is at its end.
func unquoted(s string, open bool) (string, bool) {
	var b strings.Builder
	marked := !open
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		was := open
		switch r {
		case '“':
			open = true
		case '”':
			open = false
		case '"':
			open = !open
		}
		marked = marked && (was || !open)
		switch {
		case !marked:
			marked = true
			b.WriteByte('"')
		case !open && !was && r != '”':
			b.WriteString(s[i : i+size])
		}
		b.WriteString(strings.Repeat(" ", i+size-b.Len()))
	}
	return b.String(), open
}

// DisplayName is the name of who speaks in a phrase, as it is written, or a
// short phrase that holds one: "Jen Psaki" of "press secretary Jen Psaki", "Yuri
// Ushakov" of "Yuri Ushakov, an aide to Putin", "senior US official".
func DisplayName(phrase string) string {
	phrase = strings.TrimSpace(phrase)
	runs := Names(phrase)
	if len(runs) == 0 {
		return ""
	}
	short := WithoutArticle(phrase)
	last := runs[len(runs)-1]
	before, closes := strings.CutSuffix(phrase, last)
	switch {
	case both(phrase) || closes && within.MatchString(before) && len(strings.Fields(short)) <= 2*maxDisplay:
		return short
	case closes:
		return last
	}
	for _, r := range runs {
		if strings.Contains(r, " ") && !possessive(r) && !strings.Contains(phrase, r+"'s") && !strings.Contains(phrase, r+"’s") {
			return r
		}
	}
	if len(strings.Fields(short)) <= maxDisplay {
		return short
	}
	for _, r := range runs {
		if !possessive(r) {
			_, rest, _ := strings.Cut(phrase, r)
			return r + plainWords(rest)
		}
	}
	return ""
}

// plainWords are those that follow a name in a phrase and make of it another: the
// "government" of "the Mexican government".
func plainWords(rest string) string {
	var out string
	for _, w := range strings.Fields(rest) {
		if len(w) < 3 || strings.ToLower(w) != w || !lexicon.Known(w) || openers[w] || joins[w] || strings.HasSuffix(w, "ed") && lexicon.Inflected(w) {
			break
		}
		out += " " + w
	}
	return out
}

func possessive(name string) bool {
	return strings.HasSuffix(name, "'s") || strings.HasSuffix(name, "’s")
}

// within matches what stands before a name that belongs to another: "president
// of the", "ambassador to".
var within = regexp.MustCompile(`\b(?:of|for|to|from|in|at) (?:the )?$`)

// maxDisplay is the most words of a phrase that stands for a name.
const maxDisplay = 4

func both(phrase string) bool {
	before, after, ok := strings.Cut(phrase, " and ")
	return ok && len(strings.Fields(before)) <= maxDisplay && len(strings.Fields(after)) <= maxDisplay
}

// WithoutArticle is a phrase without "the", "a" or "an" before it.
func WithoutArticle(phrase string) string {
	first, rest, _ := strings.Cut(phrase, " ")
	switch strings.ToLower(first) {
	case "the", "a", "an":
		return rest
	}
	return phrase
}

// Names are the names in a text, as written: runs of words with a capital,
// joined by "of" and the like. A common word or a quantity at the beginning isn't one.
func Names(text string) []string {
	var out []string
	fields := strings.Fields(text)
	for i := 0; i < len(fields); {
		if !Named(fields[i]) || i == 0 && quantities[strings.ToLower(fields[0])] && !(len(fields) > 1 && Named(fields[1])) {
			i++
			continue
		}
		end := i + 1
		for end < len(fields) && !EndsName(fields[end-1]) && (Named(fields[end]) || joins[strings.ToLower(fields[end])] && end+1 < len(fields) && Named(fields[end+1])) {
			end++
		}
		run := strings.TrimFunc(strings.Join(fields[i:end], " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		out = append(out, run)
		i = end
	}
	return out
}

// Named reports whether a word is written like a name and isn't a common word
// that only begins a sentence.
func Named(word string) bool {
	word = strings.TrimRight(strings.TrimLeft(word, "(\"'‘"), ",;:)")
	r, n := utf8.DecodeRuneInString(word)
	whole, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimRight(word, ".")), "’", "'"), "'")
	return unicode.IsUpper(r) && n < len(word) && !Common(whole)
}

// EndsName reports whether no word after this one belongs to the same name.
func EndsName(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s") || strings.ContainsAny(word[len(word)-1:], ",;:)")
}

// openers are common words that are written with a capital only because a
// sentence begins with them.
var openers = lexicon.Set(`he she they it the a an in on but however this that we at also and when while after before as for there these those his her
	their its our according furthermore both some many most all one another several other earlier later last since despite although though if
	during under over with from by to of into so then now today yesterday tomorrow meanwhile nevertheless reportedly who which what where
	amongst among within amid per you i my your do early initial local recent new just afterwards afterward thereafter additionally finally moreover
	nonetheless elsewhere besides instead applause laughter
	monday tuesday wednesday thursday friday saturday sunday january february march july september october november december`)

// groups are the plain words for people who speak as one.
var groups = lexicon.Set(`police officials researchers scientists witnesses authorities reports experts critics doctors residents protesters lawyers prosecutors`)
