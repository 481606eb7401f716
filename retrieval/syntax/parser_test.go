package syntax

import (
	"fmt"
	"strings"
	"testing"
)

func bundledParser(t testing.TB) *Parser {
	t.Helper()
	p, err := Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Who does what to whom, in sentences as news has them. A fact is "word relation head".
func TestParse(t *testing.T) {
	p := bundledParser(t)
	for _, tt := range []struct {
		sentence string
		facts    []string
	}{
		{"Russia has sent more than 100,000 soldiers to the border area , according to Ukrainian officials .",
			[]string{"Russia nsubj sent", "soldiers obj sent", "area obl sent", "100,000 nummod soldiers"}},
		{"The White House said that Putin , who called Biden on Thursday , was satisfied .",
			[]string{"House nsubj said", "Putin nsubj satisfied", "satisfied ccomp said", "called acl:relcl Putin", "Biden obj called"}},
		{"Three occupants died and three firefighters were injured by the blast .",
			[]string{"occupants nsubj died", "injured conj died", "firefighters nsubj:pass injured", "were aux:pass injured"}},
		{"Johnson is to succeed Theresa May as prime minister when she steps down today .",
			[]string{"Johnson nsubj succeed", "Theresa obj succeed", "May flat Theresa", "she nsubj steps"}},
		{"The senator , asked by reporters whether she would resign , did n't answer .",
			[]string{"she nsubj resign", "n't advmod answer"}},
		{"The bill was signed by Governor Kay Ivey on Wednesday .",
			[]string{"bill nsubj:pass signed", "Wednesday obl signed"}},
	} {
		words := strings.Fields(tt.sentence)
		said := map[string]bool{}
		for i, w := range p.Parse(words) {
			head := "root"
			if w.Head != Root {
				head = words[w.Head]
			}
			said[words[i]+" "+w.Relation+" "+head] = true
		}
		for _, fact := range tt.facts {
			if !said[fact] {
				t.Errorf("%s\nlacks %q among %v", tt.sentence, fact, said)
			}
		}
	}
}

func TestTags(t *testing.T) {
	p := bundledParser(t)
	words := strings.Fields("The leaders may call for calls in May .")
	var got []string
	for _, w := range p.Parse(words) {
		got = append(got, w.Tag)
	}
	if want := "DET NOUN AUX VERB ADP NOUN ADP PROPN PUNCT"; strings.Join(got, " ") != want {
		t.Errorf("%v are %v, want %s", words, got, want)
	}
}

// A parse has a word for each word given, and its heads form trees, whatever is given.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", ".", "The dog barked .", "a a a a a a a a", "\x00 ’ 这个 🙂 ###", strings.Repeat("very ", 300) + "long"} {
		f.Add(s)
	}
	p := bundledParser(f)
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Split(s, " ")
		if len(words) > 400 {
			words = words[:400]
		}
		parse := p.Parse(words)
		if len(parse) != len(words) {
			t.Fatalf("%d words for %d", len(parse), len(words))
		}
		if err := trees(parse); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}

// trees reports heads that aren't words, or that go in a circle.
func trees(parse []Word) error {
	for i := range parse {
		at := i
		for n := 0; at != Root; n++ {
			if n > len(parse) || at < Root || at >= len(parse) {
				return fmt.Errorf("no root over word %d in %v", i, parse)
			}
			at = parse[at].Head
		}
	}
	return nil
}

// Where the best heads go in a circle, the word leaves it that loses least.
func TestForest(t *testing.T) {
	scores := [][]float32{
		nil,
		{1, -9, 5, 0},
		{4, 5, -9, 0},
		{0, 0, 3, -9},
	}
	if got, want := fmt.Sprint(forest(scores)), "[0 2 0 2]"; got != want {
		t.Errorf("heads are %s, want %s", got, want)
	}
}

// The same words get the same parse, alone and from several goroutines.
func TestParseConcurrently(t *testing.T) {
	p := bundledParser(t)
	words := strings.Fields("Police said that two men , both from Kent , had been arrested near Dover on Monday night .")
	want := fmt.Sprint(p.Parse(words))
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 5 {
				if got := fmt.Sprint(p.Parse(words)); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	p := bundledParser(b)
	words := strings.Fields("The White House said that Putin , who called Biden on Thursday , was satisfied with the talks and that the two presidents had agreed to go on in January .")
	for b.Loop() {
		p.Parse(words)
	}
}

// What loading takes beside the embedding model.
func BenchmarkLoad(b *testing.B) {
	bundledParser(b)
	for b.Loop() {
		bundledParser(b)
	}
}
