package syntax

import (
	"math"

	"cuttings/retrieval/embedding"
)

// Widths of the heads' hidden layers, and how far apart words are told by number.
const (
	arcWidth      = 128
	relationWidth = 64
	maxDistance   = 20
	tagWidth      = 32 // those that are over are never used
	inputWidth    = 2 * embedding.Dimension
)

// tags and relations, in the order of the weights.
var (
	tags      = [...]string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}
	relations = [...]string{"acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "conj", "cop", "csubj", "dep", "det",
		"discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "orphan",
		"parataxis", "punct", "reparandum", "root", "vocative", "xcomp"}
)

// heads turn the vectors of a sentence's pieces into its parse.
type heads struct {
	// of a word as a dependent and as a head, for whether it's governed and how
	arcDependent, arcHead, relationDependent, relationHead, tag *embedding.Linear

	arc      []float32 // [arcWidth+1][arcWidth]
	distance []float32 // [2*maxDistance+1]
	relation []float32 // [relations][relationWidth+1][relationWidth+1]
}

func newHeads(w *embedding.Weights) (*heads, error) {
	h := &heads{}
	for _, l := range []struct {
		to   **embedding.Linear
		name string
		out  int
	}{
		{&h.arcDependent, "arc.dependent", arcWidth}, {&h.arcHead, "arc.head", arcWidth},
		{&h.relationDependent, "relation.dependent", relationWidth}, {&h.relationHead, "relation.head", relationWidth},
		{&h.tag, "tag", tagWidth},
	} {
		var err error
		if *l.to, err = embedding.NewLinear(w, l.name, l.out, inputWidth); err != nil {
			return nil, err
		}
	}
	var err error
	if h.arc, err = w.Widened("arc", arcWidth+1, arcWidth); err != nil {
		return nil, err
	}
	if h.distance, err = w.Float32("distance", 2*maxDistance+1); err != nil {
		return nil, err
	}
	h.relation, err = w.Widened("relation", len(relations), relationWidth+1, relationWidth+1)
	return h, err
}

// parse reads the words at those places off the vectors of their sequence,
// [tokens][Dimension]. The root is the sequence's first token.
func (h *heads) parse(hidden []float32, at []ends) []Word {
	out := make([]Word, len(at))
	rows := len(at) + 1 // the root, then the words
	input := make([]float32, 0, rows*inputWidth)
	for _, e := range append([]ends{{}}, at...) {
		input = append(input, hidden[e.first*embedding.Dimension:][:embedding.Dimension]...)
		input = append(input, hidden[e.last*embedding.Dimension:][:embedding.Dimension]...)
	}
	arcHeads, relationHeads := gelu(h.arcHead.Apply(input, rows)), gelu(h.relationHead.Apply(input, rows))
	dependents, relationDependents := gelu(h.arcDependent.Apply(input, rows)), gelu(h.relationDependent.Apply(input, rows))
	tagScores := h.tag.Apply(input, rows)
	scores := make([][]float32, rows)
	for d := 1; d < rows; d++ {
		scores[d] = h.arcs(dependents[d*arcWidth:][:arcWidth], arcHeads, d)
	}
	governors := forest(scores)
	for d := 1; d < rows; d++ {
		relation := h.relate(relationDependents[d*relationWidth:][:relationWidth], relationHeads[governors[d]*relationWidth:][:relationWidth])
		out[d-1] = Word{Tag: tags[best(tagScores[d*tagWidth:][:len(tags)])], Head: governors[d] - 1, Relation: relations[relation]}
	}
	return out
}

// arcs scores each word, and the root at 0, as the head of word d.
func (h *heads) arcs(dependent, heads []float32, d int) []float32 {
	v := make([]float32, arcWidth)
	copy(v, h.arc[arcWidth*arcWidth:]) // for any dependent
	for i, x := range dependent {
		for j, w := range h.arc[i*arcWidth:][:arcWidth] {
			v[j] += float32(x * w)
		}
	}
	scores := make([]float32, len(heads)/arcWidth)
	for g := range scores {
		scores[g] = dot(v, heads[g*arcWidth:][:arcWidth]) + h.distance[min(max(g-d, -maxDistance), maxDistance)+maxDistance]
	}
	scores[d] = float32(math.Inf(-1))
	return scores
}

// relate is the relation of a dependent and its head, by number.
func (h *heads) relate(dependent, head []float32) int {
	scores := make([]float32, len(relations))
	const width = relationWidth + 1
	for r := range scores {
		m := h.relation[r*width*width:][:width*width]
		for i := range width {
			x := float32(1)
			if i < relationWidth {
				x = dependent[i]
			}
			row := m[i*width:][:width]
			scores[r] += float32(x * (dot(row[:relationWidth], head) + row[relationWidth]))
		}
	}
	return best(scores)
}

// forest chooses heads, scores[word][head] with the root at 0, so that no word
// governs itself by way of others: the best head for each word, and where these
// go in a circle, the word leaves it that loses least.
func forest(scores [][]float32) []int {
	heads := make([]int, len(scores))
	for d := 1; d < len(scores); d++ {
		heads[d] = best(scores[d])
	}
	for d := 1; d < len(scores); d++ {
		for {
			circle := circleAt(heads, d)
			if circle == nil {
				break
			}
			leaves, to, loss := 0, 0, float32(math.Inf(1))
			for _, w := range circle {
				for g, s := range scores[w] {
					if l := scores[w][heads[w]] - s; l < loss && !governed(heads, g, w) {
						leaves, to, loss = w, g, l
					}
				}
			}
			heads[leaves] = to
		}
	}
	return heads
}

// circleAt are the words of the circle that the heads from d on lead into, if any.
func circleAt(heads []int, d int) []int {
	for range heads { // far enough to be in it
		d = heads[d]
	}
	if d == 0 {
		return nil
	}
	circle := []int{d}
	for w := heads[d]; w != d; w = heads[w] {
		circle = append(circle, w)
	}
	return circle
}

// governed reports whether w is g or governs it.
func governed(heads []int, g, w int) bool {
	for range heads {
		if g == w {
			return true
		}
		g = heads[g]
	}
	return false
}

func best(scores []float32) int {
	at := 0
	for i, s := range scores {
		if s > scores[at] {
			at = i
		}
	}
	return at
}

// gelu applies the Gaussian error linear unit to x.
func gelu(x []float32) []float32 {
	for i, v := range x {
		x[i] = float32(0.5 * float64(v) * (1 + math.Erf(float64(v)/math.Sqrt2)))
	}
	return x
}

// dot is the inner product, summed in a set order and without fused steps, so that
// every machine gives the same bits.
func dot(a, b []float32) float32 {
	var sum float32
	for i, x := range a {
		sum += float32(x * b[i])
	}
	return sum
}
