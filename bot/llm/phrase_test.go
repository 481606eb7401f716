package llm

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/bot/llm/llmtest"
)

// double starts a scripted server, and a client of it.
func double(t *testing.T, script llmtest.Script) (*Client, *llmtest.Server) {
	s := llmtest.Start(script)
	t.Cleanup(s.Close)
	return client(t, Config{URL: s.URL, Key: Secret(s.Key)}), s
}

func TestPhraser(t *testing.T) {
	cl, s := double(t, llmtest.Quoting(2))
	from := append(reports, bot.Material{Heading: "two-paths", Sentences: []string{"They ended on 14 January.", "Nobody spoke."}})
	claims := []bot.Claim{{Text: "The talks began on 10 January.", Sentences: []int{1}}, {Text: "They ended on 14 January.", Sentences: []int{2}}}
	for name, call := range map[string]func() (bot.Draft, error){
		"Phrase":    func() (bot.Draft, error) { return cl.Phrase(t.Context(), "When?", from) },
		"Summarise": func() (bot.Draft, error) { return cl.Summarise(t.Context(), "", from) },
	} {
		draft, err := call()
		if err != nil {
			t.Fatal(err)
		}
		if draft.Usage.Prompt < 50 || draft.Usage.Completion < 5 {
			t.Errorf("%s: usage %+v", name, draft.Usage)
		}
		if diff := cmp.Diff(claims, draft.Claims); diff != "" || !draft.Answerable {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	before := []bot.Turn{
		{Question: "Long ago?"},
		{Question: "And he?", Reply: bot.Reply{ReadAs: "Who led the U.S. side?", Points: []bot.Point{
			{Text: "Wendy Sherman led it."}, {Citations: []int{2}},
		}, Citations: []bot.Citation{{Number: 1, Quote: "x"}, {Number: 2, Quote: "She met Ryabkov."}}}},
	}
	full, used, err := cl.Rewrite(t.Context(), before, "Where?")
	if full != "Where?" || used.Completion == 0 || err != nil {
		t.Errorf("Rewrite = %q, %+v, %v", full, used, err)
	}
	asked := s.Requests()
	user := asked[len(asked)-1].User
	want := "<material>\nAsked: Long ago?\nAsked: Who led the U.S. side?\nSaid: Wendy Sherman led it.\nSaid: She met Ryabkov.\n</material>\nQuestion: Where?"
	if user != want {
		t.Errorf("prompt:\n%s\nwant:\n%s", user, want)
	}
}

func TestRewriteSeesTheLatestTurns(t *testing.T) {
	cl, s := double(t, llmtest.Quoting(1))
	var before []bot.Turn
	for _, q := range []string{"one", "two", "three", "four", "five", "six"} {
		before = append(before, bot.Turn{Question: q})
	}
	if _, _, err := cl.Rewrite(t.Context(), before, "And?"); err != nil {
		t.Fatal(err)
	}
	user := s.Requests()[0].User
	if strings.Contains(user, "two") || !strings.Contains(user, "three") || strings.Index(user, "five") > strings.Index(user, "six") {
		t.Errorf("prompt:\n%s", user)
	}
}

func TestProbe(t *testing.T) {
	cl, s := double(t, llmtest.Quoting(1))
	got, err := cl.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Usage.Completion == 0 || got.Took <= 0 {
		t.Errorf("usage %+v, took %v", got.Usage, got.Took)
	}
	got.Usage, got.Took = bot.Usage{}, 0
	where := strings.TrimSuffix(strings.TrimPrefix(s.URL, "http://"), "/v1")
	if diff := cmp.Diff(Probed{Model: "test-model at " + where, Format: "json_schema, strict", Stream: true}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if all, _ := cl.Spent(""); all != 0 {
		t.Errorf("it spent %d of the budget", all)
	}

	listed := client(t, Config{URL: s.URL, Key: Secret(s.Key), Model: llmtest.Model})
	if got, err := listed.Probe(t.Context()); err != nil || !got.Listed {
		t.Errorf("got %+v, %v", got, err)
	}
	wrong := client(t, Config{URL: s.URL, Key: "wrong"})
	if _, err := wrong.Probe(t.Context()); asError(err).Kind != Unauthorised {
		t.Errorf("with a wrong key: %v", err)
	}
	// A path that isn't the server's.
	lost := client(t, Config{URL: strings.TrimSuffix(s.URL, "/v1") + "/api", Key: Secret(s.Key)})
	if _, err := lost.Probe(t.Context()); asError(err).Kind != NotFound || strings.Contains(err.Error(), "answers at") {
		t.Errorf("at a wrong path: %v", err)
	}
}

// TestReasons holds that each kind of failure has words of its own.
func TestReasons(t *testing.T) {
	seen := map[string]Kind{}
	for _, k := range []Kind{Unauthorised, RateLimited, OutOfCredit, TooLong, Refused, CutShort, BadAnswer, Unreachable, Failing, NotFound, Rejected, TimedOut, Cancelled} {
		err := (&Error{Kind: k}).phraseError()
		var told *bot.PhraseError
		if !errors.As(err, &told) || told.Reason == "" || seen[told.Reason] != "" || strings.Contains(told.Reason, "gave nothing") {
			t.Errorf("%s: reason %q, also of %q", k, told.Reason, seen[told.Reason])
		}
		seen[told.Reason] = k
	}
}

// TestDown: the bot is told of the failures that another prompt would meet too.
func TestDown(t *testing.T) {
	for kind, want := range map[Kind]bool{TimedOut: true, Unreachable: true, Failing: true, Resting: true, Unauthorised: true, NotFound: true, RateLimited: true, OutOfCredit: true, Spent: true, BadAnswer: false, CutShort: false, Refused: false, TooLong: false} {
		var told *bot.PhraseError
		if err := (&Error{Kind: kind}).phraseError(); !errors.As(err, &told) || told.Down != want {
			t.Errorf("%s: down is %t, want %t", kind, told.Down, want)
		}
	}
}
