package bot

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// sayings asks what those who speak say of what they speak of.
func (m *gathered) sayings() []proposal {
	at := map[string]int{} // place in out, by text
	var out []proposal
	for _, id := range m.ids {
		who := m.speaker(m.bot.reports.Of(id).Display)
		if who == "" {
			continue
		}
		last := retrieval.Fold(who[strings.LastIndexByte(who, ' ')+1:])
		for _, topic := range m.topics(id) {
			folds := retrieval.Folded(topic)
			if slices.Contains(folds, last) || m.describes(id, last, folds[len(folds)-1]) || m.ownCamp(last, topic) || m.isOutlet(topic) {
				continue
			}
			text := "What did " + m.withArticle(who) + " say about " + m.withArticle(topic) + "?"
			if i, ok := at[text]; ok {
				out[i].weight += 10
				continue
			}
			at[text] = len(out)
			out = append(out, proposal{
				text: text, about: []string{last, folds[len(folds)-1]}, weight: 10 + min(9, m.usage(topic).all), at: id,
				shows: func(id int) bool {
					return m.bot.reports.Of(id).Has(last, last) && holdsPhrase(m.bot.coverage.Sentences[id].Text, topic)
				},
			})
		}
	}
	return out
}

// ownCamp reports whether a topic is the government for which somebody speaks.
func (m *gathered) ownCamp(last, topic string) bool {
	camp := voice.Government(retrieval.Fold(topic))
	return camp != "" && camp == m.bot.reports.CampOf(last)
}

// describes reports whether a sentence has a word only in what it says of who
// speaks: "Jane Doe, of the Water Board, said", "the Taliban spokesperson".
func (m *gathered) describes(id int, last, word string) bool {
	if holdsPhrase(m.bot.reports.Of(id).Source, word) {
		return true
	}
	_, after, _ := strings.Cut(retrieval.Fold(m.bot.coverage.Sentences[id].Text), last+", ")
	return holdsPhrase(apposition.FindString(after), word)
}

// apposition matches what is said of somebody behind the name.
var apposition = regexp.MustCompile(`^(?:of|the|an?|who|from|head|director)\b[^,“"]*`)

// isOutlet reports whether a name is that of a publisher of the coverage.
func (m *gathered) isOutlet(s string) bool {
	return slices.ContainsFunc(m.articles, func(a int) bool { return strings.EqualFold(m.bot.coverage.Articles[a].Outlet, s) })
}

// identities asks who somebody is of whom the coverage says so; those named least
// are likeliest to be unknown.
func (m *gathered) identities() []proposal {
	seen := map[string]bool{}
	var out []proposal
	for _, id := range m.ids {
		who := m.speaker(m.bot.reports.Of(id).Display)
		if seen[who] || strings.Count(who, " ") != 1 || m.withArticle(who) != who || strings.ToUpper(who) == who || institutions.MatchString(who) {
			continue
		}
		seen[who] = true
		described := regexp.MustCompile(`\b(?:[a-z]+(?:er|or|man|woman|ist|ant|ent|ian|chief|head|mayor|aide)|[A-Z][a-z]+ [A-Z][a-z]+(?:er|or|man|woman|ent|ary)),? ` +
			regexp.QuoteMeta(who) + `\b|\b` + regexp.QuoteMeta(who) + `, (?:an?|the|who is|head|director|chief|author|one of) `)
		if !described.MatchString(m.text) {
			continue
		}
		out = append(out, proposal{
			text: "Who is " + who + "?", about: []string{retrieval.Fold(strings.Fields(who)[1])}, weight: -m.usage(who).all, at: id, limit: 4,
			shows: func(id int) bool { return described.MatchString(m.bot.coverage.Sentences[id].Text) },
		})
	}
	return out
}

// institutions matches the ends of names that aren't a person's.
var institutions = regexp.MustCompile(`(?:House|Ministry|Party|University|College|Council|Office|Agency|Department|Committee|Service|Court|Police|Institute|` +
	`Commission|Union|Association|Group|Company|Board|Bank|Cent(?:er|re)|Nations|States|Kingdom|Watch|International|Team|Club|Foundation|Society|` +
	`School|Hospital|Street|Force|Army|Administration|Authority|Bureau)$`)

// eventRE matches an event with a name and the day on which it is: "OSCE forum on
// January 13", "Russia-US talks set to be held on January 9-10".
var eventRE = regexp.MustCompile(`((?:[A-Z][\w’-]*\w )+)(talks|negotiations|meeting|forum|summit|conference|elections?|referendum|vote|hearing|trial|ceremony|` +
	`festival|final|match|launch|inauguration|debate|earthquake|attacks?|crash|strike|race|games|tournament|congress|session)((?: in [A-Z][a-z]+)?)` +
	`(?: \w+){0,4}? (?:on|for) ((?:` + monthNamesEN + `) \d{1,2}(?:, \d{4})?|\d{1,2} (?:` + monthNamesEN + `)(?: \d{4})?|` + dayNamesEN + `)\b`)

const (
	monthNamesEN = `January|February|March|April|May|June|July|August|September|October|November|December`
	dayNamesEN   = `Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday`
)

// toCome are words by which a sentence tells of what is to come.
var toCome = regexp.MustCompile(`\b(?:will|to be|set to|planned|plans|scheduled|upcoming|next|due|expected|would|follows?|set for)\b`)

// dates asks when events are of which the coverage says so.
func (m *gathered) dates() []proposal {
	var out []proposal
	for _, id := range m.ids {
		sentence := m.bot.coverage.Sentences[id]
		for _, e := range eventRE.FindAllStringSubmatch(sentence.Text, -1) {
			names := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(e[1]), "The "), "A ")
			event, day := names+" "+e[2]+e[3], e[4]
			if first, _, _ := strings.Cut(names, " "); first == "" || voice.Common(strings.ToLower(first)) || strings.ContainsAny(first, "’") {
				continue
			}
			be := "was"
			if m.isToCome(sentence, day) {
				be = "is"
			}
			if strings.HasSuffix(e[2], "s") {
				be = map[string]string{"was": "were", "is": "are"}[be]
			}
			text := "When " + be + " the " + event + "?"
			if i := slices.IndexFunc(out, func(p proposal) bool { return p.text == text }); i >= 0 {
				out[i].weight++
				continue
			}
			out = append(out, proposal{
				text: text, about: []string{"on " + day}, weight: 1, at: id, limit: 3,
				shows: func(id int) bool { return strings.Contains(m.bot.coverage.Sentences[id].Text, day) },
			})
		}
	}
	return out
}

// isToCome reports whether a day lies after its report: by the nearest such day
// to the report's date, or else by the words of the sentence.
func (m *gathered) isToCome(s retrieval.Sentence, day string) bool {
	date := m.bot.coverage.Articles[s.Article].Date()
	if date.IsZero() || len(strings.Fields(day)) == 1 {
		return toCome.MatchString(s.Text)
	}
	// The latest such day until half a year after the report.
	p, ok := daysOf(strings.ToLower(day), date.AddDate(0, 6, 0))
	return ok && midnight(p.from).After(midnight(date.Add(time.Nanosecond)))
}
