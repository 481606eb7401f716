package bot

// Checked is what the coverage says to a text that somebody wrote.
type Checked struct {
	Text       string
	Statements []CheckedStatement
	// Left is how many more statements there were than were checked.
	Left     int
	Coverage Coverage
}

// A CheckedStatement is one statement of a text, held against the coverage.
type CheckedStatement struct {
	// Text is the statement as it stands in the text.
	Text    string
	Verdict Verdict
	// Why says in one line what differs or isn't there, or on whose account it is
	// Supported; it may be empty.
	Why string
	// Citations support or contradict the statement, numbered from 1 through all
	// the statements; for NotThere they are the nearest, and may be empty.
	Citations []Citation
}

// A Verdict says how the coverage stands to a statement.
type Verdict string

const (
	// Supported: sentences of the coverage say it.
	Supported Verdict = "supported"
	// Contradicted: sentences of the coverage say otherwise.
	Contradicted Verdict = "contradicted"
	// NotThere: the coverage doesn't say.
	NotThere Verdict = "not in the coverage"
)
