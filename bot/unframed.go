package bot

import "regexp"

// What a question calls the coverage, all of it or each report.
const (
	which = `(?:(?:all|both|any|of|the|these|those|this|your|our|various|different|several|other|news|two|three|four|five|\d+) )+`
	inAll = which + `(?:articles?|coverage|reporting|reports|accounts|stories|texts|outlets|newspapers)`
	// inPlain is what stands behind "in" too, where accounts may be a bank's.
	inPlain = which + `(?:articles?|coverage)`
	inEach  = `(?:each|every)(?: single)?(?: of the)? (?:articles?|reports?|accounts?|stor(?:y|ies)|texts?|outlets?|newspapers?|papers?|sources?)`
	framing = `(?:(?:according to|per|based on|going by|across|throughout) ` + inAll + `|(?:in|from) ` + inPlain + `|(?:according to|per|in|from|across) (` + inEach + `))`
)

var (
	frameBefore = regexp.MustCompile(`(?i)^\W*` + framing + `\b[,:]?\s*`)
	frameBehind = regexp.MustCompile(`(?i)[\s,]+` + framing + `\W*$`)
	// comparesReports matches what asks to set the reports on a matter side by side.
	comparesReports = regexp.MustCompile(`(?i)^\W*(?:(?:(?:how|where|on what|in what ways?) )?(?:do|does|did) (?:` + inAll + `|` + inEach + `) (?:differ|disagree|agree|compare|vary|diverge|contradict)` +
		`|compare (?:how|what) (?:` + inAll + `|` + inEach + `) (?:say|report|describe|cover|give))` +
		`(?: (?:with )?(?:each other|one another))?(?: (?:on|about|over|in|as to|regarding|concerning|of|when it comes to))?(?: (?:how|what) they (?:say|report|describe|cover|give)(?: (?:about|of|on))?)? (.+?)[\s?.!]*$`)
)

// unframed is a question without the words that only say that it asks of the coverage,
// which never calls itself so: "According to the articles, …", "… in each report", "How
// do the reports differ on …". It reports whether each report is to be heard.
func unframed(text string) (asked string, each bool) {
	if m := comparesReports.FindStringSubmatch(text); m != nil {
		return m[1], true
	}
	if m := frameBefore.FindStringSubmatch(text); m != nil {
		if rest := text[len(m[0]):]; opening.MatchString(rest) || inverted.MatchString(rest) {
			text, each = rest, m[1] != ""
		}
	}
	if at := frameBehind.FindStringSubmatchIndex(text); at != nil && at[0] > 0 {
		text, each = text[:at[0]], each || at[2] >= 0
	}
	return text, each
}
