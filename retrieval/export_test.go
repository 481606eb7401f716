package retrieval

// What tests outside the package need: those that use package local, which
// imports this one.
const (
	Candidates   = candidates
	VectorWeight = vectorWeight
	Reranked     = reranked
	MaxSimWeight = maxSimWeight
)

var (
	Fuse         = fuse
	MaxSim       = maxSim
	LexicalTerms = lexicalTerms
)
