package blocks

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/corpus"
)

// hostile are strings that would do something in Slack if it interpreted them, or
// that are hard to show.
var hostile = []string{
	"", " ", "\n", "\u200b", "a", "*bold* _italic_ ~gone~ `code` ```more``` > quoted",
	"<!channel>", "<!here> <!everyone>", "<@U1>", "<@U1|Ann>", "<#C1|general>", "<!subteam^S1>", "<!subteam^S1|@all>",
	"<!date^1392734382^{date}^https://evil.example|today>", "<http://evil.example|x>", "<https://evil.example>",
	"http://evil.example/a?b=c&d=e", "HTTPS://EVIL.EXAMPLE", "www.evil.example", "evil.example/path", "ann@evil.example",
	"mailto:ann@evil.example", "tel:+123", "slack://open", "[label](https://evil.example)", "![image](https://evil.example/i.png)",
	"&lt;!channel&gt;", "&amp;lt;", "&<>&<>", ":tada: :100: @here @channel #general",
	"\x01\x02\x1b[31mred\x7f", "line one\nline two\r\nline three\u2028four", "\u202eright to left\u202c", "\u2066open isolate",
	"مرحبا بالعالم", "שלום עולם", "👩‍👩‍👧‍👦🏳️‍🌈🇧🇬", "e\u0301\u0327", strings.Repeat("\u0301", 400), "\U000E0041\U000E0042",
	strings.Repeat("a", 5000), strings.Repeat("word ", 900), strings.Repeat("&", 3000), strings.Repeat("🎉", 2500),
	strings.Repeat("<!channel>", 300), strings.Repeat("a.b", 1200), strings.Repeat("x", 20000), strings.Repeat("é ", 15000),
	"|", "`", "<", ">", "|>", `"quoted"`, "/../../etc", "%3C!channel%3E", "“The coverage says so.”",
}

// addresses are those of articles, good and bad.
var addresses = []string{
	"", "https://bnr.example/en/post/1", "http://bnr.example/a|b>c<d", "javascript:alert(1)", "https://", "//bnr.example",
	"https://bnr.example/ with space", "ftp://bnr.example/x", "https://bnr.example/?q=<!channel>&x=1", "<@U1>",
	"https://bnr.example/" + strings.Repeat("long", 900), "https://пример.example/ж", "slack://channel", "https://bnr.example/\u202e",
}

// A maker makes replies of hostile strings.
type maker struct{ *rand.Rand }

func (m maker) text() string {
	s := hostile[m.IntN(len(hostile))]
	if m.IntN(3) == 0 {
		s += hostile[m.IntN(len(hostile))]
	}
	return s
}

func (m maker) citation(number int) bot.Citation {
	quote := m.text()
	start := m.IntN(100)
	c := bot.Citation{
		Number: number, Article: m.text(), Version: strings.Repeat("0f", 32), Title: m.text(), Heading: m.text(),
		Outlet: m.text(), URL: addresses[m.IntN(len(addresses))], Passage: m.text(),
		Quote: quote, Span: corpus.Span{Start: start, End: start + len(quote)},
	}
	if m.IntN(2) == 0 {
		c.Published = time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	for range m.IntN(4) {
		at := m.IntN(len(quote)+10) - 5
		c.Words = append(c.Words, corpus.Span{Start: start + at, End: start + at + m.IntN(30)})
	}
	return c
}

func (m maker) citations(most int) []bot.Citation {
	var out []bot.Citation
	for i := range m.IntN(most + 1) {
		out = append(out, m.citation(i+1))
	}
	return out
}

func (m maker) coverage() bot.Coverage {
	day := time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	return bot.Coverage{Articles: m.IntN(3) * 100, From: day, To: day.AddDate(0, 0, m.IntN(2))}
}

func (m maker) most() int { return []int{1, 5, 5, 20, 20, 200}[m.IntN(6)] }

func (m maker) reply() bot.Reply {
	r := bot.Reply{Question: m.text(), ReadAs: m.text(), Answered: m.IntN(3) > 0, Why: m.text(), Notice: m.text(), Coverage: m.coverage()}
	r.Reason = []bot.Reason{"", bot.Unsure, bot.NotCovered}[m.IntN(3)]
	r.Mode = []bot.Mode{"", bot.Extractive, bot.Model}[m.IntN(3)]
	r.Citations, r.Closest = m.citations(m.most()), m.citations(5)
	for range m.IntN(8) {
		r.Missing = append(r.Missing, m.text())
		r.Dropped = append(r.Dropped, bot.Dropped{Text: m.text(), Reason: m.text()})
	}
	for range m.IntN(m.most() + 1) {
		p := bot.Point{Speaker: m.text()}
		if r.Mode == bot.Model {
			p.Text = m.text()
		}
		for range m.IntN(m.most()) {
			p.Citations = append(p.Citations, m.IntN(len(r.Citations)+3)-1)
		}
		r.Points = append(r.Points, p)
	}
	return r
}

func (m maker) summary() bot.Summary {
	s := bot.Summary{Topic: m.text(), Notice: m.text(), Coverage: m.coverage(), Newer: m.IntN(2)}
	if m.IntN(2) == 0 {
		s.Since = s.Coverage.From
	}
	for range m.IntN(30) {
		s.Points = append(s.Points, bot.SummaryPoint{Text: m.text(), Citations: m.citations(12)})
	}
	return s
}

func (m maker) checked() bot.Checked {
	c := bot.Checked{Text: m.text(), Coverage: m.coverage()}
	for range m.IntN(30) {
		c.Statements = append(c.Statements, bot.CheckedStatement{
			Text: m.text(), Why: m.text(), Citations: m.citations(5),
			Verdict: []bot.Verdict{bot.Supported, bot.Contradicted, bot.NotThere, "?"}[m.IntN(4)],
		})
	}
	return c
}

func (m maker) sources() []bot.Source {
	var out []bot.Source
	for range m.IntN(m.most() + 1) {
		out = append(out, bot.Source{
			Article: m.text(), Heading: m.text(), Outlet: m.text(), URL: addresses[m.IntN(len(addresses))], Passages: m.IntN(3),
		})
	}
	return out
}

func (m maker) options() AnswerOptions {
	return AnswerOptions{Heading: m.text(), Restate: m.IntN(2) == 0, Ephemeral: m.IntN(2) == 0}
}

// shownLink is the only link that mrkdwn may hold.
var shownLink = regexp.MustCompile(`<([^<>|]*)\|Open the article>`)

// checkBlocks reports what foreign text could do in blocks: mention somebody, link
// to what isn't an article's address, or be another quotation than those given.
func checkBlocks(t *testing.T, blocks []slack.Block, quotes []string) {
	t.Helper()
	raw, err := json.Marshal(blocks)
	if err != nil {
		t.Fatal(err)
	}
	var v []any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{}
	for _, a := range addresses {
		if w := webAddress(a); w != "" {
			linked[w] = true
		}
	}
	walk(v, func(m map[string]any) {
		switch kind := m["type"]; kind {
		case "mrkdwn":
			text := m["text"].(string)
			for _, l := range shownLink.FindAllStringSubmatch(text, -1) {
				if !linked[unescaper.Replace(l[1])] {
					t.Errorf("mrkdwn links to %q", l[1])
				}
			}
			if rest := shownLink.ReplaceAllString(text, ""); strings.ContainsAny(rest, "<>") || m["verbatim"] != true {
				t.Errorf("mrkdwn %q (verbatim: %v) would be interpreted", text, m["verbatim"])
			}
		case "plain_text":
			if m["emoji"] != false {
				t.Errorf("plain text %q with emoji", m["text"])
			}
		case "link":
			if !linked[m["url"].(string)] {
				t.Errorf("rich text links to %q", m["url"])
			}
		case "user", "usergroup", "broadcast", "channel", "team", "emoji", "date", "markdown", "image":
			t.Errorf("there is an element %q", kind)
		case "button":
			if m["url"] != nil {
				t.Errorf("a button leads to %q", m["url"])
			}
		}
	})
	for _, q := range quotedIn(v) {
		if !slices.Contains(quotes, q) {
			t.Errorf("shown as a quotation, but none: %.200q", q)
		}
	}
}

// walk calls visit for every object in v.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walk(e, visit)
		}
	case map[string]any:
		visit(v)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			walk(v[name], visit)
		}
	}
}

// quotedIn are the quotations shown by blocks; one may go through several blocks.
func quotedIn(blocks []any) []string {
	var out []string
	going := false
	for _, b := range blocks {
		text, is := "", false
		if m := b.(map[string]any); m["type"] == "rich_text" {
			first := m["elements"].([]any)[0].(map[string]any)
			if is = first["type"] == "rich_text_quote"; is {
				for _, e := range first["elements"].([]any) {
					text += e.(map[string]any)["text"].(string)
				}
			}
		}
		switch {
		case is && going:
			out[len(out)-1] += text
		case is:
			out = append(out, text)
		}
		going = is
	}
	return out
}

var (
	linkable   = regexp.MustCompile(`(?i)[a-z]://|[\pL\pN]\.\pL\pL|mailto:|tel:`)
	hasControl = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f]`)
)

// checkMessage reports what is wrong with a message of foreign text.
func checkMessage(t *testing.T, m Message, quotes []string) {
	t.Helper()
	if err := ValidateMessage(m.Text, m.Blocks); err != nil {
		t.Errorf("the message is refused: %v", err)
	}
	basic := Basic(m)
	if err := ValidateMessage(basic.Text, basic.Blocks); err != nil {
		t.Errorf("the basic message is refused: %v", err)
	}
	if strings.TrimSpace(m.Text) == "" || units(m.Text) > maxFallback {
		t.Errorf("the text has %d units", units(m.Text))
	}
	if strings.ContainsAny(m.Text, "<>") || linkable.MatchString(m.Text) || hasControl.MatchString(m.Text) {
		t.Errorf("the text would be interpreted: %q", m.Text)
	}
	checkBlocks(t, m.Blocks, quotes)
}

// pressed are the values of the buttons of an action.
func pressed(blocks []slack.Block, action string) []string {
	raw, _ := json.Marshal(blocks)
	var v []any
	_ = json.Unmarshal(raw, &v)
	var out []string
	walk(v, func(m map[string]any) {
		id, _ := m["action_id"].(string)
		if Action(id) != action {
			return
		}
		value, _ := m["value"].(string)
		out = append(out, value)
	})
	return out
}

// marked are the numbers of the citations that have a source line.
func marked(blocks []slack.Block) map[int]bool {
	out := map[int]bool{}
	for _, b := range blocks {
		c, ok := b.(*slack.ContextBlock)
		if !ok {
			continue
		}
		if text, ok := c.ContextElements.Elements[0].(*slack.TextBlockObject); ok {
			var n int
			if _, err := fmt.Sscanf(strings.TrimPrefix(text.Text, "also in "), "[%d]", &n); err == nil {
				out[n] = true
			}
		}
	}
	return out
}

// checkSheet checks a message, and the modal that shows all of it.
func checkSheet(t *testing.T, m Message, quotes []string, modal func(page int) slack.ModalViewRequest) {
	t.Helper()
	checkMessage(t, m, quotes)
	if len(pressed(m.Blocks, ActionFeedback)) != 1 {
		t.Error("there are no feedback buttons")
	}
	if raw, _ := json.Marshal(m.Blocks); !strings.Contains(string(raw), "Written by a machine from the coverage.") {
		t.Error("it doesn't say what was searched")
	}
	const first, last = 6, 1 << 20 // the first pages, and the last
	for page := 0; ; page++ {
		if page == first {
			page = last
		}
		v := modal(page)
		if err := ValidateView(v); err != nil {
			t.Errorf("page %d is refused: %v", page, err)
		}
		checkBlocks(t, v.Blocks.BlockSet, quotes)
		more := slices.ContainsFunc(pressed(v.Blocks.BlockSet, ActionAll), func(value string) bool {
			p, err := ParsePage(value)
			return err == nil && p.Page == page+1 && p.Of == "A1"
		})
		if !more {
			break
		}
	}
}

func quotesOf(cs ...[]bot.Citation) []string {
	var out []string
	for _, c := range slices.Concat(cs...) {
		out = append(out, c.Quote)
	}
	return out
}

// checkHostile renders what seed gives on every surface.
func checkHostile(t *testing.T, seed uint64) {
	m := maker{rand.New(rand.NewPCG(seed, 1))}
	ref := Ref{ID: "A1"}
	r, o := m.reply(), m.options()
	all := func(p int) slack.ModalViewRequest { return AnswerModal(r, ref, p) }
	answer := Answer(r, ref, o)
	checkSheet(t, answer, quotesOf(r.Citations, r.Closest), all)
	checkComplete(t, r, answer, all)

	s := m.summary()
	var quotes []string
	for _, p := range s.Points {
		quotes = append(quotes, quotesOf(p.Citations)...)
	}
	checkSheet(t, Summary(s, ref, o), quotes, func(p int) slack.ModalViewRequest { return SummaryModal(s, ref, p) })

	c := m.checked()
	quotes = nil
	for _, s := range c.Statements {
		quotes = append(quotes, quotesOf(s.Citations)...)
	}
	checkSheet(t, Checked(c, ref, o), quotes, func(p int) slack.ModalViewRequest { return CheckedModal(c, ref, p) })

	list, topic := m.sources(), m.text()
	for page := range len(list)/SourcesPerPage + 2 {
		checkMessage(t, Sources(list, topic, page), nil)
		if err := ValidateView(SourcesModal(list, topic, page)); err != nil {
			t.Errorf("the modal of sources is refused: %v", err)
		}
	}
	checkMessage(t, Failure(m.text(), m.text()), nil)
	checkMessage(t, Note(m.text()), nil)
	checkMessage(t, Usage("/ask", m.text()), nil)
	checkMessage(t, DigestSet(Digest{Topic: m.text(), Zone: m.text()}), nil)

	home := HomeData{Coverage: m.coverage(), Outlets: quotesOf(r.Closest), Questions: quotesOf(r.Citations)}
	for i := range m.IntN(40) {
		home.Digests = append(home.Digests, Digest{ID: int64(i), Topic: m.text(), Zone: m.text()})
	}
	checkMessage(t, Digests(home.Digests), nil)
	v := Home(home)
	if err := ValidateView(v); err != nil {
		t.Errorf("the home is refused: %v", err)
	}
	checkBlocks(t, v.Blocks.BlockSet, nil)
}

// checkComplete checks that every citation of a reply is shown, or that there is
// a button to show it.
func checkComplete(t *testing.T, r bot.Reply, m Message, modal func(page int) slack.ModalViewRequest) {
	t.Helper()
	want := r.Citations
	if !r.Answered || len(want) == 0 {
		want = r.Closest
	}
	there, all := marked(m.Blocks), len(pressed(m.Blocks, ActionAll)) > 0
	if len(there) < len(want) && !all {
		t.Errorf("%d of %d citations are shown, and no button shows the others", len(there), len(want))
	}
	if !all {
		return
	}
	inModal := map[int]bool{}
	last := -1
	for page := 0; ; page++ {
		v := modal(page)
		p, err := ParsePage(v.PrivateMetadata)
		if err != nil {
			t.Fatal(err)
		}
		if p.Page == last {
			break
		}
		last = p.Page
		maps.Copy(inModal, marked(v.Blocks.BlockSet))
	}
	for _, c := range want {
		if !inModal[c.Number] {
			t.Errorf("citation %d of %d isn't shown by any page", c.Number, len(want))
		}
	}
}

func TestHostile(t *testing.T) {
	for seed := range uint64(30) {
		checkHostile(t, seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzHostile(f *testing.F) {
	f.Add(uint64(1000))
	f.Fuzz(checkHostile)
}

// TestManyClaims: claims that rest on one citation are shown as far as they fit,
// and in the modal all of them.
func TestManyClaims(t *testing.T) {
	r := bot.Reply{Answered: true, Mode: bot.Model, Citations: []bot.Citation{{Number: 1, Article: "a", Quote: "All of it."}}}
	want := map[string]bool{}
	for i := range 100 {
		text := fmt.Sprintf("Claim %d. %s", i, strings.Repeat("It goes on. ", 100))
		want[strings.TrimSpace(text)] = true
		r.Points = append(r.Points, bot.Point{Text: text, Citations: []int{1}})
	}
	modal := func(page int) slack.ModalViewRequest { return AnswerModal(r, Ref{ID: "A1"}, page) }
	m := Answer(r, Ref{ID: "A1"}, AnswerOptions{})
	checkSheet(t, m, quotesOf(r.Citations), modal)
	checkComplete(t, r, m, modal)
	if len(pressed(m.Blocks, ActionAll)) == 0 {
		t.Error("no button shows all claims")
	}
	for page := range 20 {
		for _, b := range modal(page).Blocks.BlockSet {
			text, _ := shownText([]slack.Block{b})
			for claim := range want {
				if strings.Contains(text, claim) {
					delete(want, claim)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("%d claims aren't shown", len(want))
	}
}
