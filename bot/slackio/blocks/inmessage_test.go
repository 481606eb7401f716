package blocks

import (
	"strings"
	"testing"

	"cuttings/corpus"
)

// Where there are no modals, what one shows is a message that Slack takes.
func TestInMessage(t *testing.T) {
	parse := func(text string) corpus.Article {
		t.Helper()
		a, err := corpus.Parse("a", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	short := parse("Ferry\n\nThe ferry <!channel> won't sail & the pier is shut.\n\nIt is windy.\n")
	long := parse("Ferry\n\n" + strings.Repeat("The ferry won't sail.\n\n", 200))
	at := strings.Index(short.Text, "won't sail")
	m := InMessage(PassageModal(short, corpus.Span{Start: at, End: at + len("won't sail")}, 0))
	if err := ValidateMessage(m.Text, m.Blocks); err != nil {
		t.Error(err)
	}
	if !strings.Contains(m.Text, "The ferry &lt;!channel&gt; won't sail &amp; the pier is shut.") {
		t.Errorf("text %q", m.Text)
	}
	m = InMessage(ArticleModal(long, 0))
	if err := ValidateMessage(m.Text, m.Blocks); err != nil {
		t.Error(err)
	}
	if len(m.Blocks) != maxMessageBlocks || !strings.Contains(words(m.Blocks[len(m.Blocks)-1]), "There is more") {
		t.Errorf("%d blocks", len(m.Blocks))
	}
}
