package claim

import (
	"strings"
	"testing"

	"cuttings/bot/bottest"
)

// TestNearTheWording: what says the same in nearly the words of its sentences breaks none of the
// rules, and its twin that says something else does.
func TestNearTheWording(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-01-09 The day's news.

Ann Reyes scored 31 points, 27 of them from spikes.

His lawyers would ask for a recount in three of the country's 14 provinces.

Daily collection edged up to 1.31 million litres.

The ministry bought 120,000 doses, enough for about half of the children.

Roe won 50.7 percent of the vote.

Gori equalised with a header before the break, and Saba put the hosts ahead in the 71st minute.

Mayor Lacuesta said the town was short of water but not of food.

Club president Jo Farr said members would not stop campaigning.

The court had so far received no complaint of a kind that would alter the outcome.

Waves of five metres kept the divers from entering the deck.

Parliament passed a law on Tuesday that gives everybody over 16 an identity, by 88 votes to 51.

The season begins with ten teams instead of eight.

Minister Belloso said he would visit the area before deciding on aid.

Producers that sell drinks face fines, but there will be no penalties for shoppers.

Forecasters expect the river to crest at 12.9 metres on Monday.

Negotiators agreed to extend their truce, after three days of talks in Muscat.

The drivers' union said its members would vote on the proposal, which includes a raise of 4.1 percent.

The hotel has 90 beds, fewer than the 120 it had asked for.

Chief financial officer Mateus Oyelaran resigned.

The ministry has not ruled out subsidies.

The rebels said the mayor, who took bribes, had fled.

The rebels claimed to have killed 40 mercenaries in Sura.

A report said 40 prisoners were tortured under Kane.

The ministry found no evidence that the drug works against malaria.

Kane resigned no later than Friday.

Tomas Lind was dismissed after two weeks of protests.

Rents rose up to 40 percent in the harbour towns.

Dana Lind agreed to testify that Kane took bribes.

Residents promised to sue because the company had poisoned the river.

Officials said the dam had burst and they feared more rain.

The text of the deal says that tanks are to be withdrawn.

The strike drove fares down.

Police stopped a bus from Beijing carrying 40 migrants.

Kane was held without charge for 14 days.

Officials said import markets fell.

2000 refugees and 300 soldiers crossed.

Seven men were killed and 21 women were hurt.

Lubin signed a treaty in Riga and opened an embassy in Tartu.
`))
	for _, tt := range []struct{ sentence, claim, because string }{
		{"Ann Reyes", "Reyes scored 31 points, 27 of them from spikes.", ""},
		{"Ann Reyes", "Reyes scored 27 points.", "“27”"},
		{"His lawyers", "His lawyers would ask for a recount in three provinces.", ""},
		{"Daily", "Daily collection edged up to 1.31 million litres.", ""},
		{"The ministry bought", "The 120,000 doses that the ministry bought are enough for only about half of the children.", ""},
		{"Roe won", "Roe won 50.7 percent.", ""},
		{"Gori", "Gori equalised before Saba put the hosts ahead in the 71st minute.", ""},
		{"Mayor", "Mayor Lacuesta said water was short but food was not.", ""},
		{"Mayor", "Mayor Lacuesta said the town was short of food.", "deny"},
		{"Club", "Club president Jo Farr said members would keep campaigning.", ""},
		{"Club", "Club president Jo Farr said members would stop campaigning.", "leaves out “not”"},
		{"The court", "The court had not received any complaint of a kind that would alter the outcome.", ""},
		{"The court", "The court had received a complaint of a kind that would alter the outcome.", "deny"},
		{"Waves", "The divers were unable to enter the deck because of waves of five metres.", ""},
		{"Waves", "The divers entered the deck despite waves of five metres.", "entered"},
		{"Parliament", "Parliament voted on Tuesday, by 88 to 51, for a law giving everybody over 16 an identity.", ""},
		{"The season", "The season begins with ten teams, up from eight.", ""},
		{"The season", "The season begins with eight teams.", "“eight”"},
		{"Minister", "Minister Belloso said he would decide on aid after visiting the area.", ""},
		{"Minister", "Minister Belloso said he would visit the area after deciding on aid.", "“after”"},
		{"Producers", "Producers face fines, but shoppers face no penalties.", ""},
		{"Forecasters", "The river is expected to crest at 12.9 metres on Monday.", ""},
		{"Forecasters", "The river will crest at 12.9 metres on Monday.", "Forecasters"},
		{"Negotiators", "Three days of talks took place in Muscat.", ""},
		{"Negotiators", "The truce is extended.", "Negotiators"},
		{"The drivers", "The proposal includes a raise of 4.1 percent.", ""},
		{"The hotel", "The hotel has 90 beds, fewer than the 120 it had asked for.", ""},
		{"Chief", "CFO Mateus Oyelaran resigned.", ""},
		{"The ministry has", "The ministry has ruled out subsidies.", "leaves out “not”"},
		{"The rebels said", "The mayor took bribes.", "rebels"},
		{"The rebels claimed", "There were 40 mercenaries in Sura.", "rebels"},
		{"A report", "Under Kane, 40 prisoners were tortured.", "report"},
		{"The ministry found", "The drug works against malaria.", "deny"},
		{"Kane resigned", "Kane did not resign.", "den"},
		{"Tomas", "Protests began two weeks after Tomas Lind was dismissed.", "turns round"},
		{"Rents", "Rents rose 40 percent in the harbour towns.", "bounded"},
		{"Daily", "Daily collection edged to 1.31 million litres.", ""},
		{"Dana", "Kane took bribes.", "Dana Lind"},
		{"Residents", "The company had poisoned the river.", "residents"},
		{"Officials said the dam", "The dam had burst and more rain was feared.", "officials"},
		{"The text", "Under the deal, tanks are to be withdrawn.", ""},
		{"The text", "Tanks are to be withdrawn.", "text"},
		{"The strike", "The strike drove fares up.", "“up”"},
		{"Police", "The bus carried 40 migrants.", ""},
		{"Police", "The bus was not carrying 40 migrants.", "denies “carrying”"},
		{"Kane was", "Kane was held on a charge for 14 days.", "deny"},
		{"Officials said import", "Officials said the IMF fell.", "IMF"},
		{"2000", "300 refugees crossed.", "“300”"},
		{"Seven", "21 men were killed.", "“21”"},
		{"Lubin", "Lubin opened an embassy in Tartu.", ""},
		{"Lubin", "Lubin opened an embassy in Riga.", "which was “Tartu”"},
		{"Daily", "Daily collection edged down to 1.31 million litres.", "down"},
		{"Roe won", "Roe won 57 percent.", "57"},
		{"Producers", "Shoppers face fines.", "somebody else"},
		{"The hotel", "The hotel has 120 beds.", "“120”"},
		{"Gori", "Saba equalised before Gori put the hosts ahead in the 71st minute.", "“"},
	} {
		_, got := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).faults()
		if (got == "") != (tt.because == "") || !strings.Contains(got, tt.because) {
			t.Errorf("%q beside %q: %q, want %q", tt.claim, tt.sentence, got, tt.because)
		}
	}
}

// TestMeantByNoun: who the sentence before names may be the one of whom a sentence has but "the
// company" or "the player" speak, where they are a company or a player.
func TestMeantByNoun(t *testing.T) {
	k := over(t, bottest.Articles(t, `A court rejected what Aeromala asked for. The company says that it will appeal.

Ann Poole scored for Aeromala. The player said she would like to stay.

Gazprom cut supplies after Putin spoke. The firm said prices would rise.

Ann Poole shouted at the referee. The goalkeeper's agent said the fine was just.

Ann Poole beat Mary Kane. The winner said it was hard.
`))
	for _, tt := range []struct {
		sentence, claim string
		broken          bool
	}{
		{"The company", "Aeromala says it will appeal.", false},
		{"The player", "Poole said she would like to stay.", false},
		{"The player", "Aeromala said she would like to stay.", true},
		{"The firm", "Putin said prices would rise.", true},
		{"The goalkeeper", "Ann Poole said the fine was just.", true},
		{"The winner", "Mary Kane said it was hard.", true},
	} {
		if why := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).attributed(); (why != "") != tt.broken {
			t.Errorf("%q: %q, want broken: %v", tt.claim, why, tt.broken)
		}
	}
}

// TestSayers: a number that a verb stands behind is nobody who speaks; what a number belongs to may.
func TestSayers(t *testing.T) {
	for claim, want := range map[string]string{
		"It is a delay that affects about 1,900 promised jobs.": "",
		"Some 1,900 promised jobs are lost.":                    "",
		"According to Channel 4, jobs are lost.":                "channel 4",
	} {
		if got := strings.Join(sayersOf(claim), ", "); got != want {
			t.Errorf("%q is said by %q, want %q", claim, got, want)
		}
	}
}
