package bot

// A Summary is the main points of the coverage, or of what it says on a topic.
type Summary struct {
	// Topic is what was asked for; empty for the whole coverage.
	Topic string
	// Points are in order: what most reports carry first.
	Points   []SummaryPoint
	Coverage Coverage
}

// A SummaryPoint is one statement, word for word: the first citation is the one
// to show, the others carry the same in other reports.
type SummaryPoint struct {
	Citations []Citation
}
