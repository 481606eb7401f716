package claim

import (
	"testing"

	"cuttings/bot/bottest"
)

// What a sentence says of two, or in turn, isn't said of the one instead of the other.
func TestChangedPlaces(t *testing.T) {
	k := over(t, bottest.Articles(t, `The sergeant destroyed one group with rifle fire and two others with grenades. Ada Lind of the Harbour Union and Jan Roe of the Dockers Guild came.
Two people were arrested and twenty officers were injured. The offensive began with airstrikes followed by a ground invasion. The minister thanked Ada Lind for her patience.
The girl was critically ill, while two adults were seriously injured. The rule applies outside of the Kola Peninsula. Ada Lind met Jan Roe in Oslo. Ada Lind was invited by Jan Roe.
Roe told Ban, according to Nowak. Ban's aide Mira Holm came from Oslo to Bergen. The broker cut its target to 80,000 won from 105,000 won. The firm reported a 12 percent fall in third-quarter profit.`))
	for _, tt := range []struct {
		over, claim string
		rule        func(*check) string
		broken      bool
	}{
		{"The sergeant", "The sergeant destroyed one group with grenades and two others with rifle fire.", (*check).swapped, true},
		{"The sergeant", "The sergeant destroyed one group with rifle fire and two others with grenades.", (*check).swapped, false},
		{"The sergeant", "With grenades the sergeant destroyed two groups and with rifle fire one.", (*check).swapped, false},
		{"Ada Lind of", "Ada Lind of the Dockers Guild and Jan Roe of the Harbour Union came.", (*check).swapped, true},
		{"Ada Lind of", "Jan Roe of the Dockers Guild and Ada Lind of the Harbour Union came.", (*check).swapped, false},
		{"Two people", "Twenty people were arrested and two officers were injured.", (*check).swapped, true},
		{"Two people", "Twenty officers were injured and two people were arrested.", (*check).swapped, false},
		{"The offensive", "The offensive began with a ground invasion followed by airstrikes.", (*check).swapped, true},
		{"The offensive", "Airstrikes followed by a ground invasion began the offensive.", (*check).swapped, false},
		{"The minister", "The minister was thanked by Ada Lind for her patience.", (*check).reversed, true},
		{"The minister", "Ada Lind was thanked by the minister for her patience.", (*check).reversed, false},
		{"Ada Lind was", "Ada Lind invited Jan Roe.", (*check).reversed, true},
		{"Ada Lind was", "Jan Roe invited Ada Lind.", (*check).reversed, false},
		{"Ada Lind met", "Jan Roe met Ada Lind in Oslo.", (*check).reversed, false},
		{"Roe told", "Roe told Nowak, according to Ban.", (*check).swapped, true},
		{"Roe told", "According to Nowak, Roe told Ban.", (*check).swapped, false},
		{"Roe told", "Roe told Ban, according to Nowak.", (*check).swapped, false},
		{"Ban's aide", "Mira Holm's aide Ban came from Oslo to Bergen.", (*check).swapped, true},
		{"Ban's aide", "Mira Holm, an aide to Ban, came from Oslo to Bergen.", (*check).swapped, false},
		{"Ban's aide", "Ban's aide Mira Holm came from Bergen to Oslo.", (*check).swapped, true},
		{"Ada Lind met", "In Oslo Ada Lind met Jan Roe.", (*check).swapped, false},
		{"The broker", "The broker cut its target from 105,000 won to 80,000 won.", (*check).swapped, false},
		{"The firm", "The firm's third-quarter profit fell 12 percent.", (*check).swapped, false},
		{"The girl", "The girl and two adults were critically ill.", (*check).distributed, true},
		{"The girl", "The girl was critically ill and two adults were injured.", (*check).distributed, false},
	} {
		c := k.newCheck(tt.claim, []int{k.id(t, tt.over)})
		if why := tt.rule(c); (why != "") != tt.broken {
			t.Errorf("%s\n  faults %q, want one: %v", tt.claim, why, tt.broken)
		}
	}
}

// What another of its sentences says in this order isn't turned round.
func TestSaidOfBoth(t *testing.T) {
	k := over(t, bottest.Articles(t, "Jan Roe told Ada Lind that it rained. Ada Lind told Jan Roe that it snowed. Buses run from Oslo to Bergen, and trains from Bergen to Oslo."))
	for _, tt := range []struct {
		claim string
		over  []string
	}{
		{"Ada Lind told Jan Roe that it snowed.", []string{"Jan Roe told", "Ada Lind told"}},
		{"Trains run from Bergen to Oslo.", []string{"Buses run"}},
	} {
		var ids []int
		for _, s := range tt.over {
			ids = append(ids, k.id(t, s))
		}
		c := k.newCheck(tt.claim, ids)
		if got := c.swapped() + c.reversed(); got != "" {
			t.Errorf("%s\n  faults %q", tt.claim, got)
		}
	}
}

// Who "I" and "the President" are stands at the head of a statement and in other reports.
func TestReversedInTheFirstPerson(t *testing.T) {
	k := over(t, bottest.Articles(t, "Remarks by Vice President Ada Lind\n\nThe President asked me to lead the talks.\n", "Visit\n\nPresident Jan Roe came to Oslo.\n"))
	for claim, broken := range map[string]bool{
		"Lind asked Roe to lead the talks.": true,
		"Roe asked Lind to lead the talks.": false,
	} {
		if why := k.newCheck(claim, []int{k.id(t, "The President asked")}).reversed(); (why != "") != broken {
			t.Errorf("%s\n  faults %q, want one: %v", claim, why, broken)
		}
	}
}

// That two change places is what contradicts a statement, as a denial does.
func TestTurnedRoundContradicts(t *testing.T) {
	k := over(t, bottest.Articles(t, `Ada Lind of the Harbour Union and Jan Roe of the Dockers Guild came to Oslo on Monday. Ada Lind invited Jan Roe to the palace.`))
	for _, tt := range []struct {
		over, statement string
		contradicted    bool
	}{
		{"Ada Lind of", "Ada Lind of the Dockers Guild and Jan Roe of the Harbour Union came to Oslo on Monday.", true},
		{"Ada Lind of", "Jan Roe of the Dockers Guild and Ada Lind of the Harbour Union came to Oslo on Monday.", false},
		{"Ada Lind invited", "Jan Roe invited Ada Lind to the palace.", true},
		{"Ada Lind invited", "Jan Roe was invited to the palace by Ada Lind.", false},
	} {
		f, found := k.Contradiction(tt.statement, []int{k.id(t, tt.over)})
		if found != tt.contradicted {
			t.Errorf("%s\n  contradicted by %+v: %v, want %v", tt.statement, f, found, tt.contradicted)
		}
	}
}
