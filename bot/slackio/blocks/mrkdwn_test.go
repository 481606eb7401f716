package blocks

import (
	"strings"
	"testing"
)

func TestFromSlack(t *testing.T) {
	names := Names{
		Bot:     "UBOT",
		User:    func(id string) string { return map[string]string{"U1": "Ann & Co", "U2": "@bea"}[id] },
		Channel: func(id string) string { return map[string]string{"C1": "general"}[id] },
	}
	tests := []struct{ in, want string }{
		{"", ""},
		{"What did Peskov say?", "What did Peskov say?"},
		{"<@UBOT> What did Peskov say?", "What did Peskov say?"},
		{"<@UBOT|cuttings> What?", "What?"},
		{"Is it so, <@UBOT>?", "Is it so, ?"},
		{"ask <@U1>, <@U2>, <@U3> and <@U4|dan>", "ask @Ann & Co, @bea, @U3 and @dan"},
		{"in <#C1>, <#C2|news> and <#C3>", "in #general, #news and #C3"},
		{"<!here> <!channel|channel> <!subteam^S1|@desk> <!subteam^S2>", "@here channel @desk @group"},
		{"since <!date^1640908800^{date}|31 December 2021>", "since 31 December 2021"},
		{"<!date^1640908800^{date}>", ""},
		{"<https://bnr.example/a?b=1&amp;c=2|the report>", "the report"},
		{"<https://bnr.example/a?b=1&amp;c=2>", "https://bnr.example/a?b=1&c=2"},
		{"<https://bnr.example/|>", "https://bnr.example/"},
		{"<mailto:ann@bnr.example|ann@bnr.example>", "ann@bnr.example"},
		{"1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"},
		{"escaped once: &amp;lt;!channel&amp;gt;", "escaped once: &lt;!channel&gt;"},
		{"a token spelled out: &lt;@U1&gt;", "a token spelled out: <@U1>"},
		{"a label with escapes: <https://a.example|R&amp;D &lt;new&gt;>", "a label with escapes: R&D <new>"},
		{"left open <@U1", "left open <@U1"},
		{"<>", "<>"},
		{" \n two  spaces inside \t", "two  spaces inside"},
	}
	for _, test := range tests {
		if got := FromSlack(test.in, names); got != test.want {
			t.Errorf("FromSlack(%q) = %q, want %q", test.in, got, test.want)
		}
	}
	if got, want := FromSlack("<@U1> in <#C1>", Names{}), "@U1 in #C1"; got != want {
		t.Errorf("without names = %q, want %q", got, want)
	}
}

// FuzzEscape: what is escaped holds nothing that Slack interprets, and comes back
// as it was.
func FuzzEscape(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		escaped := Escape(s)
		if strings.ContainsAny(escaped, "<>") {
			t.Errorf("Escape(%q) = %q", s, escaped)
		}
		if got, want := FromSlack(escaped, Names{}), strings.TrimSpace(s); got != want {
			t.Errorf("FromSlack(Escape(%q)) = %q", s, got)
		}
		if _ = FromSlack(s, Names{}); strings.Contains(FromSlack("<@U1>"+escaped, Names{Bot: "U1"}), "<@U1>") && !strings.Contains(s, "<@U1>") {
			t.Errorf("the bot's mention stays before %q", s)
		}
	})
}

// What isn't an address is word for word what was written, so that it can be copied
// and found.
func TestFallback(t *testing.T) {
	for in, want := range map[string]string{
		"The U.S. offered $3.5 billion at 10.30 a.m., i.e. late.": "The U.S. offered $3.5 billion at 10.30 a.m., i.e. late.",
		"U.S.-led, 3.5bn, No.10, v1.2.3, J.K. Rowling, 192.0.2.1": "U.S.-led, 3.5bn, No.10, v1.2.3, J.K. Rowling, 192.0.2.1",
		"see www.bnr.bg/a or t.co":                                "see www.\u2060bnr.\u2060bg/a or t.\u2060co",
		"a.bc.de.fg, ann@bnr.example, пример.рф":                  "a.\u2060bc.\u2060de.\u2060fg, ann@bnr.\u2060example, пример.\u2060рф",
		"https://bnr.example and <!here>":                         "https:\u2060//bnr.\u2060example and &lt;!here&gt;",
	} {
		if got := fallback(in); got != want {
			t.Errorf("fallback(%q) = %+q, want %+q", in, got, want)
		}
	}
}

// FuzzFallback: a message's text holds nothing that Slack makes a mention or a
// link of, and what is seen is what was written.
func FuzzFallback(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := fallback(s)
		if strings.ContainsAny(got, "<>") || linkable.MatchString(got) || hasControl.MatchString(got) {
			t.Errorf("fallback(%q) = %q", s, got)
		}
		if units(got) > 6*units(s) {
			t.Errorf("fallback(%q) has %d units of %d", s, units(got), units(s))
		}
	})
}
