package claim

import (
	"strings"
	"testing"

	"cuttings/bot/bottest"
)

func TestReplacedWord(t *testing.T) {
	k := over(t, bottest.Articles(t, "The delegation arrived at a yellow building near the river on Monday. The minister praised the long talks and excluded a delay."))
	for _, tt := range []struct{ claim, because string }{
		{"The delegation arrived at a yellow building near the river on Monday.", ""},
		{"The delegation arrived at a red building near the river on Monday.", "“red”"},
		{"The delegation arrived at a yellow tent near the river on Monday.", "“tent”"},
		{"The delegation arrived at a yellow building far away from the river on Monday.", "“far”"},
		{"The delegation arrived on Monday at a yellow building near the river.", ""},
		{"The minister praised the short talks.", "“short”"},
		{"The minister praised the talks.", ""},
	} {
		ids := []int{k.id(t, "The delegation"), k.id(t, "The minister")}
		if got := k.Check(t.Context(), tt.claim, ids); (got == "") != (tt.because == "") || !strings.Contains(got, tt.because) {
			t.Errorf("%s\n  dropped for %q, want %q", tt.claim, got, tt.because)
		}
	}
}
