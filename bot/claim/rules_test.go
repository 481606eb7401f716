package claim

import "testing"

// TestClaimRules shows what single rules find in a claim about one sentence.
func TestClaimRules(t *testing.T) {
	k := overBundled(t)
	tests := []struct {
		rule, sentence, claim string
		fault                 bool
	}{
		{"modality", "Norway is ready for measures such as imposing sanctions.", "Norway has imposed sanctions.", true},
		{"modality", "The treaty is expected to be discussed in May.", "The treaty will be discussed in May.", false},
		{"roles", "Lindqvist warned Haugen about the ice.", "Lindqvist warned Solberg about the ice.", true},
		{"roles", "Haugen was warned about the ice by Lindqvist.", "Lindqvist warned Haugen about the ice.", false},
		{"roles", "Lindqvist urged Haugen to leave.", "Haugen was told to leave.", false},
		{"roles", "He was brought into the union by Haugen.", "Lindqvist brought Haugen into the union.", true},
		{"roles", "He was brought into the union by Haugen.", "Haugen brought Lindqvist into the union.", false},
		{"reversed", "Haugen asked Lindqvist to lead the union.", "Lindqvist asked Haugen to lead the union.", true},
		{"reversed", "Haugen asked Lindqvist to lead the union.", "Haugen asked Lindqvist to lead the union of ships.", false},
		{"held", "Lindqvist is a singer of folk music.", "Lindqvist is a pilot.", true},
		{"held", "Lindqvist is a singer of folk music.", "Lindqvist is a singer.", false},
		{"held", "The raid hit soldiers and civilians.", "Soldiers and civilians were hit by the raid.", false},
		{"quantities", "Some months later the court ruled.", "The court ruled months later.", false},
		{"numbered", "The ride has 7 soldiers and 21 veterans.", "The ride has 21 soldiers and 7 veterans.", true},
		{"numbered", "The ride has 7 soldiers and 21 veterans.", "The ride has 21 veterans and 7 soldiers.", false},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid €5 million for the ship.", true},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid 5 million kroner for the ship.", true},
		{"measured", "Haugen paid 5 million Norwegian kroner for the ship.", "Haugen paid $5m for the ship.", true},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid five million US dollars for the ship.", false},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid USD 5 million for the ship.", false},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid 5 million for the ship.", false},
		{"measured", "Haugen paid US$5 million for the ship.", "Haugen paid C$5 million for the ship.", true},
		{"measured", "Haugen paid US$5 million for the ship.", "Haugen paid 5 million Canadian dollars for the ship.", true},
		{"measured", "Haugen paid US$5 million for the ship.", "Haugen paid $5 million for the ship.", false},
		{"measured", "Haugen paid $5 million for the ship.", "Haugen paid US$5m for the ship.", false},
		{"measured", "Haugen paid A$5 million for the ship.", "Haugen paid 5 million Australian dollars for the ship.", false},
		{"measured", "Haugen paid HK$5 million for the ship.", "Haugen paid five million Hong Kong dollars for the ship.", false},
		{"found", "Haugen paid A$5 million for the ship.", "Haugen paid 5 million Australian dollars for the ship.", false},
		{"found", "Haugen paid A$5 million for the ship.", "Haugen paid 5 million Canadian dollars for the ship.", true},
		{"found", "Haugen paid $5 million for the ship.", "Haugen paid 5 million US dollars for the ship.", false},
		{"measured", "Haugen paid HK$5 million for the ship.", "Haugen paid NZ$5 million for the ship.", true},
		{"measured", "Haugen paid 5 million US dollars for the ship.", "Haugen paid 5 million American dollars for the ship.", false},
		{"measured", "Haugen paid CAD 5 million for the ship.", "Haugen paid C$ 5 million for the ship.", false},
		{"measured", "Haugen paid NOK 5 million for the ship.", "Haugen paid 5 million Swedish kronor for the ship.", true},
		{"measured", "Haugen paid NOK 5 million for the ship.", "Haugen paid 5 million Norwegian kroner for the ship.", false},
		{"measured", "Haugen paid 5 to 6 million euros for the ship.", "Haugen paid €5 million for the ship.", false},
		{"measured", "Haugen paid $5 for it and €5 for the ship.", "Haugen paid €5 for the ship.", false},
		{"measured", "Prices rose by 5.5% in May.", "Prices rose by 5.5 percent in May.", false},
		{"measured", "Prices rose by 5.5% in May.", "Prices rose by 5.5 percentage points in May.", true},
		{"measured", "Prices rose by 5.5% in May.", "Prices rose by 5.5 in May.", true},
		{"measured", "Prices rose from 5% to 6%.", "Prices rose from 5 to 6 percent.", false},
		{"found", "It was -20°C in Oslo.", "It was 20 degrees in Oslo.", true},
		{"found", "It was 20°C in Oslo.", "It was −20 degrees in Oslo.", true},
		{"found", "It was −20°C in Oslo.", "It was minus 20 degrees Celsius in Oslo.", false},
		{"found", "It was minus twenty-one degrees in Oslo.", "It was 21 degrees below zero in Oslo.", false},
		{"found", "It won 3-1 in 2019-20, aged 9–10, with COVID-19.", "It won 3 to 1 in 2019 to 20, aged 9 to 10, with COVID-19.", false},
		{"found", "The talks took 2½ hours and ½ day.", "The talks took 2.5 hours and half a day.", false},
		{"found", "The talks took 2½ hours.", "The talks took 2¾ hours.", true},
		{"quantities", "It was ≥60% in May.", "It was ≤60% in May.", true},
		{"quantities", "It was <60% in May.", "It was >60% in May.", true},
		{"quantities", "It was ≥60% in May.", "It was at least 60 percent in May.", false},
		{"quantities", "It was <5% in May.", "It was 5 percent in May.", true},
		{"quantities", "It was less than 5 percent in May.", "It was 5% in May.", true},
		{"quantities", "It was <5% in May.", "It was below 5 percent in May.", false},
		{"quantities", "It was 5 percent in May.", "It was less than 5 percent in May.", true},
		{"quantities", "It was 5 percent in May.", "It was nearly 5 percent in May.", true},
		{"quantities", "It cost more than €50 in May.", "It cost €50 in May.", true},
		{"quantities", "It cost more than €50 in May.", "It cost over 50 euros in May.", false},
		{"quantities", "It cost more than €50 in May.", "It cost no more than 50 euros in May.", true},
		{"quantities", "At most 50 ships sailed.", "No more than 50 ships sailed.", false},
		{"quantities", "Up to 50 ships sailed.", "As many as 50 ships sailed.", false},
		{"quantities", "Up to 50 ships sailed.", "50 ships sailed.", true},
		{"quantities", "Up to 50 ships sailed.", "About 50 ships sailed.", true},
		{"quantities", "Nearly 50 ships sailed.", "50 ships sailed.", true},
		{"quantities", "Nearly 50 ships sailed.", "Fewer than 50 ships sailed.", false},
		{"quantities", "Nearly 50 ships sailed.", "About 50 ships sailed.", false},
		{"quantities", "At least 50 ships sailed.", "50 ships or more sailed.", false},
		{"quantities", "At least 50 ships sailed.", "More than 50 ships sailed.", true},
		{"quantities", "More than 50 ships sailed.", "At least 50 ships sailed.", false},
		{"quantities", "The count has passed 50,000 ships.", "More than 50,000 ships were counted.", false},
		{"quantities", "The court passed two laws.", "The court adopted two laws.", false},
		{"quantities", "Prices rose faster than the 5 percent expected.", "A rise of 5 percent was expected.", false},
		{"quantities", "Inflation stayed above the 2 percent target.", "The target for inflation is 2 percent.", false},
		{"quantities", "The talks went on over five days.", "The talks went on during five days.", false},
		{"quantities", "They talked for over five days.", "They talked for five days.", true},
		{"quantities", "Fifty ships sailed and over 20 ferries sank.", "Fifty ships sailed.", false},
		{"quantities", "Five ships sank and at least five ferries sailed.", "Five ships sank.", false},
		{"quantities", "The ships sailed at half past six.", "The ships sailed at 6:30, not at six.", false},
		{"quantities", "The ban was extended beyond May 31.", "The ban was extended after May 31.", false},
		{"quantities", "The ban was extended beyond May 31.", "The ban was extended until May 31.", true},
		{"quantities", "Prices rose 5 percent over 2019.", "Prices rose 5 percent from 2019.", false},
		{"doubled", "Lindqvist wasn't planning to write a novel.", "Lindqvist was not not planning to write a novel.", true},
		{"doubled", "Lindqvist wasn't planning to write a novel.", "Lindqvist had no plan to write one, not now.", false},
		{"polarity", "Lindqvist wasn't planning to write a novel.", "Lindqvist was not planning to write a novel.", false},
		{"polarity", "Lindqvist has made it clear that Norway has no intention of deploying heavy ships in Denmark.", "Lindqvist left no doubt that Norway plans to station heavy ships in Denmark.", true},
		{"polarity", "Lindqvist has made it clear that Norway has the intention of deploying heavy ships in Denmark.", "Lindqvist left no doubt that Norway plans to station heavy ships in Denmark.", false},
		{"polarity", "Lindqvist is yet to write a novel.", "Lindqvist writes a novel.", true},
		{"polarity", "The law has a narrow exception for ships and no exception for trucks.", "The law has no exception for trucks.", false},
		{"polarity", "The harbour works on without pay.", "The harbour's workers are unpaid.", false},
		{"polarity", "We can never undo the raid, but I hope that the ruling brings some solace to the families.", "Lindqvist hopes that the ruling will comfort the families.", false},
		{"polarity", "Lindqvist never wrote a novel.", "Lindqvist has written a novel.", true},
		{"polarity", "A report on a raid was denied by the harbour.", "The harbour rejected a report on a raid.", false},
		{"denied", "Lindqvist wrote a novel.", "Lindqvist did not write a novel.", true},
		{"denied", "Lindqvist never wrote a novel.", "Lindqvist did not write a novel.", false},
		{"denied", "Lindqvist never wrote a novel.", "Lindqvist has written a novel.", false}, // for polarity to find
		{"quantities", "It is one of the most extreme laws of Norway.", "It is an extreme law of Norway.", false},
		{"quantities", "Most laws of Norway are extreme.", "The laws of Norway are extreme.", true},
		{"quantities", "Haugen consistently denied the raid.", "Haugen has always denied the raid.", false},
		{"quantities", "The harbour will use 100 percent Norwegian steel.", "The harbour will use Norwegian steel entirely.", false},
		{"quantities", "Over a hundred people saw the raid.", "Everyone saw the raid.", true},
		{"modality", "I want to thank Haugen for the ship.", "Lindqvist thanked Haugen for the ship.", false},
		{"modality", "I want to see Haugen in May.", "Lindqvist saw Haugen in May.", true},
		{"modality", "The parties could not agree on a treaty.", "The parties were unable to agree on a treaty.", false},
		{"deeds", "A fire broke out on Saturday when thousands rallied at the harbour.", "Thousands rallied at the harbour on Saturday.", false},
		{"deeds", "A fire broke out on Saturday, and thousands rallied at the harbour.", "Thousands rallied at the harbour on Saturday.", true},
		{"altered", "Norway is planning to send heavy ships in May.", "Norway is not planning to send heavy ships in May.", true},
		{"altered", "Norway isn't planning to send heavy ships in May.", "Norway is not planning to send heavy ships in May.", false},
		{"altered", "Norway has no intention of sending heavy ships in May.", "Norway has not no intention of sending heavy ships in May.", true},
		{"altered", "Norway has no intention of sending heavy ships in May.", "Norway has the intention of sending heavy ships in May.", false}, // for polarity to find
		{"altered", "Norway will not send heavy ships in May.", "Norway will send heavy ships in May.", true},
		{"altered", "Haugen, who was not there, met Lindqvist in Oslo on Monday.", "Haugen met Lindqvist in Oslo on Monday.", false},
		{"altered", "The ships sailed before the storm of last May.", "The ships sailed after the storm of last May.", true},
		{"altered", "The ships guard the eastern border of Norway.", "The ships guard the western border of Norway.", true},
		{"altered", "The ships guard the eastern border of Norway.", "The ships guard the long border of Norway.", false},
		{"addressed", "The ships will leave on Monday.", "Will the ships leave on Monday?", true},
		{"addressed", "The ships will leave on Monday.", "The ships will leave on Monday (!?)", true},
		{"addressed", "Haugen asked: “Will the ships leave?”", "Haugen asked, “Will the ships leave?”", false},
		{"addressed", "The ships will leave on Monday.", "Dear reader, the ships will leave on Monday.", true},
		{"addressed", "The ships will leave on Monday.", "I say the ships will leave on Monday.", true},
		{"addressed", "Haugen saw us in the US after World War I.", "Haugen saw us in the US after World War I.", false},
		{"addressed", "Haugen left the ship after the war.", "Haugen left for the US after World War I and “my ship”.", false},
		{"addressed", "The ships will leave on Monday.", "Click here: the ships will leave on Monday.", true},
		{"addressed", "The ships will leave on Monday.", "The ships will leave on Monday, act now.", true},
		{"addressed", "Haugen urged them to act now.", "Act now, Haugen urged them.", false},
		{"addressed", "The ships will leave on Monday.", "However, the ships will leave on Monday, as planned.", false},
		{"quotations", "The ships will leave on Monday.", "The [source] ships will leave on Monday.", true},
		{"quotations", "Haugen said: “[The ships] leave.”", "“[The ships] leave,” said Haugen.", false},
		{"roles", "Lindqvist was born in Bergen and grew up in Oslo.", "Lindqvist grew up in Oslo.", false},
	}
	for _, tt := range tests {
		c := &check{checker: k, text: tt.claim, terms: k.parsed(tt.claim), sayers: sayersOf(tt.claim), reported: func(int) bool { return false }}
		c.units = []*unit{{text: tt.sentence, terms: k.parsed(tt.sentence)}}
		c.place()
		known := false
		for _, r := range c.rules() {
			if r.name != tt.rule {
				continue
			}
			known = true
			if got := r.fault(); (got != "") != tt.fault {
				t.Errorf("%s of %q over %q: %q, want a fault: %v", tt.rule, tt.claim, tt.sentence, got, tt.fault)
			}
		}
		if !known {
			t.Errorf("no rule is named %q", tt.rule)
		}
	}
}
