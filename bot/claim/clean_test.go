package claim

import "testing"

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"Jobs fell <5% in Oslo and >10% in Bergen.":                       "Jobs fell <5% in Oslo and >10% in Bergen.",
		"Ask <@U1>, <#C1|ships>, <!here> or <mailto:a@b.no|Ann>.":         "Ask,, or.",
		"The <b>ships</b> left<br/> <https://ships.no|today>.":            "The ships left.",
		"The s\u0336h\u0336i\u0336p\u0336s\u0336 left e\u0301arly.":       "The ships left éarly.",
		"The ships left.\u00b9 \u00b2 ³ They cover 5 km² and 3 m³.":       "The ships left. They cover 5 km² and 3 m³.",
		"The ships will ¬leave at −20°C, 2½ ± 1 hours late, for 3 × ≥$5.": "The ships will leave at −20°C, 2½ ± 1 hours late, for 3 × ≥$5.",
		"- The ships left.":            "The ships left.",
		"-20 degrees were measured.":   "-20 degrees were measured.",
		"- –20 degrees were measured.": "–20 degrees were measured.",
		"–— ":                          "",
		"The ships [1, 2] left 🚢 [3].": "The ships left.",
	} {
		got := Clean(text)
		if got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
		if again := Clean(got); again != got {
			t.Errorf("Clean(%q) = %q", got, again)
		}
	}
}
