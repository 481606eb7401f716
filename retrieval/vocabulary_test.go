package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNames(t *testing.T) {
	c := NewCoverage(parse(t, "Talks On Grain Begin\n\nYesterday Elena Kovač met the Senate. Talks with the senate went on; so did those on grain with Kovač's aide Núñez.\n\n"+
		"Shelling went on near NATO lines. The US and nobody else knows, said Mr. Drozd.\n\n\ufeffHowever, \u200b Olu\u00adwaseun Łęcki knows."))
	want := map[string]string{"elena": "Elena", "kovac": "Kovač", "nunez": "Núñez", "nato": "NATO", "us": "US", "mr": "Mr", "drozd": "Drozd",
		"oluwaseun": "Oluwaseun", "lecki": "Łęcki"}
	if diff := cmp.Diff(want, c.Vocabulary().Names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestVocabulary(t *testing.T) {
	v := NewCoverage(parse(t, "On Sunday Peskov spoke of May and of the Kremlin's fears. They may fear it in Zürich.\n\n"+
		"The talks went on. A talk in Geneva, sanctions or no. Sanctions hurt. It is U.S. policy that sanctions hurt.")).Vocabulary()
	for word, want := range map[string]bool{
		"peskov": true, "kremlin": true, "zurich": true, "geneva": true, "u.s": true,
		"sunday":    true,
		"may":       false, // it is also a common word
		"sanctions": false, "the": false, "they": false, "macron": false,
	} {
		if v.IsName(word) != want {
			t.Errorf("IsName(%q) = %v, want %v", word, !want, want)
		}
	}
	if v.Sentences != 6 || v.Holding["sanctions"] != 3 || v.Holding["kremlin"] != 1 {
		t.Errorf("%d sentences, %d hold sanctions, %d kremlin; want 6, 3, 1", v.Sentences, v.Holding["sanctions"], v.Holding["kremlin"])
	}
}
