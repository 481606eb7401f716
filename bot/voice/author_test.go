package voice

import (
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

// A statement's author is named by its title, the line at its head or who signed it; reports
// have none.
func TestAuthor(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Remarks by President Lindqvist on Jobs\n\nThank you all for coming.\n", "President Lindqvist"},
		{"Statement by President Lindqvist On Jobs\n\nThank you all for coming.\n", "President Lindqvist"},
		{"Remarks by President Lindqvist Welcoming the Herring\n\nThank you all for coming.\n", "President Lindqvist"},
		{"Joint Statement by Secretary of State Maria Lindqvist, Minister Haugen and Others\n\nThank you all for coming.\n", "Secretary of State Maria Lindqvist"},
		{"Joint Statement of the C5+1 on Herring\n\nThank you all for coming.\n", ""},
		{"Ice Day\n\nMaria J. Lindqvist, Secretary of State\n\nI congratulate the people of Norway.\n", "Maria J. Lindqvist"},
		{"Remarks by President Lindqvist\n\nThank you.\n", "President Lindqvist"},
		{"A storm hit Oslo\n\nTwo ships sank, officials said.\n", ""},
		{"Notice on the Harbour\n\nI am continuing the closure.\n\nMARIA J. LINDQVIST JR.\n", "Maria J. Lindqvist"},
		{"A storm hit Oslo\n\nSven Haugen, a fisherman, died.\n", ""},
		{"A storm hit Oslo\n\nSven Haugen, Senior Foreign Affairs Correspondent\n\nTwo ships sank.\n", ""},
		{"A storm hit Oslo\n\nTwo ships sank.\n\nNORTHERN PRESS AGENCY\n", ""},
		{"Secretary Lindqvist’s Interview with Sven Haugen\n\nTwo ships sank.\n", ""},
		{"On the Harbour\n\nOffice of the Press\n\nThe following is attributable to Spokesperson Sven Haugen:\n\nWe regret it.\n", "Spokesperson Sven Haugen"},
		{"On the Harbour\n\nThe following statement was released by Secretary of State Maria Lindqvist, the EU envoy Josep Haugen, and others.\n\nWe regret it.\n", "Secretary of State Maria Lindqvist"},
		{"A Letter on the Harbour\n\nCover Message from Vice President Maria Lindqvist\n\nWe regret it.\n", "Vice President Maria Lindqvist"},
		{"Opinion: Close the Harbour\n\nBy Maria Élan-Lindqvist\n\nWe regret it.\n", "Maria Élan-Lindqvist"},
		{"Close the Harbour\n\nBy Maria Lindqvist\n\nTwo ships sank.\n", ""},
		{"Opinions differ on the Harbour\n\nBy Maria Lindqvist\n\nTwo ships sank.\n", ""},
		{"Oslo signs a Letter of Intent\n\nTwo ships sank.\n", ""},
	} {
		r := New(retrieval.NewCoverage(bottest.Articles(t, tt.text)))
		if got := r.Author(0); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestWords: where nobody is named as speaking it is the author, or who a transcript's
// label names.
func TestWords(t *testing.T) {
	for _, tt := range []struct{ name, text, author, want string }{
		{"a statement", "We condemn it. The minister said so too. It must end.", "Ned Price", "Ned Price||Ned Price"},
		{"a report", "It rained. The sun shone.", "", "|"},
		{"a transcript", "Thank you.\n\nSECRETARY BLINKEN: It is done. It was hard.\n\nQUESTION: Is it? Really?\n\nMR. PRICE: Next.\n\nQ Why?\n\nTHE PRESIDENT: Because.", "President Biden",
			"President Biden|Secretary Blinken|Secretary Blinken|||Mr. Price||President Biden"},
		{"labels without a title", "MR. ROE: Thank you.\n\nANN LEE: It is done.\n\nQ Why?", "Ned Price", "Mr. Roe||"},
		{"abbreviated titles", "SEN. MARCH: Will you?\n\nREP. ROE: No.\n\nGOV. LEE: Yes.\n\nPROF. ODA: Why?\n\nDR. FELD: So.", "", "Sen. March|Rep. Roe|Gov. Lee|Prof. Oda|Dr. Feld"},
		{"a name that recurs", "SEN. MARCH: When?\n\nITO: In May.\n\nSEN. MARCH: Why?\n\nITO: No. It was late.", "", "Sen. March|Ito|Sen. March|Ito|Ito"},
		{"a name behind a title elsewhere", "SEN. ROE: When did you learn of it, Ms. March?\n\nMARCH: In May.\n\nITO: In June.", "", "Sen. Roe|March|"},
		{"a name of two parts behind a title elsewhere", "SEN. O'ROE: When did you learn of it, Ms. March-Lind?\n\nMARCH-LIND: In May.", "", "Sen. O'Roe|March-Lind"},
		{"common words that recur", "SEN. ROE: When?\n\nNOTE: In May.\n\nSEN. ROE: Why?\n\nNOTE: In June.", "", "Sen. Roe||Sen. Roe|"},
		{"an interview", "We met.\n\n((WN)) Why?\n\n((Maria Lindqvist)) I wanted to. It was time.", "", "||Maria Lindqvist|Maria Lindqvist"},
		{"letters with marks", "MS ROE: Thank you.\n\nFOREIGN MINISTER ÅLVAR: It is done.", "Ned Price", "Ms Roe|Foreign Minister Ålvar"},
		{"one label makes no transcript", "We met.\n\nFOREIGN MINISTER ÅLVAR: It is done.\n\nIt rained.", "Ned Price", "Ned Price|Ned Price|Ned Price"},
		{"a memorandum", "SUBJECT: Herring\n\nFACT SHEET: It is done.", "Ned Price", "Ned Price|Ned Price"},
		{"no transcript", "FACT SHEET: It is done. It was hard.\n\nIt rained.", "", "||"},
	} {
		var got []string
		for _, a := range attribute(sentencesOf(tt.text), tt.author) {
			got = append(got, a.Author)
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s: the words of %q, want %q", tt.name, strings.Join(got, "|"), tt.want)
		}
	}
}
