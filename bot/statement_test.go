package bot

import (
	"slices"
	"testing"

	"cuttings/bot/bottest"
)

func TestSame(t *testing.T) {
	b, _ := overBundled(t)
	const (
		serious   = `An official described the tone of the conversation as "serious and substantial".`
		said      = `The tone of the conversation with Putin was serious and substantial, said a US official.`
		senior    = `A senior US official, who spoke on condition of anonymity, said the tone had been “serious and substantive”.`
		capped    = `The series of talks will be capped off by a meeting on January 13 at the level of the Organization for Security and Cooperation in Europe (OSCE).`
		follow    = `Consultations between Russia and the Organization for Security and Cooperation in Europe (OSCE) are to follow on January 13.`
		calls     = `US President Joe Biden called for a de-escalation of tensions with Ukraine during a telephone conversation with his Russian counterpart Vladimir Putin.`
		warns     = `US President Joe Biden has warned the Russian head of state Vladimir Putin in a phone call against a Russian invasion of Ukraine.`
		intention = `The US president has made it clear that Washington has no intention of deploying offensive weapons in Ukraine.`
		indicated = `Biden reportedly indicated to Putin that the US was not planning to deploy “offensive strike weapons in Ukraine,” the Kremlin said after the call.`
		bbc       = `This was reported by the BBC, specifying that in the phone call the Russian president said that such sanctions would be a “colossal mistake”.`
		colossal  = `That would be a “colossal mistake,” said Putin’s foreign policy advisor Yuri Ushakov after the phone call.`
		cardinal  = `In turn, President Putin’s advisor on foreign affairs, Yuri Ushakov, told journalists that the imposition of sanctions would be a “cardinal error” of the West.`
		january10 = `Representatives of the USA and Russia plan to meet in Geneva on January 10th to discuss the conflict in Ukraine.`
		january9  = `Representatives of the USA and Russia plan to meet in Geneva on January 9-10 to discuss the conflict in Ukraine.`
		nextMonth = `Representatives of the USA and Russia plan to meet in Geneva next month to discuss the conflict in Ukraine.`
		france    = `Representatives of Moscow and NATO plan to meet in Brussels next month to discuss the conflict in Ukraine.`
		fifty     = `Biden and Putin talked on the phone for about 50 minutes.`
		words     = `Biden and Putin talked on the phone for about fifty minutes.`
	)
	tests := []struct {
		name, x, y string
		want       bool
	}{
		{"itself", calls, calls, true},
		{"other words", serious, said, true},
		{"quoted here, told there", said, senior, true},
		{"another wording quoted", serious, senior, false},
		{"the same quoted", bbc, colossal, true},
		{"another wording of the same man", colossal, cardinal, false},
		{"the same date and body", capped, follow, true},
		{"a claim in other words", intention, indicated, true},
		{"the same people", calls, warns, false},
		{"another figure", january10, january9, false},
		{"a figure here, none there", january9, nextMonth, true},
		{"other names", nextMonth, france, false},
		{"a figure in words", fifty, words, true},
		{"nothing in common", fifty, capped, false},
	}
	for _, tt := range tests {
		v := b.vocabulary()
		x, y := v.statement(tt.x), v.statement(tt.y)
		if got := v.same(x, y); got != tt.want {
			t.Errorf("%s: same = %v, want %v (words %.2f, not names %.2f)\n %s\n %s", tt.name, got, tt.want, v.shared(x.words, y.words), v.shared(x.notNames, y.notNames), tt.x, tt.y)
		}
		if v.same(x, y) != v.same(y, x) {
			t.Errorf("%s: same isn't symmetric", tt.name)
		}
	}
}

func TestFigures(t *testing.T) {
	for text, want := range map[string][]string{
		"more than 100,000 soldiers":      {"100000"},
		"January 9-10 and 9–10":           {"9-10", "9-10"},
		"Fifty minutes, two weeks, 5.5 %": {"50", "2", "5.5"},
		"at 13:40 on the 10th":            {"13:40", "10"},
		"no figure of any kind":           nil,
		"AR-15":                           {"15"},
	} {
		if got := figures(text); !slices.Equal(got, want) {
			t.Errorf("figures(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestQuotedIn(t *testing.T) {
	for text, want := range map[string][]string{
		`He said “it is big,” and "that is all".`: {"it is big", "that is all"},
		`It was “serious”.`:                       nil, // one word is a manner of speaking
		`Let's go", he said. "And now.`:           nil, // the end of one, the beginning of another
		`He said: “It goes on.`:                   nil,
		`Nothing.`:                                nil,
	} {
		if got := quotedIn(text); !slices.Equal(got, want) {
			t.Errorf("quotedIn(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPoints(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"The dam in the valley burst on Monday, said the Water Board. It rained.",
		"On Monday the dam in the valley burst. It snowed.",
		"The valley dam burst on Monday, a spokesman said. It hailed.",
		"Monday saw the dam burst in the valley, said the Water Board. It blew.",
		"The dam burst Monday in the valley. It froze.",
	))
	d.finds(t, hit{"The dam in", 3}, hit{"On Monday the", 3}, hit{"The valley dam", 3}, hit{"Monday saw", 3}, hit{"The dam burst Monday", 3})
	f, err := b.find(t.Context(), "What burst?")
	if err != nil {
		t.Fatal(err)
	}
	points := b.points(b.choose(f))
	if len(points) != 1 || len(points[0].Citations) != 5 {
		t.Errorf("five reports of one thing make %+v, want one point of five citations", points)
	}
	if len(points) > 0 && points[0].Speaker != "Water Board" {
		t.Errorf("speaker %q, want Water Board", points[0].Speaker)
	}

	b, d = over(t, bottest.Articles(t,
		"The Red Cross said 40 people died when the dam burst. The Red Cross said 40 people died when the dam burst, again.",
		"The Water Board said 50 people died when the dam burst.",
		"The Red Cross said forty people died as the dam burst.",
	))
	d.finds(t, hit{"The Red Cross said 40 people died when the dam burst.", 3}, hit{"The Red Cross said 40 people died when the dam burst, again.", 3}, hit{"The Water Board", 3}, hit{"The Red Cross said forty", 3})
	if f, err = b.find(t.Context(), "How many died?"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		speaker   string
		citations []int
	}{{"Red Cross", []int{1, 4}}, {"Red Cross", []int{2}}, {"Water Board", []int{3}}} {
		points := b.points(b.choose(f))
		if len(points) != 3 || points[i].Speaker != want.speaker || !slices.Equal(points[i].Citations, want.citations) {
			t.Errorf("points %+v; want point %d to be %v", points, i, want)
		}
	}
}
