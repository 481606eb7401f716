package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// gathered is what questions are made from: the sentences of some articles.
type gathered struct {
	bot      *Bot
	articles []int  // by number, in order
	ids      []int  // of their sentences, in order
	text     string // all of them, a line each
	// known is where words and names stand in text, and asSpeaker what speaker
	// made of a phrase, as far as they were looked for.
	known     map[string]usage
	asSpeaker map[string]string
}

// maxGathered bounds the articles that questions are made from; the latest are taken.
const maxGathered = 100

func (b *Bot) gather() *gathered {
	m := &gathered{bot: b, known: map[string]usage{}, asSpeaker: map[string]string{}}
	for i := range b.coverage.Articles {
		m.articles = append(m.articles, i)
	}
	slices.SortStableFunc(m.articles, func(x, y int) int {
		return b.coverage.Articles[y].Date().Compare(b.coverage.Articles[x].Date())
	})
	m.articles = m.articles[:min(maxGathered, len(m.articles))]
	slices.Sort(m.articles)
	var text strings.Builder
	for _, a := range m.articles {
		for id := b.reports.First(a); id < b.reports.First(a+1); id++ {
			m.ids = append(m.ids, id)
			text.WriteString(b.coverage.Sentences[id].Text + "\n")
		}
	}
	m.text = text.String()
	return m
}

// usage is how often the gathered sentences use a word or name: in all and behind "the";
// and of these alone, as what is spoken of, not as an adjective or a verb: behind
// a preposition and before a mark or a small word.
type usage struct {
	all, the           int
	alone, theAndAlone int
	before             []string // the words before it that are written like names
}

var (
	ofOrOn      = lexicon.Set(`in of to with on about against from for over between`)
	passedOver  = lexicon.Set(`the new economic further`)
	aloneBefore = regexp.MustCompile(`^(?:[,.;:)\n]|['’]| (?:and|or|in|on|to|is|was|has|have|had|were|are|will|would|if|after|before|that|which|who|at|by|with|from|for|of|as)\b)`)
)

func (m *gathered) usage(s string) usage {
	if u, ok := m.known[s]; ok {
		return u
	}
	var u usage
	for _, at := range places(m.text, s) {
		line := m.text[strings.LastIndexByte(m.text[:at], '\n')+1 : at]
		words := strings.Fields(line[max(0, len(line)-60):])
		last := len(words) - 1
		the := last >= 0 && strings.EqualFold(words[last], "the")
		u.all++
		if the {
			u.the++
		}
		if last >= 0 && voice.Named(words[last]) && !voice.EndsName(words[last]) {
			u.before = append(u.before, words[last])
		}
		for last >= 0 && passedOver[words[last]] {
			last--
		}
		if last >= 0 && ofOrOn[words[last]] && aloneBefore.MatchString(m.text[at+len(s):]) {
			u.alone++
			if the {
				u.theAndAlone++
			}
		}
	}
	m.known[s] = u
	return u
}

// alwaysThe are names that have an article where they stand by themselves.
var alwaysThe = lexicon.Set(`us uk eu un usa united-states united-kingdom united-nations european-union white-house west`)

// withArticle is a name or noun as it stands in a sentence: "the Kremlin".
func (m *gathered) withArticle(s string) string {
	u := m.usage(s)
	if u.alone > 0 && 2*u.theAndAlone > u.alone || u.alone == 0 && 2*u.the > u.all || alwaysThe[strings.ReplaceAll(strings.ToLower(s), " ", "-")] {
		return "the " + s
	}
	return s
}

// places are where a phrase stands as whole words.
func places(text, phrase string) []int {
	var out []int
	for at := 0; phrase != ""; {
		i := strings.Index(text[at:], phrase)
		if i < 0 {
			break
		}
		start := at + i
		at = start + len(phrase)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			out = append(out, start)
		}
	}
	return out
}

// holdsPhrase reports whether a phrase stands in a text as whole words.
func holdsPhrase(text, phrase string) bool { return len(places(text, phrase)) > 0 }

// titled matches what stands before a name and doesn't belong to it.
var titled = regexp.MustCompile(`^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Professor|President|Senator|Sen|Rep|Gov|Governor|Minister|General|Judge|Justice|Mayor|Chancellor|Secretary|Captain|Pope|King|Queen|Prince|Princess)\.? `)

// speaker is who speaks in a sentence as a question names them: in full, where
// the coverage has the full name; empty where that isn't plainly a person or a
// body by name.
func (m *gathered) speaker(display string) string {
	who, ok := m.asSpeaker[display]
	if !ok {
		who = m.fullName(display)
		m.asSpeaker[display] = who
	}
	return who
}

func (m *gathered) fullName(display string) string {
	who := m.plainName(display)
	if who == "" || press.MatchString(who) || m.isOutlet(who) {
		return ""
	}
	single := !strings.Contains(who, " ")
	for _, first := range m.usage(who).before {
		full := m.plainName(first + " " + who)
		if full != who && strings.Contains(full, " ") && (single || 2*m.usage(full).all > m.usage(who).all) {
			return full
		}
	}
	if single && voice.Seat(retrieval.Fold(who)) == "" && (len(who) < 3 || strings.ToUpper(who) != who) {
		return "" // a country, the West
	}
	return who
}

// press matches the names of those who report.
var press = regexp.MustCompile(`(?i)news|\b(?:times|post|press|tv|radio|bbc|cnn|reuters|afp|interfax|tass|guardian|journal|magazine|telegraph|tribune|herald|gazette)\b`)

// plainName is a phrase without what stands before a name, if what remains is
// nothing but a name.
func (m *gathered) plainName(phrase string) string {
	phrase = titled.ReplaceAllString(voice.WithoutArticle(phrase), "")
	words := strings.Fields(phrase)
	if len(words) == 0 || len(words) > 3 || strings.ContainsAny(phrase, `,"“”()'’`) {
		return ""
	}
	for _, w := range words {
		f := retrieval.Fold(w)
		if !voice.Named(w) && !voice.Joins(w) || voice.Office(f) || voice.ShortTitle(f) || voice.Group(f) || voice.Common(f) || voice.Mouthpiece(f) {
			return ""
		}
	}
	last := words[len(words)-1]
	if !m.bot.coverage.Vocabulary().IsName(retrieval.Fold(last)) || demonym.MatchString(last) || len(words) > 1 && demonym.MatchString(words[0]) {
		return ""
	}
	return phrase
}

// demonym matches the usual endings of adjectives made of names.
var demonym = regexp.MustCompile(`(?:ian|ish|ese|ean|can|ics)$`)

// general are words too general to ask about.
var general = lexicon.Set(`plans states elections countries efforts conditions works issues problems days weeks months years hours minutes times things
	ways others people members officials leaders reporters journalists sources reports words lines parts sides terms steps cases numbers
	questions answers comments remarks statements users readers percent results findings moments details reasons areas aspects levels kinds
	types sorts effects points thousands hundreds millions billions dozens doors hands eyes feet heads men women children residents
	authorities witnesses`)

// marksAsStops ends names at quotation marks.
var marksAsStops = strings.NewReplacer("“", " ", "”", " , ", `"`, " , ")

// topics are what a sentence is about, as a question names it: names and plural
// nouns that the coverage mentions elsewhere too.
func (m *gathered) topics(id int) []string {
	sentence := m.bot.coverage.Sentences[id].Text
	var out []string
	for _, run := range voice.Names(marksAsStops.Replace(sentence)) {
		run, _ = strings.CutSuffix(run, "'s")
		run, _ = strings.CutSuffix(run, "’s")
		run = titled.ReplaceAllString(run, "")
		words := strings.Fields(run)
		if len(words) == 0 || len(words) > 3 || voice.Office(retrieval.Fold(run)) || voice.ShortTitle(retrieval.Fold(words[0])) {
			continue
		}
		last := words[len(words)-1]
		if m.bot.coverage.Vocabulary().IsName(retrieval.Fold(last)) && !demonym.MatchString(last) && m.spokenOf(run) {
			out = append(out, run)
		}
	}
	for _, w := range retrieval.Words(sentence) {
		if w.Content && w.Text == strings.ToLower(w.Text) && len(w.Text) > 4 && plural(w.Text) && !general[w.Text] && m.spokenOf(w.Text) {
			out = append(out, w.Text)
		}
	}
	return out
}

// spokenOf reports whether the coverage speaks of a word or name, and not once only.
func (m *gathered) spokenOf(s string) bool {
	u := m.usage(s)
	return u.alone > 0 && u.all > 1
}
