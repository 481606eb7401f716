package bot

import "strings"

// camps are governments under the names that news gives them: the country, its
// people, its capital and its seat of power. Who speaks for one speaks for all
// of its names.
var camps = func() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(`us: american americans washington white-house biden trump obama pentagon psaki blinken
russia: russian russians moscow kremlin putin lavrov peskov ushakov
ukraine: ukrainian ukrainians kyiv kiev zelensky zelenskyy zelenskiy
uk: britain british london downing
france: french paris elysee macron
germany: german germans berlin merkel scholz
china: chinese beijing xi
eu: european brussels
nato: alliance stoltenberg
iran: iranian tehran
israel: israeli jerusalem netanyahu
india: indian delhi modi
turkey: turkish ankara erdogan
japan: japanese tokyo
canada: canadian ottawa trudeau
mexico: mexican
italy: italian rome
spain: spanish madrid
poland: polish warsaw
belarus: belarusian minsk lukashenko
venezuela: venezuelan caracas maduro
syria: syrian damascus assad`, "\n") {
		camp, names, _ := strings.Cut(line, ": ")
		m[camp] = camp
		for n := range strings.FieldsSeq(names) {
			m[n] = camp
		}
	}
	return m
}()

// campOf is the government for which a speaker's phrase stands, or empty.
func campOf(speaker string) string {
	speaker = strings.ReplaceAll(speaker, "white house", "white-house")
	for w := range strings.FieldsSeq(speaker) {
		w = strings.TrimSuffix(w, "'s")
		if c, ok := camps[w]; ok {
			return c
		}
	}
	return ""
}
