package voice

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/corpus"
	"cuttings/retrieval"
)

// sentencesOf cuts a text of paragraphs, parted by blank lines, into sentences.
func sentencesOf(text string) []retrieval.Sentence {
	var out []retrieval.Sentence
	for i, p := range strings.Split(text, "\n\n") {
		for _, s := range corpus.Sentences(p) {
			out = append(out, retrieval.Sentence{Passage: i + 1, Span: s, Text: s.Of(p)})
		}
	}
	return out
}

func TestSpeakers(t *testing.T) {
	tests := []struct {
		name, sentence string
		want           string // phrases, joined by " | "; who vouches for the whole comes first
	}{
		{"before the verb", `Moscow claims it has the right to move its troops.`, "Moscow"},
		{"with auxiliaries and adverbs", `Moscow has consistently denied speculations.`, "Moscow"},
		{"with a title", `The Russian foreign minister Sergei Lavrov told reporters it was over.`, "The Russian foreign minister Sergei Lavrov"},
		{"with a field", `Mining analyst Ann Poole of the consultancy Quipu Risk said it fell.`, "Mining analyst Ann Poole of the consultancy Quipu Risk"},
		{"with an office in a field", `Housing minister Ann Poole said it fell.`, "Housing minister Ann Poole"},
		{"with an office in a body", `Swimming club president Ann Poole said it fell.`, "Swimming club president Ann Poole"},
		{"with what they are, further on", `Rival brokerage Sundar & Shah kept its rating and argued that it fell.`, "Rival brokerage Sundar Shah"},
		{"as a pronoun behind where it said so", `In a short notice it says the court must sit.`, "it"},
		{"as a pronoun in a clause of its own", `The hotel has 60 beds, fewer than the 90 it had asked for.`, "it"},
		{"whose view it is", `Ann Poole disagrees: in her view, it fell.`, "Ann Poole"},
		{"whose view it isn't", `Aeromala dismissed Ann Poole: in her view, it fell.`, "she"},
		{"behind a time", `Next month Ann Poole opens it and says it fell.`, ""},
		{"for whom somebody speaks", `A lawyer for it said the court must sit.`, "A lawyer for it"},
		{"not as an auxiliary", `He was sentenced on Thursday, having admitted 11 charges.`, ""},
		{"after a participle", `Leaving the room, Ann Poole said it fell.`, "Ann Poole"},
		{"after a clause", `During the call, Joe Biden stressed the responsibility of both.`, "Joe Biden"},
		{"in a clause", `It came as Ukrainian officials say they have been sent more.`, "Ukrainian officials"},
		{"after and", `The two talked for an hour, and Biden outlined the options.`, "Biden"},
		{"two who speak", `Both Mr Ushakov and Mr Peskov stressed the point.`, "Mr Ushakov and Mr Peskov"},
		{"one and theirs", `The US and its partners have accused Moscow of it.`, "The US and its partners"},
		{"interrupted", `Putin, in turn, warned Biden against sanctions.`, "Putin"},
		{"interrupted by however", `Russia, however, denies that it intends to invade.`, "Russia"},
		{"relative clause", `A senior US official, who spoke on condition of anonymity, said the tone was good.`, "A senior US official"},
		{"apposition before the name", `President Putin’s advisor on foreign affairs, Yuri Ushakov, told journalists so.`, "President Putin’s advisor on foreign affairs Yuri Ushakov"},
		{"apposition after the name", `Satyendra Jain, the city's home minister, said the tower was too high.`, "Satyendra Jain"},
		{"two appositions", `Anderson Cooper, of CNN, one of her sons, stated it.`, "Anderson Cooper"},
		{"after a day", `They voted and on Friday the government announced it.`, "the government"},
		{"after a day and a name", `On Friday Ford Motor Company announced it.`, "Ford Motor Company"},
		{"initials in brackets", `The National Hurricane Center (NHC) reported winds of 180 mph.`, "The National Hurricane Center NHC"},
		{"Jr.", `Today, President Joseph R. Biden, Jr. declared that a disaster exists.`, "President Joseph R. Biden Jr."},
		{"a thing announced", `The aid previously announced at the summit will grow.`, ""},
		{"a thing declared", `In 2004, the emergency declared with respect to Syria was widened.`, ""},
		{"nothing before the verb", `Declared in 2004, it was over.`, ""},
		{"people who declared", `In 2004, officials declared in a letter that it was over.`, "officials"},
		{"a participle before the name", `Building on what it announced, Norway will give more.`, "it"},
		{"was to say", `Mr Biden was to say that the West would act.`, "Mr Biden"},
		{"made clear", `The US president has made it clear that no weapons will come.`, "The US president"},
		{"pointed out", `Putin’s aide Yury Ushakov pointed out that it mattered.`, "Putin’s aide Yury Ushakov"},
		{"inverted after a quotation", `“It is big,” said Yuri Ushakov, an aide to the president.`, "Yuri Ushakov"},
		{"inverted with a time", `That would be a “mistake,” said Putin’s advisor Yuri Ushakov after the call.`, "Putin’s advisor Yuri Ushakov"},
		{"inverted without a quotation", `The tone was serious, said a US official.`, "a US official"},
		{"inverted before a title", `Seven people were hurt on Monday, said police chief Ann Dorn.`, "police chief Ann Dorn"},
		{"inverted before titles", `Sales fell on Monday, said company spokeswoman Ana Sá after the call.`, "company spokeswoman Ana Sá"},
		{"inverted before a title and a Dutch name", `It was closed, said museum director Saskia de Wit.`, "museum director Saskia de Wit"},
		{"inverted before an office and a name", `Ten ministers met on Monday, said the spokesman, Carl Voss.`, "the spokesman Carl Voss"},
		{"inverted before an office, a title and a name", `“It is good,” said the study's leader, Professor Mutale Chanda.`, "the study's leader Professor Mutale Chanda"},
		{"inverted behind a clause in front", `After the call, the two met, said the spokesman, Carl Voss.`, "the spokesman Carl Voss"},
		{"a list behind an office", `It is bad, said the spokesman, Moscow being at war.`, "the spokesman"},
		{"behind an apposition, a quotation behind", `The mayor of Lenn, Ann Poole, said the council "would regret it".`, "The mayor of Lenn, Ann Poole"},
		{"behind an apposition, an aside behind", `The mayor of Lenn, Ann Poole, said the council, which met on Monday, would regret it.`, "The mayor of Lenn, Ann Poole"},
		{"behind a description, an aside behind", `Ann Poole, the mayor, said the council, in turn, had met.`, "Ann Poole"},
		{"behind a description, a name behind", `Ann Poole, the mayor, said chairman Tom Ray.`, "Ann Poole"},
		{"a Dutch name in apposition", `It was off, as the museum's director, Saskia de Wit, confirmed; it was late.`, "the museum's director Saskia de Wit"},
		{"an office in capitals before the name", `The Vice President, Mike Pence, said it was late.`, "The Vice President, Mike Pence"},
		{"a name behind what they are in apposition", `One of the study's authors, herpetologist David Roe, told Nature so.`, "One of the study's authors herpetologist David Roe"},
		{"an example behind whom it is of", `The critics, including President Ann Roe, said it was late.`, "The critics"},
		{"a place in apposition", `Pete Roe, the mayor of South Bend, New York, proposed a new court.`, "Pete Roe"},
		{"a party in apposition", `Senator Tim Kaine, Democrat of Virginia, said that it was late.`, "Senator Tim Kaine"},
		{"told somebody, behind an aside", `Tom Cotton (R), one of many, told radio host Hugh Hewitt on Tuesday that it was late.`, "Tom Cotton R"},
		{"did you tell", `And when did you tell the public?`, ""},
		{"did somebody tell", `And when did Ann Poole tell the public?`, "Ann Poole"},
		{"closing", `Biden indicated that no arms were planned, the Kremlin said after the call.`, "the Kremlin | Biden"},
		{"according to", `According to the White House, the two talked about diplomacy.`, "the White House"},
		{"according to, and a verb", `Biden told Putin it would respond, according to the White House.`, "the White House | Biden"},
		{"according to, then a verb", `According to the Kremlin's press service, Vladimir Putin said it would be a mistake.`, "the Kremlin's press service | Vladimir Putin"},
		{"in the opinion of", `In the opinion of the White House, the talks were serious.`, "the White House"},
		{"in somebody's view", `In the widow's own view the talks were serious.`, "the widow"},
		{"by his account", `By his account the talks were serious.`, "he"},
		{"in somebody's house", `In the widow's house the talks were serious.`, ""},
		{"statement released by", `In a statement released by spokeswoman Jen Psaki, Mr Biden called on him to stop.`, "spokeswoman Jen Psaki | Mr Biden"},
		{"reported by", `This was reported by the BBC, specifying that it was long.`, "the BBC"},
		{"second verb of one subject", `He described it as constructive and added that it went on.`, "He"},
		{"participle of a subject that doesn't speak", `The White House appeared to doubt it, noting that nothing was said.`, "The White House"},
		{"with somebody saying", `Washington stressed diplomacy, with Biden saying progress needs calm.`, "Washington | Biden"},
		{"a quotation behind a colon", `Governor John Bel Edwards addressed the public: "Take it seriously."`, "Governor John Bel Edwards"},
		{"maintains that", `The ministry maintained that no order was given.`, "The ministry"},
		{"as the White House put it", `The call was to set the tone, as the White House put it, for later.`, "the White House"},

		{"second verb, behind what somebody is and their name", `The hospital's director, Dr. Ann Poole, welcomed it and said that it was late.`, "The hospital's director Dr. Ann Poole"},
		{"second verb, behind whose somebody is", `The hospital's director appeared pleased and said that it was late.`, "The hospital's director"},
		{"disagreed, and why", `The minister Ann Poole disagreed: it was late, she told them.`, "The minister Ann Poole"},
		{"a colon behind which somebody else speaks", `The minister Ann Poole disagreed: it was late, the Kremlin said.`, "the Kremlin | The minister Ann Poole"},
		{"put the toll at", `A spokeswoman for the port, Ann Poole, put the number of ships at about 17.`, "A spokeswoman for the port Ann Poole"},
		{"put something somewhere", `Ann Poole put the ball at the 20-yard line.`, ""},
		{"put something on", `Ann Poole put the kettle on at nine.`, ""},
		{"the authors write", `How it works is not known, the authors write.`, "the authors"},
		{"behind a time of day", `09:40 Mayor Ann Poole says the river is rising.`, "Mayor Ann Poole"},
		{"behind a time of day with words", `9.40 p.m. – Mayor Ann Poole: "It is rising."`, "Mayor Ann Poole"},
		{"behind a time of day, quoted behind a place", `16:10 Poole in Lenn: "It is rising."`, "Poole"},
		{"behind a time of day and a heading", `11:30 First confirmed death: fire chief Ann Poole says a man drowned.`, "fire chief Ann Poole"},
		{"a score isn't a time", `2:1 is what Ann Poole said.`, "Ann Poole"},
		{"will say", `Mr Biden will tell Mr Putin that the West will act.`, "Mr Biden"},
		{"should expect", `Travellers should expect long delays.`, ""},
		{"a noun behind a verb", `The captain had ignored four radio calls.`, ""},
		{"a noun behind a verb, of whom somebody speaks", `Ann Poole told reporters that the captain had ignored four radio calls.`, "Ann Poole"},
		{"a verb behind a relative clause", `People who had fled the town claim it was shelled.`, "People who had fled the town"},
		{"a verb behind another's", `He was late, and the officials in town claim it was raining.`, "the officials in town"},
		{"called off", `Vesta called the planned merger off on Monday.`, ""},
		{"called it off", `Anna Roe called it off.`, ""},
		{"called what is off somewhere", `Anna Roe called the fire off Cape Lenn a disaster.`, "Anna Roe"},
		{"called what was said off", `Anna Roe called the plan to lay workers off "a mistake".`, "Anna Roe"},
		{"nobody", `Talks between Russia and NATO are planned two days later.`, ""},
		{"a noun", `The paper lists the claims and the demands of others.`, ""},
		{"a plural possessive", `Lam did not accede to protesters' demands for a new inquiry.`, ""},
		{"a participle before a noun", `The service issued a flash flood warning for the coast.`, ""},
		{"mentioned by", `The sanctions mentioned by Joe Biden are large.`, ""},
		{"passive", `The deal was announced on Monday.`, ""},
		{"a headline's last word", `Format for January talks revealed`, ""},
		{"United States", `The United States and Russia are responsible.`, ""},
		{"maintained something", `In Australian rugby, University have maintained top spot.`, ""},
		{"expected of somebody", `They embody the calm that the people expect of judges.`, ""},
		{"called off", `Nordwind and Volvo have called off their merger.`, ""},
		{"called in", `Apple called in advisers.`, ""},
		{"called off, in quotation marks", `Ann Poole called off "the farce".`, "Ann Poole"},
		{"called for", `Ann Poole called for an end of the war.`, "Ann Poole"},
		{"claims something", `Volvo claims a market share of nine per cent.`, ""},
		{"claimed lives", `The storm claimed 12 lives.`, ""},
		{"claims that something is", `Volvo claims a share of nine per cent was never its aim.`, "Volvo"},
		{"claims, in quotation marks", `Volvo claims a "fair" share.`, "Volvo"},
		{"claimed responsibility", `The union claimed responsibility for the fire.`, "The union"},
		{"a list behind a colon", `The report lists three places: "Alpha", Beta and Gamma.`, ""},
		{"spoke on the phone", `Biden and Putin spoke on the phone.`, ""},
	}
	for _, tt := range tests {
		plain, _ := unquoted(tt.sentence, false)
		if got := strings.Join(Speakers(plain), " | "); got != tt.want {
			t.Errorf("%s: speakers(%q) = %q, want %q", tt.name, tt.sentence, got, tt.want)
		}
	}
}

func TestAttribute(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // the display of each sentence
	}{
		{"he is who spoke", `“We would behave the same,” said Yuri Ushakov, an aide to the Russian president.

He described the conversation between Putin and Biden as constructive.`, []string{"Yuri Ushakov", "Yuri Ushakov"}},
		{"he is who was named", `Mugabe was treated in Singapore. He said little.`, []string{"", "Mugabe"}},
		{"the adviser", `Ushakov said so. The president took it “quite seriously,” the adviser said.`, []string{"Ushakov", "Ushakov"}},
		{"quotation of several sentences, named first", `Regina Ip said: "It is bad. It is very bad. It must end."`, []string{"Regina Ip", "Regina Ip", "Regina Ip"}},
		{"quotation of several sentences, named last", `The Kremlin denied it.

"Thank you, Bill. Let's keep fighting", wrote Elizabeth Warren on Twitter.`, []string{"Kremlin", "Elizabeth Warren", "Elizabeth Warren"}},
		{"quotation after its announcement", `Psaki commented on the talks, saying:

"Our position is clear. It is ours."`, []string{"Psaki", "Psaki", "Psaki"}},
		{"a quotation never closed ends with its paragraph", `Ip said: "It is bad.

The sun shone on Monday. It was warm.`, []string{"Ip", "", ""}},
		{"the Secretary", `Secretary of State Antony J. Blinken met Mr. Roe in Oslo. The Secretary stressed peace.`, []string{"", "Secretary of State Antony J. Blinken"}},
		{"the President of two", `President Biden met President Duda. The President stressed peace.`, []string{"", "President"}},
		{"the President beside a Vice President", `Vice President Harris met President Duda. The President stressed peace.`, []string{"", "President"}},
		{"the President beside another's", `Ukrainian President Zelenskyy came. The President stressed peace.`, []string{"", "President"}},
		{"an adverb isn't who was named", `Ada Roe fell. Afterwards, she rose. She refused to leave.`, []string{"", "", "Ada Roe"}},
		{"nor is applause", `Ada Roe came. (Applause.) She said it rained.`, []string{"", "", "Ada Roe"}},
		{"the Secretary, with spaces", "U.S. Secretary  of State Ann Blinken met Mr. Roe.  The Secretary stressed peace.", []string{"", "U.S. Secretary of State Ann Blinken"}},
		{"the Deputy Secretary", `Secretary Blinken met Mr. Roe. The Deputy Secretary stressed peace.`, []string{"", "Deputy Secretary"}},
		{"a former one", `The speech of former Secretary Kerry was long. The Secretary stressed peace.`, []string{"", "Secretary"}},
		{"with accents", `Governor José Núñez came. Governor Núñez left. The Governor stressed peace.`, []string{"", "", "Governor Núñez"}},
		{"the Secretary General", `Secretary General Jens Stoltenberg met Secretary Blinken. The Secretary said it rained.`, []string{"", "Secretary Blinken"}},
		{"the report speaks again", `Ushakov said so. The talks are on January 10.`, []string{"Ushakov", ""}},
		{"a number isn't who was named", `Seven people were hurt. She blamed the fog.`, []string{"", ""}},
		{"she is who spoke, behind a number", `Seven people were hurt, said police chief Ann Dorn. She blamed the fog.`, []string{"Ann Dorn", "Ann Dorn"}},
		{"they aren't one person", `Thousands marched, said organiser Petra Lund. They demanded lower rents.`, []string{"Petra Lund", ""}},
		{"a quantity that speaks", `Thousands demanded lower rents.`, []string{""}},
		{"they are officials", `Ukrainian officials said so. They demanded peace.`, []string{"Ukrainian officials", "Ukrainian officials"}},
		{"he isn't a commission", `The European Commission said so. He denied a rift. "It was long," he said.`, []string{"European Commission", "", ""}},
		{"it isn't a person", `Ann Poole said so. It denied a rift.`, []string{"Ann Poole", ""}},
		{"a woman of a place's name", `Dr. Helen Park of the World Health Organization said so. She denied it.`, []string{"Dr. Helen Park of the World Health Organization", "Dr. Helen Park of the World Health Organization"}},
		{"he is somebody without a name", "It burns, said the fire chief, Inês Carvalho.\n\nThe police arrested a man. He denies it.", []string{"Inês Carvalho", "", ""}},
		{"somebody else was named in between", "Ann Poole rose.\n\nThe hearing went on before Judge Tom Ray. She denied it.", []string{"", "", ""}},
		{"two were named", `Ann Poole met Tom Ray. He denied it.`, []string{"", ""}},
		{"a place was named", `It rained in Lenn. He denied it.`, []string{"", ""}},
		{"soft hyphens in a name and a verb", "Dmitry Pes\u00adkov de\u00adnied it. He said it rained, said An\u200bna Roe.", []string{"Dmitry Peskov", "Anna Roe"}},
		{"the judge isn't the lawyer", `Roe's lawyer Ann Poole said it rained. The judge said it snowed.`, []string{"Ann Poole", ""}},
		{"the judge is the judge", `Judge Ann Poole said it rained. The judge said it snowed.`, []string{"Judge Ann Poole", "Judge Ann Poole"}},
		{"the mayor is who was named", `Ann Poole said it rained. The mayor said it snowed.`, []string{"Ann Poole", "Ann Poole"}},
		{"an official isn't who was named", `Washington stressed diplomacy. An official called it serious.`, []string{"Washington", ""}},
	}
	for _, tt := range tests {
		var got []string
		for _, a := range attribute(sentencesOf(tt.text), "") {
			got = append(got, a.Display)
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: attribute(%q) names %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

// A heading names nobody whom the report goes on about.
func TestAttributeHeading(t *testing.T) {
	sentences := sentencesOf("Ann Poole denies it\n\nHe denied a rift.")
	sentences[0].Heading = true
	if got := attribute(sentences, "")[1].Display; got != "" {
		t.Errorf("behind a heading he is %q, want nobody", got)
	}
}

func TestQuotationRuns(t *testing.T) {
	var got []string
	for _, a := range attribute(sentencesOf(`It rained. Ip said: "It is bad. It is very bad. It must end." The sun shone.`), "") {
		got = append(got, fmt.Sprintf("%d-%d", a.Before, a.Behind))
	}
	if want := "0-0 0-2 1-1 2-0 0-0"; strings.Join(got, " ") != want {
		t.Errorf("sentences of the same quotation before and behind each: %v, want %s", got, want)
	}
}

func TestAttributionHas(t *testing.T) {
	tests := []struct {
		sentence, name string
		want           bool
	}{
		{`Ushakov said so.`, "yuri ushakov", true},
		{`Putin's advisor Ushakov said so.`, "putin", false},
		{`The Kremlin's press service said so.`, "kremlin", true},
		{`Biden told Putin it would, according to the White House.`, "white house", true},
		{`Biden told Putin it would, according to the White House.`, "biden", true},
		{`Biden told Putin it would, according to the White House.`, "putin", false},
		{`Moscow has denied it.`, "kremlin", true},
		{`A senior US official warned of it.`, "white house", true},
		{`US singer Jane Doe said it was fun.`, "white house", false},
		{`Moscow has denied it.`, "putin", false},
		{`The talks went on.`, "putin", false},
	}
	for _, tt := range tests {
		a := attribute(sentencesOf(tt.sentence), "")[0]
		if got := a.Has(tt.name[strings.LastIndexByte(tt.name, ' ')+1:], tt.name); got != tt.want {
			t.Errorf("in %q, %s speaks = %v, want %v (%+v)", tt.sentence, tt.name, got, tt.want, a)
		}
	}
}

func TestDisplayName(t *testing.T) {
	for phrase, want := range map[string]string{
		"White House press secretary Jen Psaki":               "Jen Psaki",
		"the Kremlin":                                         "Kremlin",
		"Putin’s foreign policy advisor Yuri Ushakov":         "Yuri Ushakov",
		"Xiaogang Wei of the Beijing Gender Health Institute": "Xiaogang Wei of the Beijing Gender Health Institute",
		"the US Ambassador to the United Nations Nikki Haley": "US Ambassador to the United Nations Nikki Haley",
		"Ukrainian officials":                                 "Ukrainian officials",
		"a senior US official":                                "senior US official",
		"Mr Ushakov and Mr Peskov":                            "Mr Ushakov and Mr Peskov",
		"the Kremlin's press service":                         "Kremlin's press service",
		"the president of the Philippines":                    "president of the Philippines",
		"Friday":                                              "",
		"I’ve":                                                "",
		"an official":                                         "",
		"He":                                                  "",
		"police":                                              "",
		"Another report from the Mexican government":          "Mexican government",
		"Mexican President Andrés Manuel López Obrador":       "Mexican President Andrés Manuel López Obrador",
		"the University of Washington's Institute for Metrics":   "University of Washington's Institute for Metrics",
		"President Putin’s advisor on foreign affairs, Y. Smith": "Y. Smith",
		"The mayor of Lenn, Ann Poole":                           "Ann Poole",
		"Economists polled by the agency":                        "Economists",
	} {
		if got := DisplayName(phrase); got != want {
			t.Errorf("displayName(%q) = %q, want %q", phrase, got, want)
		}
	}
}

func TestCampOf(t *testing.T) {
	known := people{"biden": "us", "putin": "russia"}
	for phrase, want := range map[string]string{
		"the white house":                     "us",
		"a senior us official":                "us",
		"us president joe biden":              "us",
		"mr biden":                            "us",
		"the kremlin's press service":         "russia",
		"russian foreign policy adviser ivan": "russia",
		"putin":                               "russia",
		"kyiv":                                "ukraine",
		"several nato members":                "",
		"nato":                                "nato",
		"us singer jane doe":                  "",
		"the us and its partners":             "us",
		"the bbc":                             "",
		"":                                    "",
	} {
		if got := known.campOf(phrase); got != want {
			t.Errorf("campOf(%q) = %q, want %q", phrase, got, want)
		}
	}
}

func FuzzAttribute(f *testing.F) {
	for _, s := range []string{
		"", `"`, `”“`, "said", ", said X", "said by", "He, who, said", `“A. B,” said`, "(said) ) said", "according to", "in the opinion of",
		"\xff\xfe said", "İstanbul said “x", "X's' said. made it", "Governor  Ann Lee came. The Governor said so.", "MR. X: A.\n\nQ B.\n\nY: C.", "— was to say", ", , , said said said",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sentences := sentencesOf(text)
		got := attribute(sentences, "Ned Price")
		if len(got) != len(sentences) {
			t.Fatalf("%d attributions for %d sentences", len(got), len(sentences))
		}
		for i, a := range got {
			if a.Source == "" && (len(a.Others) > 0 || a.Display != "") {
				t.Errorf("sentence %d: others or a display without a source: %+v", i, a)
			}
		}
	})
}
