package bot

import (
	"testing"
	"unicode/utf8"
)

func TestResolve(t *testing.T) {
	b, _ := overBundled(t)
	const ushakov = "What did Ushakov say about sanctions?"
	tests := []struct {
		name, before, text, want string
	}{
		{"nothing before", "", "and Peskov?", "and Peskov?"},
		{"nothing asked", ushakov, " ", " "},
		{"stands by itself", ushakov, "When will Russia and NATO meet?", "When will Russia and NATO meet?"},
		{"stands by itself, terse", ushakov, "weekday of the call", "weekday of the call"},
		{"stands by itself behind and", ushakov, "And how many Russian soldiers are at the border?", "How many Russian soldiers are at the border?"},

		{"another speaker", ushakov, "and Peskov?", "What did Peskov say about sanctions?"},
		{"another speaker, typed small", ushakov, "and peskov", "What did peskov say about sanctions?"},
		{"another speaker with an article", ushakov, "and the White House?", "What did the White House say about sanctions?"},
		{"another speaker in place of one with an article", "What did the White House say about the tone of the call?", "and the Kremlin?", "What did the Kremlin say about the tone of the call?"},
		{"an article too few", "What did the White House say about arms?", "what about Moscow?", "What did Moscow say about arms?"},
		{"one speaker in place of two", "What do Biden and Putin want?", "and the Kremlin?", "What does the Kremlin want?"},
		{"one speaker in place of each", "What did Biden and Putin each warn about?", "and Psaki?", "What did Psaki warn about?"},
		{"a speaker who isn't in the coverage", ushakov, "what about Macron?", "What did Macron say about sanctions?"},
		{"same question", ushakov, "same question for Biden", "What did Biden say about sanctions?"},
		{"a name by itself", ushakov, "Peskov?", "What did Peskov say about sanctions?"},
		{"what did X say", ushakov, "and what did Peskov say?", "What did Peskov say about sanctions?"},
		{"what did X say about it", ushakov, "And what did the White House say about that?", "What did the White House say about sanctions?"},
		{"what did X say, of a call", "How long did the phone call between Biden and Putin last?", "and what did Peskov say?", "What did Peskov say about the phone call between Biden and Putin last?"},
		{"what did X say, of no speech", "Who asked for the call?", "and what did Peskov say?", "What did Peskov say? Who asked for the call?"},
		{"what did X say, without and", "How long did the phone call between Biden and Putin last?", "What did Peskov say?", "What did Peskov say?"},
		{"what did X say, without and, of speech", ushakov, "What did Peskov say?", "What did Peskov say about sanctions?"},
		{"what did X say, of no topic", "What did Peskov say?", "and what did Psaki say?", "What did Psaki say?"},
		{"what did X say, of a wish", "What does Putin want?", "and what did Biden say?", "What did Biden say?"},
		{"what did X say, of what was told somebody", "What did Biden tell Putin?", "and what did Putin say?", "What did Putin say?"},
		{"what did X say, of what was told somebody of a topic", "What did Biden tell Putin about sanctions?", "and what did Putin say?", "What did Putin say about sanctions?"},
		{"what did X say, of what was said to somebody", "What did Putin say to Biden about NATO?", "and what did Biden say?", "What did Biden say about NATO?"},
		{"what did X say, of a clause", "What did Putin say sanctions would do?", "and what did Biden say?", "What did Biden say sanctions would do?"},
		{"what did X demand, too", "What did Putin demand from NATO?", "and what did Biden demand?", "What did Biden demand from NATO?"},
		{"did X agree", ushakov, "did Peskov agree?", "Did Peskov agree about sanctions?"},
		{"did X deny it", ushakov, "and did the White House deny it?", "Did the White House deny anything about sanctions?"},
		{"did he agree", "What did Biden tell Putin?", "did he agree?", "Did Biden agree? What did Biden tell Putin?"},
		{"did X respond, of no speech", "When will Russia and NATO meet?", "has Peskov responded?", "Has Peskov responded about Russia and NATO meet?"},
		{"did X agree, of a clause", "What did Putin say sanctions would do?", "did Biden agree?", "Did Biden agree? What did Putin say sanctions would do?"},
		{"did X agree to something", ushakov, "did Peskov agree to the talks?", "did Peskov agree to the talks?"},
		{"another government in a yes/no question", "Does the Kremlin plan to invade?", "and Washington?", "Does Washington plan to invade?"},

		{"another topic", ushakov, "what about Geneva?", "What did Ushakov say about Geneva?"},
		{"another topic without a name", ushakov, "how about the troops?", "What did Ushakov say about the troops?"},
		{"another topic behind about", ushakov, "and about the troops?", "What did Ushakov say about the troops?"},
		{"another topic without and", ushakov, "about NATO?", "What did Ushakov say about NATO?"},
		{"a topic of no speech", "How many soldiers are at the border?", "and about the Geneva talks?", "What about the Geneva talks? How many soldiers are at the border?"},
		{"another place without and", "When is the meeting in Geneva?", "in Brussels?", "When is the meeting in Brussels?"},
		{"another topic behind on", ushakov, "and on NATO?", "What did Ushakov say on NATO?"},
		{"a day more", ushakov, "and on January 9?", "What did Ushakov say about sanctions on January 9?"},
		{"a topic in place of none", "What did Peskov say?", "what about sanctions?", "What did Peskov say about sanctions?"},
		{"a topic of what was told somebody", "What did Biden tell Putin?", "what about sanctions?", "What did Biden tell Putin about sanctions?"},
		{"another speaker and topic", ushakov, "and Peskov about the troops?", "What did Peskov say about the troops?"},
		{"another name in place of the only one", "Where does the OSCE meet?", "and NATO?", "Where does NATO meet?"},
		{"a name in place of none", "When will Russia and NATO meet?", "what about Geneva?", "What about Geneva? When will Russia and NATO meet?"},
		{"other things counted", "How many passengers did the ferry carry?", "and the crew?", "How many crew did the ferry carry?"},
		{"other things counted, of a kind", "How many Russian soldiers are at the border?", "what about tanks?", "How many tanks are at the border?"},
		{"a thing of a question that counts nothing", "How long was the call?", "and the letter?", "What about the letter? How long was the call?"},
		{"another place", "When is the meeting in Geneva?", "and in Brussels?", "When is the meeting in Brussels?"},
		{"a place more", "When is the meeting?", "and in Brussels?", "When is the meeting in Brussels?"},

		{"the other side", "What did the Kremlin say about sanctions?", "and the other side?", "What did Washington say about sanctions?"},
		{"the other side in full", "What did the White House say about sanctions?", "what does the other side say?", "What did Moscow say about sanctions?"},
		{"the other side of nobody", "How long was the call?", "and the other side?", "The other side? How long was the call?"},

		{"when", ushakov, "when was that?", "When was that? What did Ushakov say about sanctions?"},
		{"when exactly", "What will happen in Geneva?", "when exactly?", "When exactly? What will happen in Geneva?"},
		{"how many", "Who was hurt in the crash?", "how many?", "How many? Who was hurt in the crash?"},
		{"why", "Did Russia invade?", "why", "Why? Did Russia invade?"},
		{"after a composed one", "When was that? What did Ushakov say?", "where?", "Where? What did Ushakov say?"},
		{"who said that", "Is the tone serious?", "so who said that?", "Who said that? Is the tone serious?"},

		{"he", ushakov, "What else did he say?", "What else did Ushakov say about sanctions?"},
		{"she", "Who is Jen Psaki?", "and what did she say about NATO?", "What did Jen Psaki say about NATO?"},
		{"his", ushakov, "what is his job?", "What is Ushakov’s job?"},
		{"they", "What did Biden and Putin say about arms?", "did they agree on sanctions?", "Did Biden and Putin agree on sanctions?"},
		{"there", "What comes next in Brussels?", "Who is leading the Russian team there?", "Who is leading the Russian team in Brussels?"},
		{"there, of nothing else", "When is the meeting in Brussels?", "who will be there?", "Who will be in Brussels?"},
		{"there is", "What comes next in Brussels?", "are there any Russian soldiers at the border?", "are there any Russian soldiers at the border?"},
		{"it, with enough besides", "What does Moscow want?", "How did NATO members take it?", "How did NATO members take it?"},
	}
	for _, tt := range tests {
		if got := b.resolve(turn{question: tt.before}, tt.text); got != tt.want {
			t.Errorf("%s: after %q, %q is read as\n %q, want\n %q", tt.name, tt.before, tt.text, got, tt.want)
		}
	}
}

// TestResolveSpeaker: "he" means who was quoted, if the question named nobody.
func TestResolveSpeaker(t *testing.T) {
	b, _ := overBundled(t)
	before := turn{question: "Who called sanctions a mistake?", speaker: "Yuri Ushakov"}
	if got, want := b.resolve(before, "what else did he say?"), "What else did Yuri Ushakov say?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range [][2]string{
		{"", ""}, {"?", "and?"}, {"What did X say", "and he"}, {"A and B said", "they their"}, {"who", "what about in Geneva"},
		{"the White House", "the Kremlin"}, {"İn İstanbul", "there in İ"}, {"What did X say?", "and Y regarding Z about W?"}, {"What did X say?", "regarding Y"}, {"in the X?", "in Y"}, {"\xff in Geneva", "and in \xfe"}, {"What? Who? ", "so so so what"},
	} {
		f.Add(s[0], s[1])
	}
	b, _ := overBundled(f)
	f.Fuzz(func(t *testing.T, before, text string) {
		got := b.resolve(turn{question: before}, text)
		if utf8.ValidString(before) && utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("after %q, %q is read as %q, which isn't UTF-8", before, text, got)
		}
		if text != "" && got == "" {
			t.Errorf("after %q, %q is read as nothing", before, text)
		}
	})
}
