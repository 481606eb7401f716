package library

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAnswerRoundTrip(t *testing.T) {
	l, c := open(t)
	want := Answer{
		ID: "a1", Team: "T1", Channel: "C1", Thread: "1.0", Asked: "1.1", User: "U1", Kind: "answer",
		Question: "What did Peskov say about \"red lines\"?", Body: []byte(`{"Answered":true}`), State: Ready,
	}
	if err := l.PutAnswer(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Created = c.now()
	wantAnswer(t, l, want)

	// It is replaced as a whole, but for the time of its making.
	c.advance(time.Minute)
	want.State, want.TS, want.Posted = Posted, "1.2", c.now()
	changed := want
	changed.Created = time.Time{}
	if err := l.PutAnswer(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	wantAnswer(t, l, want)

	changed.Created = c.now().Add(-time.Hour)
	changed.Body, changed.Question, changed.Posted, changed.State = nil, "", time.Time{}, Deleted
	if err := l.PutAnswer(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	wantAnswer(t, l, changed)

	if _, err := l.Answer(t.Context(), "a2"); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), `"a2"`) {
		t.Errorf("an answer that isn't there: %v, want ErrNotFound", err)
	}
}

func wantAnswer(t *testing.T, l *Library, want Answer) {
	t.Helper()
	got, err := l.Answer(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Answer(%q) (-want +got):\n%s", want.ID, diff)
	}
}

func TestAnswersOfAThread(t *testing.T) {
	l, c := open(t)
	for _, a := range []Answer{
		{ID: "z", Channel: "C1", Thread: "1", Asked: "1.1"},
		{ID: "y", Channel: "C1", Thread: "1", Asked: "1.2", Created: c.now().Add(-time.Hour)},
		{ID: "x", Channel: "C1", Thread: "1", Asked: "1.1"}, // at the same time as z
		{ID: "w", Channel: "C2", Thread: "1", Asked: "1.1"},
		{ID: "v", Channel: "C1", Thread: "2", Asked: "2.1"},
	} {
		a.State = Ready
		if err := l.PutAnswer(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	// Storing one again changes nothing in the order.
	if err := l.PutAnswer(t.Context(), Answer{ID: "z", Channel: "C1", Thread: "1", Asked: "1.1", State: Deleted}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ channel, thread, want string }{
		{"C1", "1", "yzx"}, {"C2", "1", "w"}, {"C1", "2", "v"}, {"C2", "2", ""}, {"", "", ""},
	} {
		answers, err := l.Thread(t.Context(), test.channel, test.thread)
		got := ""
		for _, a := range answers {
			got += a.ID
		}
		if got != test.want || err != nil {
			t.Errorf("Thread(%q, %q) = %q, %v; want %q", test.channel, test.thread, got, err, test.want)
		}
	}
	for _, test := range []struct{ channel, asked, want string }{
		{"C1", "1.1", "x"}, {"C1", "1.2", "y"}, {"C2", "1.1", "w"}, {"C2", "2.1", ""},
	} {
		a, err := l.AnswerTo(t.Context(), test.channel, test.asked)
		if a.ID != test.want || (err == nil) != (test.want != "") || err != nil && !errors.Is(err, ErrNotFound) {
			t.Errorf("AnswerTo(%q, %q) = %q, %v; want %q", test.channel, test.asked, a.ID, err, test.want)
		}
	}
}

func TestAnswerLimits(t *testing.T) {
	l, _ := open(t)
	for _, test := range []struct {
		answer Answer
		says   string
	}{
		{Answer{State: Ready}, "no id"},
		{Answer{ID: "a"}, `no state ""`},
		{Answer{ID: "a", State: "gone"}, `no state "gone"`},
		{Answer{ID: "a", State: Ready, Body: make([]byte, MaxBody+1)}, "body has 16777217 bytes"},
	} {
		if err := l.PutAnswer(t.Context(), test.answer); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("PutAnswer: %v, want %q", err, test.says)
		}
	}
}

func TestFeedback(t *testing.T) {
	l, c := open(t)
	start := c.now()
	for _, id := range []string{"a1", "a2"} {
		if err := l.PutAnswer(t.Context(), Answer{ID: id, User: "asker", Question: id + "?", State: Posted}); err != nil {
			t.Fatal(err)
		}
	}
	put := func(f Feedback) {
		t.Helper()
		if err := l.PutFeedback(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	put(Feedback{Answer: "a1", User: "U2", Good: true})
	put(Feedback{Answer: "a1", User: "U1", Good: true})
	c.advance(time.Minute)
	put(Feedback{Answer: "a2", User: "U1", Good: true})
	put(Feedback{Answer: "a1", User: "U2", Reason: "wrong", Comment: "It was <Lavrov>."})
	// What is given later is about the answer as it is then.
	if err := l.PutAnswer(t.Context(), Answer{ID: "a1", User: "asker", Question: "edited?", State: Posted}); err != nil {
		t.Fatal(err)
	}

	a1 := Answer{ID: "a1", User: "asker", Question: "edited?", State: Posted, Created: start}
	a2 := Answer{ID: "a2", User: "asker", Question: "a2?", State: Posted, Created: start}
	want := []FeedbackEntry{
		{Feedback{Answer: "a1", User: "U1", Good: true, At: start}, a1},
		{Feedback{Answer: "a1", User: "U2", Reason: "wrong", Comment: "It was <Lavrov>.", At: c.now()}, a1},
		{Feedback{Answer: "a2", User: "U1", Good: true, At: c.now()}, a2},
	}
	for _, test := range []struct {
		since time.Time
		want  []FeedbackEntry
	}{
		{time.Time{}, want}, {start, want}, {c.now(), want[1:]}, {c.now().Add(time.Microsecond), nil},
	} {
		got, err := l.Feedback(t.Context(), test.since)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Feedback(%v) (-want +got):\n%s", test.since, diff)
		}
	}

	if err := l.PutFeedback(t.Context(), Feedback{Answer: "a3", User: "U1"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("feedback on no answer: %v, want ErrNotFound", err)
	}
	if err := l.PutFeedback(t.Context(), Feedback{Answer: "a1"}); err == nil {
		t.Error("nobody's feedback is no error")
	}
}
