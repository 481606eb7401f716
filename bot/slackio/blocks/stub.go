package blocks

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/corpus"
)

func say(s string) Message {
	s = Escape(s)
	return Message{Text: s, Blocks: []slack.Block{slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, s, false, false), nil, nil)}}
}

// Basic is m with plain buttons instead of newer elements that a workspace may refuse.
func Basic(m Message) Message { return m }

// Answer renders a reply.
func Answer(r bot.Reply, ref Ref, o AnswerOptions) Message { return say(r.Text()) }

// AnswerModal renders a page of the whole of a reply, counted from 0.
func AnswerModal(r bot.Reply, ref Ref, page int) slack.ModalViewRequest { return modal("Answer", r.Text()) }

// Summary renders a summary.
func Summary(s bot.Summary, ref Ref, o AnswerOptions) Message { return say("Summary") }

// SummaryModal renders a page of the whole of a summary, counted from 0.
func SummaryModal(s bot.Summary, ref Ref, page int) slack.ModalViewRequest { return modal("Summary", "Summary") }

// Checked renders what the coverage says to a text.
func Checked(c bot.Checked, ref Ref, o AnswerOptions) Message { return say("Checked") }

// CheckedModal renders a page of the whole of it, counted from 0.
func CheckedModal(c bot.Checked, ref Ref, page int) slack.ModalViewRequest { return modal("Checked", "Checked") }

// Sources renders a page, counted from 0, of the articles on a topic; all if it is empty.
func Sources(list []bot.Source, topic string, page int) Message { return say("Sources") }

// HomeData is what App Home shows.
type HomeData struct {
	Coverage bot.Coverage
	Outlets  []string
	// Ingested is when the articles were last read; zero if never.
	Ingested, Now time.Time
	// Questions are some that the coverage answers.
	Questions []string
	Digests   []Digest
}

// Home renders App Home.
func Home(h HomeData) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, CallbackID: CallbackHome, Blocks: slack.Blocks{BlockSet: say("Home").Blocks}}
}

// A Digest is a summary that is sent regularly.
type Digest struct {
	ID       int64
	Topic    string // empty for the whole coverage
	Weekdays bool   // from Monday to Friday; otherwise every day
	Hour     int
	Minute   int
	Zone     string // "Europe/Berlin"
}

// DigestSet says that a digest will be sent.
func DigestSet(d Digest) Message { return say("Digest") }

// DigestsEnded says that n digests won't be sent any more.
func DigestsEnded(n int) Message { return say("Ended") }

// Digests lists a user's digests.
func Digests(ds []Digest) Message { return say("Digests") }

// PassageModal renders a quotation in its context, marked.
func PassageModal(a corpus.Article, quote corpus.Span, page int) slack.ModalViewRequest {
	return modal("In context", quote.Of(a.Text))
}

// ArticleModal renders a page of an article, counted from 0.
func ArticleModal(a corpus.Article, page int) slack.ModalViewRequest { return modal("Article", a.ID) }

// FeedbackModal asks why an answer didn't help. Its private metadata is the answer's id.
func FeedbackModal(ref Ref) slack.ModalViewRequest { return modal("Feedback", "Why?") }

// Feedback reads a submitted FeedbackModal.
func Feedback(v slack.View) (ref Ref, reason, comment string) { return Ref{v.PrivateMetadata}, "", "" }

// FailureModal says in a modal what went wrong.
func FailureModal(reason, reference string) slack.ModalViewRequest { return modal("Sorry", reason) }

func modal(title, text string) slack.ModalViewRequest {
	return slack.ModalViewRequest{Type: slack.VTModal, Title: slack.NewTextBlockObject(slack.PlainTextType, title, false, false), Blocks: slack.Blocks{BlockSet: say(text).Blocks}}
}

// Failure says that something went wrong: why, and by which reference the log names it.
func Failure(reason, reference string) Message { return say(reason + " (" + reference + ")") }

// Note says one thing in plain words.
func Note(text string) Message { return say(text) }

// Help says how to use a command ("/ask"), or the bot if it is empty.
func Help(command string) Message { return say("Help") }

// Usage says that arguments of a command weren't understood, and how to use it.
func Usage(command, args string) Message { return say("Usage") }

// A Command is a slash command.
type Command struct {
	Name, Hint, Does string
}

// Commands are the slash commands.
func Commands() []Command {
	return []Command{
		{"/ask", "[question]", "Ask about the coverage; only you see the answer"},
		{"/sources", "[topic, outlet or date]", "List what is covered"},
		{"/summary", "[topic]", "The main points of the coverage, with sources"},
		{"/digest", "daily 08:00 [topic] | weekdays 08:00 [topic] | list | off", "Get summaries by direct message"},
	}
}

// Status says that articles are being searched.
func Status(articles int) string { return fmt.Sprintf("searching %d articles…", articles) }

// Names say what ids in an incoming text stand for.
type Names struct {
	// Bot is the bot's own user id: its mention is left out.
	Bot string
	// User and Channel give the name of an id, or "". They may be nil.
	User, Channel func(id string) string
}

// FromSlack is the plain text of an incoming mrkdwn text.
func FromSlack(text string, names Names) string {
	return strings.TrimSpace(strings.NewReplacer("<@"+names.Bot+">", "", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text))
}

// Escape makes a text stand for itself in mrkdwn and in a message's text.
func Escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// A Surface is where blocks are shown.
type Surface string

const (
	OnMessage Surface = "message"
	OnModal   Surface = "modal"
	OnHome    Surface = "home"
)

// A Problem is something that Slack refuses.
type Problem struct {
	// At is a JSON pointer: "/blocks/0/text/text".
	At, What string
}

func (p Problem) Error() string { return p.At + ": " + p.What }

// Problems are all that Slack refuses in a message or view.
type Problems []Problem

func (ps Problems) Error() string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Error())
	}
	return strings.Join(out, "; ")
}

// ValidateMessage reports what Slack would refuse in a message, as Problems.
func ValidateMessage(text string, blocks []slack.Block) error { return nil }

// ValidateView reports what Slack would refuse in a slack.ModalViewRequest or
// slack.HomeTabViewRequest, as Problems.
func ValidateView(view any) error { return nil }

// ValidateJSON reports what Slack would refuse in a message {"text", "blocks"}
// or a view, as Problems.
func ValidateJSON(on Surface, raw []byte) error {
	if !json.Valid(raw) {
		return Problems{{"", "not JSON"}}
	}
	return nil
}
