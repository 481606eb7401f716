package claim

import (
	"testing"

	"cuttings/bot/bottest"
)

// What a report tells itself, beside what it has somebody say, is told without them.
func TestBesideSpeech(t *testing.T) {
	k := over(t, bottest.Articles(t, `Buses are running instead, but the rail company warns that delays of up to 90 minutes are likely.
“I took my mother and the dog,” says Rosa Huen, a retired teacher, at a school in Elvira that is serving as a shelter.
“The school is serving as a shelter,” says Marta Roe, a retired teacher.`))
	for _, tt := range []struct {
		over, claim string
		broken      bool
	}{
		{"Buses", "Buses are running instead.", false},
		{"Buses", "Delays of up to 90 minutes are likely.", true},
		{"“I took", "A school in Elvira is serving as a shelter.", false},
		{"“I took", "The mother and the dog were taken.", true},
		{"“The school", "The school is serving as a shelter.", true},
	} {
		c := k.newCheck(tt.claim, []int{k.id(t, tt.over)})
		if why := c.unattributed(); (why != "") != tt.broken {
			t.Errorf("%s\n  faults %q, want one: %v", tt.claim, why, tt.broken)
		}
	}
}

// Who says something is named by what they do, not by what is done to or with them.
func TestNamesSource(t *testing.T) {
	k := over(t, bottest.Articles(t, `The city council said on Monday that the brewery owed it 40,000 euros.
Mayor Ann Roe said that the union had insulted her.`))
	for _, tt := range []struct {
		over, claim string
		broken      bool
	}{
		{"The city", "The brewery owes the city council 40,000 euros.", true},
		{"The city", "The city council is owed 40,000 euros by the brewery.", false},
		{"The city", "The brewery owes 40,000 euros, by the city council's account.", false},
		{"Mayor", "The union had insulted Mayor Ann Roe.", true},
		{"Mayor", "Mayor Ann Roe said the union had insulted her.", false},
	} {
		c := k.newCheck(tt.claim, []int{k.id(t, tt.over)})
		if why := c.unattributed(); (why != "") != tt.broken {
			t.Errorf("%s\n  faults %q, want one: %v", tt.claim, why, tt.broken)
		}
	}
}

// A claim that its own sentence denies isn't looked for elsewhere.
func TestDeniedByItsOwn(t *testing.T) {
	k := over(t, bottest.Articles(t, "Biden made no declaration of intentions to Putin. Biden made a declaration of intentions to Putin in June."))
	denied, other := k.id(t, "Biden made no"), k.id(t, "Biden made a")
	const claim = "Biden made a declaration of intentions to Putin in June."
	if _, reason := k.Carry(t.Context(), claim, []int{denied}, []int{denied, other}); reason == "" {
		t.Error("a claim that its own sentence denies is kept")
	}
	if _, reason := k.Carry(t.Context(), claim, []int{other}, []int{denied, other}); reason != "" {
		t.Errorf("dropped: %s", reason)
	}
}
