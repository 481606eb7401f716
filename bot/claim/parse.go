package claim

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"cuttings/bot/lexicon"
	"cuttings/retrieval/syntax"
)

// A Parser parses a sentence given as words and punctuation marks; [syntax.Parser]
// is one.
type Parser interface {
	Parse(words []string) []syntax.Word
}

// maxParses is how many parses are remembered: some megabytes.
const maxParses = 2000

// parses remembers the parses of sentences: those of an answer are held against
// several claims.
type parses struct {
	parser Parser
	mu     sync.Mutex
	known  map[string][]syntax.Word
}

func (p *parses) of(words []string) []syntax.Word {
	key := strings.Join(words, " ")
	p.mu.Lock()
	parse, ok := p.known[key]
	p.mu.Unlock()
	if ok {
		return parse
	}
	parse = p.parser.Parse(words)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxParses || p.known == nil {
		p.known = map[string][]syntax.Word{}
	}
	p.known[key] = parse
	return parse
}

// noTerm stands for a term that isn't there.
const noTerm = -1

// treebankWords parts a word as the treebank does that the parser learned from.
func treebankWords(w string) []string {
	lower := strings.ToLower(w)
	switch {
	case jointNames[lower] && !strings.HasPrefix(lower, "covid") && !strings.HasPrefix(lower, "sars"):
		return strings.Split(w, "-")
	case strings.HasSuffix(lower, "n't") && len(w) > 3:
		return []string{w[:len(w)-3], w[len(w)-3:]}
	case lower == "cannot":
		return []string{w[:3], w[3:]}
	}
	if i := strings.LastIndexByte(w, '\''); i > 0 && slices.Contains([]string{"s", "re", "ve", "ll", "d", "m"}, lower[i+1:]) {
		return []string{w[:i], w[i:]}
	}
	return []string{w}
}

// parsed reads and parses a sentence for the check of claims: from behind the time that an entry
// of live coverage begins with, which isn't a part of it.
func (k *Checker) parsed(s string) terms {
	out, words := k.readTerms(s)
	n := clockWords(words)
	parse := make([]syntax.Word, n, len(words))
	for i := range parse {
		parse[i] = syntax.Word{Tag: "PUNCT", Head: syntax.Root, Relation: "punct"}
	}
	for _, w := range k.parses.of(words[n:]) {
		if w.Head != syntax.Root {
			w.Head += n
		}
		parse = append(parse, w)
	}
	out.apply(parse)
	return out
}

// clockWords is how many of the words, as a parser gets them, a time of day takes up with which
// they begin, set apart from what follows: "14:15 – The", "15:10 GMT - “The", "15:10 The".
func clockWords(words []string) int {
	if len(words) < 4 || !clockNumber(words[0]) || words[1] != ":" || len(words[2]) != 2 || !clockNumber(words[2]) {
		return 0
	}
	n := 3
	if len(words) > 4 && zones[words[n]] {
		n++
	}
	if words[n] == "-" || words[n] == "–" || words[n] == "—" {
		return n + 1
	}
	if r := firstRune(words[n]); unicode.IsUpper(r) {
		return n
	}
	return 0
}

// zones are abbreviations of time zones behind a time of day.
var zones = lexicon.Set(`GMT UTC BST CET CEST EET EEST MSK EST EDT ET CST CDT MST MDT PST PDT IST JST AEST AEDT`)

func clockNumber(w string) bool {
	return len(w) <= 2 && w != "" && !strings.ContainsFunc(w, func(r rune) bool { return r < '0' || r > '9' })
}

// apply gives the terms what the parse of their words says. Their heads form trees.
func (s terms) apply(parse []syntax.Word) {
	termOf := make([]int, len(parse))
	t := noTerm
	for w := range parse {
		for t+1 < len(s) && s[t+1].word <= w {
			t++
		}
		termOf[w] = t
	}
	for i := range s {
		x := &s[i]
		x.head = noTerm
		end := len(parse)
		if i+1 < len(s) {
			end = s[i+1].word
		}
		// Of a term of several words the one that another term governs speaks for it.
		for w := x.word; w < end; w++ {
			p := parse[w]
			if w > x.word && p.Tag == "PUNCT" || p.Head != syntax.Root && termOf[p.Head] == i {
				continue
			}
			x.tag, x.relation = p.Tag, p.Relation
			if p.Head != syntax.Root {
				x.head = termOf[p.Head]
			}
			break
		}
	}
	s.notNamed()
	// Words that form trees may be terms that go in a circle.
	for i := range s {
		if s.governs(i, s[i].head) {
			s[i].head = noTerm
		}
	}
}

// notNamed makes a word of content of the first if nothing but its capital, which it has as
// the first, speaks for a name, and the parse against it: "Apps that gather".
func (s terms) notNamed() {
	if len(s) == 0 || s[0].kind != termName || s[0].value != s[0].folded || s[0].known || len(s[0].text) > 1 && strings.ToUpper(s[0].text) == s[0].text {
		return
	}
	switch s[0].tag {
	case "NOUN", "ADJ", "ADV", "VERB":
		s[0].kind, s[0].value = termContent, ""
	}
}

// governs reports whether the term at i is the one at j or governs it.
func (s terms) governs(i, j int) bool {
	for n := 0; j != noTerm && n <= len(s); n++ {
		if i == j {
			return true
		}
		j = s[j].head
	}
	return false
}
