package blocks

import (
	"testing"

	"github.com/slack-go/slack"

	"cuttings/corpus"
)

func TestValues(t *testing.T) {
	for _, p := range []Place{
		{Article: "ferry"},
		{Article: "a name/with a slash", Version: "0f", Span: corpus.Span{Start: 3, End: 12}, Page: 4},
	} {
		if got, err := ParsePlace(p.Value()); got != p || err != nil {
			t.Errorf("ParsePlace(%q) = %v, %v, want %v", p.Value(), got, err, p)
		}
	}
	for _, p := range []Page{{}, {Page: 3, Of: "two words"}} {
		if got, err := ParsePage(p.Value()); got != p || err != nil {
			t.Errorf("ParsePage(%q) = %v, %v, want %v", p.Value(), got, err, p)
		}
	}
	for _, v := range []Vote{{"A1", true}, {"A1", false}} {
		if got, err := ParseVote(v.Value()); got != v || err != nil {
			t.Errorf("ParseVote(%q) = %v, %v, want %v", v.Value(), got, err, v)
		}
	}
	if got, err := ParseDigest("7"); got != 7 || err != nil {
		t.Errorf("ParseDigest = %d, %v", got, err)
	}
}

func TestValuesRefused(t *testing.T) {
	for _, value := range []string{"", "x", "1 2", "0 0 0", "0 0 0 v", "0 0 0 v/", "0 5 4 v/a", "-1 0 0 v/a", "0 0 0x v/a", "0 99999999999999999999 0 v/a"} {
		if p, err := ParsePlace(value); err == nil {
			t.Errorf("ParsePlace(%q) = %v", value, p)
		}
	}
	for _, value := range []string{"", "3", "x y", "-1 y"} {
		if p, err := ParsePage(value); err == nil {
			t.Errorf("ParsePage(%q) = %v", value, p)
		}
	}
	for _, value := range []string{"", "good", "good ", "fine A1"} {
		if v, err := ParseVote(value); err == nil {
			t.Errorf("ParseVote(%q) = %v", value, v)
		}
	}
	for _, value := range []string{"", "x", "1.5", "99999999999999999999"} {
		if id, err := ParseDigest(value); err == nil {
			t.Errorf("ParseDigest(%q) = %d", value, id)
		}
	}
}

func TestAction(t *testing.T) {
	for id, want := range map[string]string{"ask": "ask", "ask:2": "ask", "": ""} {
		if got := Action(id); got != want {
			t.Errorf("Action(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestFeedback(t *testing.T) {
	given := func(reason, comment string) slack.View {
		var chosen slack.BlockAction
		chosen.SelectedOption.Value = reason
		return slack.View{PrivateMetadata: "A1", State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
			"reason": {"reason": chosen}, "comment": {"comment": {Value: comment}},
		}}}
	}
	tests := []struct {
		view            slack.View
		reason, comment string
	}{
		{given("wrong", " It sank.\n"), ReasonWrong, "It sank."},
		{given("made up", ""), "", ""},
		{slack.View{PrivateMetadata: "A1"}, "", ""},
	}
	for _, test := range tests {
		ref, reason, comment := Feedback(test.view)
		if ref.ID != "A1" || reason != test.reason || comment != test.comment {
			t.Errorf("Feedback = %v, %q, %q, want %q, %q", ref, reason, comment, test.reason, test.comment)
		}
	}
}
