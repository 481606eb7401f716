package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"cuttings/bot/claim"
	"cuttings/bot/score"
	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
	"cuttings/retrieval/reader"
	"cuttings/retrieval/syntax"
)

// evalClaims measures the check of claims on those in a file.
func (a *app) evalClaims(ctx context.Context, o evalOptions) error {
	claims, err := readClaims(o.claims)
	if err != nil {
		return err
	}
	articles, err := readArticles(ctx, a.settings.articles, a.console.warn)
	if err != nil {
		return err
	}
	tally := score.ClaimTally{Wrong: []score.WrongClaim{}}
	judges, err := loadJudges()
	if err != nil {
		return err
	}
	covered := newClaimant(articles, judges)
	for _, c := range claims {
		if err := ctx.Err(); err != nil {
			return err
		}
		in, sentences, err := covered, covered.begin(c.Begins), error(nil)
		if len(c.Evidence) > 0 {
			if in, sentences, err = evidence(c.Evidence, judges); err != nil {
				return err
			}
		}
		if sentences == nil {
			tally.Elsewhere++
			continue
		}
		tally.Add(c, in.checker.Check(ctx, c.Text, sentences))
	}
	if o.json {
		return a.printJSON(tally)
	}
	var b strings.Builder
	for _, w := range tally.Wrong {
		switch {
		case !o.list:
		case w.Reason == "":
			fmt.Fprintf(&b, "wrongly kept: %s\n", printable(w.Claim))
		default:
			fmt.Fprintf(&b, "wrongly dropped: %s (%s)\n", printable(w.Claim), printable(w.Reason))
		}
	}
	return a.print(b.String() + tally.String())
}

func readClaims(file string) ([]score.Claim, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &hinted{fmt.Errorf("opening the claims: %w", err), "--claims takes a file of judged claims: see 'cuttings eval --help'"}
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("reading the claims in %q: %w", file, err)
		}
	}
	claims, err := score.ReadClaims(in)
	if err == nil && len(claims) == 0 {
		err = errors.New("no claims")
	}
	if err != nil {
		return nil, &hinted{fmt.Errorf("reading the claims in %q: %w", file, err), "'cuttings eval --help' describes the format"}
	}
	return claims, nil
}

// A claimant checks claims against a coverage.
type claimant struct {
	checker   *claim.Checker
	sentences []retrieval.Sentence
}

// loadJudges loads the models by which claims are checked.
func loadJudges() (claim.Judges, error) {
	p, err := syntax.Bundled()
	if err != nil {
		return claim.Judges{}, err
	}
	r, err := reader.BundledClaims()
	return claim.Judges{Parser: p, Reader: r}, err
}

func newClaimant(articles []corpus.Article, judges claim.Judges) claimant {
	coverage := retrieval.NewCoverage(articles)
	return claimant{claim.New(voice.New(coverage), judges), coverage.Sentences}
}

// begin are the numbers of the sentences that begin so; nil if any isn't there.
func (c claimant) begin(texts []string) []int {
	var out []int
	for _, text := range texts {
		found := false
		for id, s := range c.sentences {
			if found = strings.HasPrefix(s.Text, text); found {
				out = append(out, id)
				break
			}
		}
		if !found {
			return nil
		}
	}
	return out
}

// evidence makes a coverage of the sentences behind a claim.
func evidence(texts []string, judges claim.Judges) (claimant, []int, error) {
	article, err := corpus.Parse("evidence", []byte(strings.Join(texts, "\n\n")+"\n"))
	if err != nil {
		return claimant{}, nil, fmt.Errorf("reading the evidence of a claim: %w", err)
	}
	c := newClaimant([]corpus.Article{article}, judges)
	all := make([]int, len(c.sentences))
	for id := range all {
		all[id] = id
	}
	return c, all, nil
}
