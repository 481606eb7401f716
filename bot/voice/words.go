package voice

import "cuttings/bot/lexicon"

// titleWords stand before a name without being part of it.
var titleWords = lexicon.Set(`president presidents minister ministers prime foreign secretary spokesman spokeswoman spokesperson press adviser advisor advisers aide official officials senator
	governor judge justice mayor chief deputy chairman chairwoman chair director general colonel captain officer representative congressman congresswoman lawmaker
	leader king queen prince princess pope archbishop bishop professor doctor coach player former vice state head government ministry department office administration
	senior policy affairs mr mrs ms dr sen rep gov prof top presidential russian-american company agency service institute university commission committee council court federal national`)

// quantities are words for how many, which name nobody even at the beginning of a sentence.
var quantities = lexicon.Set(lexicon.NumberWords + ` one thirteen fourteen fifteen sixteen seventeen eighteen nineteen
	dozens hundreds thousands millions billions tens scores dozen half nearly almost about around roughly everyone everybody anyone someone somebody nobody everything something nothing`)

// joins are the words inside a name that aren't written with a capital.
var joins = lexicon.Set(`of de da di van von der la le el al bin ibn`)

// Title reports whether a folded word is one that stands before a name without being
// part of it: "minister", "senior", "Mr".
func Title(word string) bool { return titleWords[word] }

// ShortTitle reports whether a lower-case word is an abbreviation of a title, such as
// "mr" or "gov".
func ShortTitle(word string) bool { return titles[word] }

// Joins reports whether a word may stand inside a name without a capital: the "de" of
// "Charles de Gaulle".
func Joins(word string) bool { return joins[word] }

// SpeechVerb reports whether a folded word is a form of a verb by which a report hands
// on what somebody says, thinks or does in words.
func SpeechVerb(word string) bool { return speechVerbs[word] }

// Office reports whether a folded word makes of a country's name its government: the
// "official" of "a US official".
func Office(word string) bool { return offices[word] }

// Mouthpiece reports whether a folded word is for what somebody speaks through:
// "spokesman", "statement", "ministry".
func Mouthpiece(word string) bool { return mouthpieces[word] }

// Group reports whether a folded word is a plain one for people who speak as one:
// "police", "witnesses".
func Group(word string) bool { return groups[word] }

// Common reports whether a lower-case word is no name though a sentence that begins
// with it writes it with a capital.
func Common(word string) bool { return openers[word] || groups[word] }
