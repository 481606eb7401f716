package retrieval

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// marked lists the words: "-" before one without content, "^" before one
// written like a name.
func marked(words []Word) string {
	var out []string
	for _, w := range words {
		mark := ""
		if !w.Content {
			mark = "-"
		}
		if w.Capital {
			mark += "^"
		}
		out = append(out, mark+w.Text)
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	tests := []struct{ question, want string }{
		{"", ""},
		{" ?! – \n", ""},
		{"What did Ushakov say about sanctions?", "-What -did ^Ushakov -say -about sanctions"},
		{"what did ushakov say", "-what -did ushakov -say"},

		// A capital at the start of a sentence says nothing, unless all are capitals.
		{"Sanctions on Russia? Troops too", "Sanctions -on ^Russia Troops -too"},
		{"NATO talks. OSCE talks. X talks.", "^NATO talks ^OSCE talks X talks"},
		{"Tell me: Did Putin call?", "-Tell -me -Did ^Putin call"},
		{"“Who is Jen Psaki?”", "-Who -is ^Jen ^Psaki"},
		{"What did Mr. Zakharov and Dr. Gill do on Jan. 6?", "-What -did ^Mr ^Zakharov -and ^Dr ^Gill -do -on ^Jan 6"},
		{"Did the U.S. President call J. Smith?", "-Did -the ^U.S ^President call ^J ^Smith"},
		{"Was Émile Zola there?", "-Was ^Émile ^Zola -there"},
		// Where all is in capitals, they say nothing.
		{"WHAT DID PUTIN SAY TO US?", "-WHAT -DID PUTIN -SAY -TO -US"},

		// US is a name, us isn't.
		{"What did the US tell us?", "-What -did -the ^US -tell -us"},
		{"Is the WHO in IT or is it who?", "-Is -the ^WHO -in ^IT -or -is -it -who"},

		// What is kept inside a word.
		{"D'Souza and O’Brien", "D'Souza -and ^O’Brien"},
		{"on 9-10 January at 1:13 a.m.", "-on 9-10 ^January -at 1 13 a.m"},
		{"AT&T's co-operation & R&D...", "^AT&T co-operation ^R&D"},
		{"-- 'quoted' – (brackets) $4.2 50%", "quoted brackets 4.2 50"},
		{"end.Next a.b. .c -d- 'e'", "end.Next a.b c d e"},

		// Possessives and contractions.
		{"Russia's and Putin’s and James' talks", "Russia -and ^Putin -and ^James talks"},
		{"It's what’s Biden’s", "-It -what ^Biden"},
		{"Why didn't they, don’t they, can't I?", "-Why -didn't -they -don’t -they -can't -I"},
		{"They're here, I'd say we’ve won", "-They're -here -I'd -say -we’ve won"},
		{"Didnt he dont", "-Didnt -he -dont"},
		{"the m and the s", "-the m -and -the s"},

		{"naïve cafe\u0301 straße", "naïve cafe\u0301 straße"},
		// Format characters are inside a word, and none by themselves.
		{"Did Olu\u00adwase\u200bun’s Al\u2060-\ufeffAssad", "-Did ^Olu\u00adwase\u200bun ^Al\u2060-\ufeffAssad"},
		{"\ufeffDid \u200b he\u00ad \u00ad-\u00ad go.\u200b.on", "-Did -he go -on"},
		{"Что сказал Путин?", "Что сказал ^Путин"},
		{"普京说了什么？ नमस्ते दुनिया", "普京说了什么 नमस्ते दुनिया"},
		{"a\xffb \xe2\x80 Putin\xc3", "-a b ^Putin"},
		{"\xff\xff\xff sanctoins", "sanctoins"},
	}
	for _, test := range tests {
		words := Words(test.question)
		if got := marked(words); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.question, got, test.want)
		}
		checkWords(t, test.question, words)
	}
}

// checkWords reports words that don't stand in the question where they say.
func checkWords(t *testing.T, question string, words []Word) {
	t.Helper()
	end := 0
	for _, w := range words {
		if w.Start < end || w.End <= w.Start || w.End > len(question) {
			t.Fatalf("%q: word %q is [%d:%d) after %d, of %d bytes", question, w.Text, w.Start, w.End, end, len(question))
		}
		if question[w.Start:w.End] != w.Text {
			t.Errorf("%q: word %q is at %q", question, w.Text, question[w.Start:w.End])
		}
		if !utf8.ValidString(w.Text) {
			t.Errorf("%q: word %q isn't valid UTF-8", question, w.Text)
		}
		if w.Capital && !w.Content {
			t.Errorf("%q: word %q is a name without content", question, w.Text)
		}
		end = w.End
	}
}

func FuzzWords(f *testing.F) {
	f.Add("What did Mr. D'Souza's U.S. office say on 9-10 January?")
	f.Add("\xff\xe2\x80’s a’s 's ''s x's's")
	f.Add("İ ǅ ﬁ e\u0301 \u0301 नमस्ते 普京")
	f.Fuzz(func(t *testing.T, question string) {
		words := Words(question)
		checkWords(t, question, words)
		// Nothing that belongs to a word is left out.
		letters := func(s string) int { return strings.Count(strings.Map(wordOnly, s), "x") }
		kept := 0
		for _, w := range words {
			kept += letters(w.Text)
		}
		possessives := strings.Count(question, "'s") + strings.Count(question, "’s")
		if all := letters(question); kept > all || kept < all-possessives {
			t.Errorf("%q: words have %d letters and digits of %d, with %d possessives", question, kept, all, possessives)
		}
	})
}

func wordOnly(r rune) rune {
	if inWord(r) {
		return 'x'
	}
	return -1
}

func TestFold(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Putin’s “Mistake” ‘x’", `putin's "mistake" 'x'`},
		{"Émile ÅNGSTRÖM cafe\u0301", "emile angstrom cafe"},
		{"Zürich GROẞE İstanbul", "zurich grosse istanbul"},
		{"Łoś Đoković Køge Ǿrsted Þór Guðni Æsop Ǽ œuvre ılık Ħal", "los dokovic koge orsted thor gudni aesop ae oeuvre ilik hal"},
		{"Olu\u00adwase\u200bun a\u2060b \ufeffc\u200d", "oluwaseun ab c"},
		{"Ёлка Київ", "елка киів"},
		{"한국 中文", "\u1112\u1161\u11ab\u1100\u116e\u11a8 中文"},
		{"a\xffb", "a\ufffdb"},
	}
	for _, test := range tests {
		got := Fold(test.text)
		if got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.text, got, test.want)
		}
		if again := Fold(got); again != got {
			t.Errorf("Fold(%q) = %q, folded again %q", test.text, got, again)
		}
	}
}

// FuzzFold: what is folded stays as it is, and what an index takes in folds alike.
func FuzzFold(f *testing.F) {
	f.Add("Łoś GROẞE İstanbul Ǽ Ǿ")
	f.Add("Olu\u00adwase\u200bun \ufeff e\u0301\u200d\u0327")
	f.Add("\u1112\u1161\u11ab \u212a \u0345 \xff\xc3")
	f.Add("\U0001d16d\u0941\U0001d165\u200d" + strings.Repeat("\U0001d165", 40))
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", text, folded, again)
		}
		searchable := Searchable(text)
		if again := Searchable(searchable); again != searchable {
			t.Errorf("Searchable(%q) = %q, and of that %q", text, searchable, again)
		}
	})
}

func TestSearchable(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"Émile’s “U.S.” ÅNGSTRÖM йод 한국 a\xff", "Émile’s “U.S.” ÅNGSTRÖM йод 한국 a\xff"},
		{"Olu\u00adwaseun Łoś, GROẞE Ǿrsted", "Oluwaseun loś, GROssE orsted"},
	} {
		if got := Searchable(test.text); got != test.want {
			t.Errorf("Searchable(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestSameStem(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"talk", "talk", true},
		{"", "", true},
		{"talk", "talks", true},
		{"talk", "talking", true},
		{"sanction", "sanctions", true},
		{"escalate", "escalating", true},
		{"russia", "russian", true},
		{"ukraine", "ukrainian", true},
		{"iran", "iraq", false},
		{"us", "usa", false},
		{"she", "shes", false},
		{"talk", "tall", false},
		{"sanction", "sanctioning", true},
		{"north", "northern", true},
		{"north", "northerner", false},
		{"put", "putin", false},
	}
	for _, test := range tests {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := SameStem(pair[0], pair[1]); got != test.want {
				t.Errorf("SameStem(%q, %q) = %v, want %v", pair[0], pair[1], got, test.want)
			}
		}
	}
}

// Every stop word is found, in capitals and with a curly apostrophe too.
func TestStopWordsFolded(t *testing.T) {
	for w := range stop {
		if Fold(w) != w {
			t.Errorf("stop word %q is never found: folded it is %q", w, Fold(w))
		}
		if text := strings.ReplaceAll(w, "'", "’"); !stopWord(text) || !stopWord(strings.ToUpper(text)) {
			t.Errorf("%q isn't a stop word", text)
		}
	}
}
