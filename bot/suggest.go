package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

const (
	// maxTried bounds the questions answered to find good ones.
	maxTried = 40
	// sureScore is the least Reply.Score of a question that is suggested.
	sureScore = 0.75
)

// A proposal is a question made by a rule, which may or may not have an answer.
type proposal struct {
	text string
	// about are who and what it is about, folded; suggestions differ in these.
	about []string
	// weight is how much the coverage speaks of it; at is the first sentence that does.
	weight, at int
	// shows reports whether a sentence is an answer such as the rule had in mind:
	// the first one cited must be.
	shows func(id int) bool
	// limit is that at most one in so many suggestions, and always one, is made by
	// this rule; 0 for no limit.
	limit int
}

// Suggest gives at most n questions that the coverage answers, of several kinds
// and from different articles where it can: each has been answered, with an
// answer that the bot is sure of and that shows what the question was made from.
// The same coverage gives the same questions.
func (b *Bot) Suggest(ctx context.Context, n int) ([]string, error) {
	m := b.gather()
	s := suggesting{bot: b, n: n, perArticle: max(1, n/max(1, len(m.articles))), tried: map[string]bool{}, from: map[int]int{}}
	said := m.sayings()
	queue := interleave(said, m.dates(), said, m.identities())
	var again []proposal
	for _, p := range queue {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("suggesting questions: %w", err)
		}
		switch done, err := s.try(ctx, p, false); {
		case err != nil:
			return nil, fmt.Errorf("suggesting questions: %w", err)
		case done:
			return s.texts(), nil
		case !s.tried[p.text]:
			again = append(again, p)
		}
	}
	// What was passed over as too much like others is better than nothing.
	for _, p := range again {
		if done, err := s.try(ctx, p, true); err != nil {
			return nil, fmt.Errorf("suggesting questions: %w", err)
		} else if done {
			break
		}
	}
	return s.texts(), nil
}

// suggesting is the choice of questions.
type suggesting struct {
	bot        *Bot
	n          int
	perArticle int // how many may be answered first from one article
	chosen     []proposal
	tried      map[string]bool
	from       map[int]int // how many are answered first from each article
}

// try chooses a proposal if it has a good answer. Unless alike, it isn't tried if
// it is about the same as one that was chosen. It reports whether no more are
// wanted or may be tried.
func (s *suggesting) try(ctx context.Context, p proposal, alike bool) (done bool, err error) {
	if len(s.chosen) >= s.n || len(s.tried) >= maxTried {
		return true, nil
	}
	if s.tried[p.text] || s.full(p.limit) || !alike && s.has(p) {
		return false, nil
	}
	if article := s.bot.coverage.Sentences[p.at].Article; !alike && s.from[article] >= s.perArticle {
		return false, nil
	}
	s.tried[p.text] = true
	r, err := s.bot.Answer(ctx, p.text)
	if err != nil || !r.Answered || r.Score < sureScore || r.Missing != nil {
		return false, err
	}
	first := s.bot.sentenceOf(r.Citations[0])
	if first >= 0 && p.shows(first) {
		s.chosen = append(s.chosen, p)
		s.from[s.bot.coverage.Sentences[first].Article]++
	}
	return len(s.chosen) >= s.n, nil
}

// full reports whether no more questions of a rule with this limit are wanted.
func (s *suggesting) full(limit int) bool {
	same := 0
	for _, p := range s.chosen {
		if p.limit == limit {
			same++
		}
	}
	return limit > 0 && same >= max(1, s.n/limit)
}

// has reports whether a chosen question is about one of the same things.
func (s *suggesting) has(p proposal) bool {
	return slices.ContainsFunc(s.chosen, func(o proposal) bool {
		return slices.ContainsFunc(p.about, func(a string) bool { return slices.Contains(o.about, a) })
	})
}

func (s *suggesting) texts() []string {
	var out []string
	for _, p := range s.chosen {
		out = append(out, p.text)
	}
	return out
}

// interleave takes one of each list in turn, the heaviest first, each text once;
// a list that is given twice has two turns.
func interleave(lists ...[]proposal) []proposal {
	for _, l := range lists {
		slices.SortFunc(l, func(x, y proposal) int {
			return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.at, y.at), cmp.Compare(x.text, y.text))
		})
	}
	var out []proposal
	seen := map[string]bool{}
	next := make([]int, len(lists))
	for left := true; left; {
		left = false
		for i, l := range lists {
			for next[i] < len(l) {
				p := l[next[i]]
				next[i]++
				if !seen[p.text] {
					seen[p.text] = true
					out = append(out, p)
					left = true
					break
				}
			}
		}
	}
	return out
}
