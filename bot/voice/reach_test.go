package voice

import "testing"

// TestReach holds what a source vouches for in a sentence: all of it, or a clause.
func TestReach(t *testing.T) {
	tests := []struct{ name, sentence, source, want string }{
		{"the whole", `Moscow claims it has the right to move its troops.`, "Moscow", `Moscow claims it has the right to move its troops.`},
		{"said at the end", `Biden left early, the Kremlin said.`, "Kremlin", `Biden left early, the Kremlin said.`},
		{"as at the end", `The call was long, as Putin said on Friday.`, "Putin", `The call was long, as Putin said on Friday.`},
		{"relative clause of a place", `It eased tensions on the border, where Ukrainian officials say there are soldiers.`, "Ukrainian officials", `where Ukrainian officials say there are soldiers.`},
		{"behind and", `They will meet next month, and the White House said Biden has urged it.`, "White House", `and the White House said Biden has urged it.`},
		{"behind after", `Talks ended after Moscow said it would not attend.`, "Moscow", `after Moscow said it would not attend.`},
		{"came as", `It came as Ukrainian officials say they have been sent more.`, "Ukrainian officials", `as Ukrainian officials say they have been sent more.`},
		{"who", `Putin, who warned of a break, flew to Sochi.`, "Putin", `who warned of a break, flew to Sochi.`},
		{"who, aside", `A US official, who was in the room, said the tone was good.`, "US official", `A US official, who was in the room, said the tone was good.`},
		{"before another", `After Moscow said it would not attend, the talks ended.`, "Moscow", `After Moscow said it would not attend`},
		{"behind a quotation", `“It is €5 – or nothing,” the court heard, where Mr Smith said he paid.`, "Mr Smith", `where Mr Smith said he paid.`},
		{"of a thing", `On Monday, sixteen states filed a joint lawsuit against the state of emergency President Donald Trump declared last week.`, "President Donald Trump", `President Donald Trump declared last week.`},
		{"of a thing, far behind", `On Monday, attorneys general from sixteen states filed a joint lawsuit against the state of emergency United States President Donald Trump declared last week.`, "United States President Donald Trump", `United States President Donald Trump declared last week.`},
		{"with a title", `The adopted son of the country's former finance minister Ivan Petrov said he was well.`, "Ivan Petrov", `The adopted son of the country's former finance minister Ivan Petrov said he was well.`},
		{"a statement", `“It may have been right,” reads Judge Miller's statement.`, "Judge Miller's statement", `“It may have been right,” reads Judge Miller's statement.`},
		{"twice", `Putin said it was late, and Putin said it was dark.`, "Putin", `Putin said it was late, and Putin said it was dark.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := attribute(sentencesOf(tt.sentence), "")[0]
			if a.Display != tt.source {
				t.Errorf("%q speaks, want %q", a.Display, tt.source)
			}
			if got := tt.sentence[a.From:a.To]; got != tt.want {
				t.Errorf("vouches for %q, want %q", got, tt.want)
			}
		})
	}
}
