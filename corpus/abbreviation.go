package corpus

import "strings"

// How an abbreviation's full stop ends a sentence.
type abbreviation int

const (
	never   abbreviation = iota + 1 // it doesn't: Mr.
	counted                         // unless a number follows: No. 10, Jan. 9
	clock                           // unless a day or a zone follows: 1:13 a.m. Monday
	final                           // if the next word is one that names don't begin with: Inc. The
)

var abbreviations = classes([...]string{
	never: `Mr Mrs Ms Mx Dr Drs Prof Gen Lt Col Sgt Capt Cpl Pvt Pfc Maj Cmdr Cdr Adm Brig Sen Sens Rep Reps Gov Govs
		Rev Hon Fr Msgr Messrs Mmes Mme Mlle Pres Supt Det Insp Amb Atty Mt Ft vs v e.g i.e a.k.a cf viz`,
	counted: `Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Sat Sun No Nos no nos Art Arts art Sec Secs sec Fig Figs fig figs
		Ch ch Vol Vols vol vols p pp para paras Eq eq approx est ca c b d r tel Tel ext min max par Rs`,
	clock: `a.m p.m A.M P.M am pm`,
	final: `Inc Corp Co Cos Ltd LLC Bros Jr Sr St Ste Ave Blvd Rd Sq Dept Univ Assn Intl Natl al Esq plc
		Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Vt Va
		Wash Wis Wyo Ont Que Mon Tue Tues Wed Thu Thur Thurs Fri Ph Ed Op`,
})

// exclaiming are names that end in an exclamation mark.
var exclaiming = set(`Yahoo Jeopardy Joomla`)

// starters are words that begin sentences and, with a capital, hardly any names.
var starters = set(`A About Above Additionally According Across After Again Against All Along Already Also Although Among An And Another Any Anyone Are As Asked At
	Back Because Before Being Besides Between Both But By Can Could Currently Despite Did Do Does During Each Earlier Either Even Eventually Every Everyone
	Few Finally First Following For Former From Further Furthermore Given Had Has Have He Her Here Hers His How However I If Important In Initially Indeed
	Instead Into Is It Its Just Last Late Later Like Many Meanwhile More Moreover Most Much My Nearly Neither Never Nevertheless Next No
	None Nonetheless Nor Not Nothing Now Of Officials On Once One Only Or Originally Other Others Otherwise Our Out Over Perhaps Previously Recently Reportedly Same
	Several She Should Similarly Since So Some Soon Still Subsequently Such Than That The Their Them Then There Therefore These They This Those Though Three Through Throughout
	Thus To Today Together Tomorrow Too Two Ultimately Under Unless Unlike Until Up Upon Was We Were What When Where Whether Which While Who Whose Why
	Will With Within Without Would Yes Yesterday Yet You Your`)

// reporting are the verbs that say who spoke.
var reporting = set(`said says asked asks told tells added adds replied answered responded wrote writes tweeted shouted cried demanded
	wondered joked quipped exclaimed declared announced stated noted explained insisted argued remarked recalled continued concluded warned`)

// linking are the words that may stand between the parts of a speaker's name.
var linking = set(`the of de da al al- and von van der bin president minister spokesman spokeswoman secretary`)

// zones are the words with a capital that go on with a time of day.
var zones = set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
	October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec Eastern Central Pacific Mountain Moscow GMT UTC EST EDT ET CET CEST BST PST PDT PT CST CDT CT MST MDT MSK`)

// germanMonths follow a day and its full stop, as in 9. Januar.
var germanMonths = set(`Januar Februar März April Mai Juni Juli August September Oktober November Dezember`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// classes turns the list of words of each class into the class of each word.
func classes(lists [final + 1]string) map[string]abbreviation {
	m := map[string]abbreviation{}
	for class, words := range lists {
		for w := range strings.FieldsSeq(words) {
			m[w] = abbreviation(class)
		}
	}
	return m
}
