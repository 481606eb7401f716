package bot

import (
	"cmp"
	"slices"
)

// Two sentences carry the same point when the cosine of their vectors is at
// least carriesCosine and they make one statement; the vectors of sentences
// about the same things are close, and so are the words. From repeatsWords on,
// one of two points is dropped as a repetition.
const (
	carriesCosine = 0.86
	repeatsWords  = 0.25
)

// A carriedPoint is a sentence and those of other reports that carry the same.
type carriedPoint struct {
	lead    int
	others  []int
	repeats func(id int) bool // whether it says much the same as another sentence, and is no correction of it
	central float64
}

func (p carriedPoint) ids() []int { return append([]int{p.lead}, p.others...) }

// carried finds for each sentence who else carries it, most carried first, then
// the most central, then by place. The most central is the one that fits best, or
// if that isn't given the most like the others.
func (b *Bot) carried(ids []int, fit map[int]float64) []carriedPoint {
	ids = b.withoutReprints(ids)
	slices.Sort(ids)
	statements := make(map[int]statement, len(ids))
	for _, id := range ids {
		statements[id] = b.statementOf(id)
	}
	out := make([]carriedPoint, 0, len(ids))
	for _, x := range ids {
		p := carriedPoint{lead: x, repeats: func(y int) bool {
			return (statements[y].corrects || !statements[x].corrects) && b.vocabulary().shared(statements[x].words, statements[y].words) >= repeatsWords
		}}
		best := map[int]int{} // by article
		sum := 0.0
		for _, y := range ids {
			ax, ay := b.coverage.Sentences[x].Article, b.coverage.Sentences[y].Article
			if ax == ay {
				continue
			}
			cosine := b.search.Similarity(x, y)
			sum += cosine
			if cosine < carriesCosine || b.opposed(x, y) || !b.vocabulary().same(statements[x], statements[y]) {
				continue
			}
			if z, ok := best[ay]; !ok || b.search.Similarity(x, z) < cosine {
				best[ay] = y
			}
		}
		for _, y := range best {
			p.others = append(p.others, y)
		}
		slices.Sort(p.others)
		switch {
		case fit != nil:
			p.central = fit[x]
		case len(p.others) == 0:
			p.central = sum / float64(len(ids))
		default:
			for _, y := range p.others {
				p.central += b.search.Similarity(x, y) / float64(len(p.others))
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(p, q carriedPoint) int {
		return cmp.Or(cmp.Compare(len(q.others), len(p.others)), cmp.Compare(q.central, p.central), cmp.Compare(p.lead, q.lead))
	})
	return out
}

// opposed reports whether one sentence puts into one government's mouth what the
// other puts into another's.
func (b *Bot) opposed(x, y int) bool {
	cx, cy := b.reports.CampOf(b.reports.Of(x).Source), b.reports.CampOf(b.reports.Of(y).Source)
	return cx != "" && cy != "" && cx != cy
}

// distinct are the first n points of which none repeats one before, each with what corrects
// it behind it.
func (b *Bot) distinct(points []carriedPoint, n int) []carriedPoint {
	alike := func(to int) (ids []int) {
		for _, p := range points {
			if b.search.Similarity(to, p.lead) >= carriesCosine {
				ids = append(ids, p.lead)
			}
		}
		return ids
	}
	var out []carriedPoint
	var said []int
	for _, p := range points {
		if n == 0 {
			break
		}
		if slices.ContainsFunc(said, func(id int) bool { return p.repeats(id) || slices.Contains(p.others, id) }) {
			continue
		}
		n--
		out = append(out, p)
		said = append(said, p.ids()...)
		for _, id := range b.corrections(p.lead, alike(p.lead)) {
			if !slices.Contains(said, id) {
				out = append(out, carriedPoint{lead: id})
				said = append(said, id)
			}
		}
	}
	return out
}
