package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"cuttings/bot"
	"cuttings/prompts"
)

// maxContent is how many bytes of text a model may write before it is stopped,
// whatever limit the server keeps: many times what a good answer has.
const maxContent = 64 << 10

// afterEnd is how long the usage may be in coming after a whole answer.
const afterEnd = time.Second

// maxUsage is how many times the tokens reserved for a call it may have used: some
// languages have a token a byte, and thoughts may not count for the limit.
const maxUsage = 10

// errStalled ends a call whose answer paused for too long.
var errStalled = &Error{Kind: Failing, Detail: "the answer stopped coming", broken: true}

// A completion is what a model wrote in one call.
type completion struct {
	text     strings.Builder
	thoughts strings.Builder // apart from the text
	finish   openai.FinishReason
	refuse   bool
	usage    *openai.Usage
}

// call asks once, in one dialect, and returns the text of a finished answer. The
// usage is an estimate where the server doesn't say.
func (c *Client) call(ctx context.Context, d dialect, p prompts.Prompt) (string, bot.Usage, error) {
	req, fields := d.request(c.cfg.Model, c.maxTokens(d, p), p)
	ctx = withFields(ctx, fields)
	var out completion
	var err error
	if d.stream {
		err = c.stream(ctx, req, &out)
	} else {
		err = c.plain(ctx, req, &out)
	}
	used := bot.Usage{Prompt: tokens(len(p.System) + len(p.User)), Completion: tokens(out.text.Len() + out.thoughts.Len())}
	said := believed(out.usage, c.reserved(d, p))
	switch {
	case said != bot.Usage{}:
		used = said
	case err != nil && used.Completion == 0 && !asError(err).costs():
		used = bot.Usage{}
	}
	if err != nil {
		return "", used, err
	}
	text, err := out.answer()
	return text, used, err
}

// believed is what a server says of a call's usage, within what it may have been:
// one absurd figure must not spend the day's budget of all.
func believed(said *openai.Usage, reserved int) bot.Usage {
	if said == nil {
		return bot.Usage{}
	}
	within := func(tokens int) int { return min(max(0, tokens), maxUsage*reserved) }
	return bot.Usage{Prompt: within(said.PromptTokens), Completion: within(said.CompletionTokens)}
}

// reserved is how many tokens a call is expected to take at most.
func (c *Client) reserved(d dialect, p prompts.Prompt) int {
	return tokens(len(p.System)+len(p.User)) + c.maxTokens(d, p)
}

// plain asks for the answer in one piece.
func (c *Client) plain(ctx context.Context, req openai.ChatCompletionRequest, out *completion) error {
	resp, err := c.api.CreateChatCompletion(ctx, req)
	if err != nil {
		return c.fault(ctx, err)
	}
	out.usage = &resp.Usage
	if len(resp.Choices) == 0 {
		return &Error{Kind: BadAnswer, Detail: "the reply has no choices"}
	}
	choice := resp.Choices[0]
	out.text.WriteString(choice.Message.Content)
	out.thoughts.WriteString(choice.Message.ReasoningContent)
	out.finish, out.refuse = choice.FinishReason, choice.Message.Refusal != ""
	if out.finish == "" {
		out.finish = openai.FinishReasonStop // the reply is whole; some servers don't say so
	}
	return nil
}

// stream asks for the answer piece by piece, only so that a pause in it shows. An
// end counts as one only if a reason for it came: go-openai returns the same for a
// stream that broke off. With a reason the answer is whole, whatever becomes of the
// connection: some servers leave it open.
func (c *Client) stream(ctx context.Context, req openai.ChatCompletionRequest, out *completion) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s, err := c.api.CreateChatCompletionStream(ctx, req)
	if err != nil {
		return c.fault(ctx, err)
	}
	defer s.Close()
	var watchdog *time.Timer // from the first piece on: until then a model may think
	for {
		chunk, err := s.Recv()
		switch {
		case err != nil && out.finish != "" && !errors.Is(context.Cause(ctx), context.Canceled):
			return nil
		case errors.Is(err, io.EOF) && ctx.Err() == nil:
			return &Error{Kind: Failing, Detail: "the answer broke off", broken: true}
		case err != nil:
			return c.fault(ctx, err)
		}
		if chunk.Usage != nil {
			out.usage = chunk.Usage
		}
		if len(chunk.Choices) == 0 {
			continue
		}
		choice := chunk.Choices[0]
		out.text.WriteString(choice.Delta.Content)
		out.thoughts.WriteString(choice.Delta.ReasoningContent)
		out.refuse = out.refuse || choice.Delta.Refusal != ""
		pause := c.cfg.Stall
		if choice.FinishReason != "" && choice.FinishReason != openai.FinishReasonNull {
			out.finish = choice.FinishReason
		}
		if out.finish != "" {
			pause = min(pause, afterEnd)
		}
		if out.text.Len() > maxContent {
			return &Error{Kind: BadAnswer, Detail: fmt.Sprintf("the answer is longer than %d bytes", maxContent)}
		}
		switch {
		case watchdog != nil:
			watchdog.Reset(pause)
		case choice.Delta.Content != "" || choice.Delta.ReasoningContent != "" || out.finish != "":
			watchdog = time.AfterFunc(pause, func() { cancel(errStalled) })
			defer watchdog.Stop()
		}
	}
}

// fault is an error of go-openai's as an [*Error]: the doer's own, the context's, or
// else the connection's in mid-answer.
func (c *Client) fault(ctx context.Context, err error) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	switch {
	case ctx.Err() != nil:
		return ended(ctx)
	case errors.Is(err, openai.ErrChatCompletionInvalidModel):
		return &Error{Kind: NotFound, Detail: "the model doesn't chat"}
	}
	return &Error{Kind: Failing, Detail: c.doer.secrets.detail("the answer broke off: " + err.Error()), broken: true}
}

// Reasons for an end besides OpenAI's own: Mistral's, Gemini's and Anthropic's behind
// a gateway, DeepSeek's and OpenRouter's.
var (
	endsCut      = regexp.MustCompile(`(?i)^(length|max_tokens|model_length)$`)
	endsFiltered = regexp.MustCompile(`(?i)^(content_filter|safety|recitation|blocklist|prohibited_content|refusal)$`)
	endsFailed   = regexp.MustCompile(`(?i)^(error|insufficient_system_resource)$`)
	endsCalling  = regexp.MustCompile(`(?i)^(tool_calls?|function_call)$`)
)

// answer is the text of an answer that came to its end.
func (out *completion) answer() (string, error) {
	text, finish := out.text.String(), string(out.finish)
	switch {
	case out.refuse, endsFiltered.MatchString(finish):
		return "", &Error{Kind: Refused}
	case endsCut.MatchString(finish):
		return "", &Error{Kind: CutShort, thinking: out.thoughts.Len() > 0 || thoughtsOnly(text)}
	case endsFailed.MatchString(finish):
		return "", &Error{Kind: Failing, Detail: "the answer ended with a failure", broken: true}
	case endsCalling.MatchString(finish):
		return "", &Error{Kind: BadAnswer, Detail: "the model called a tool"}
	case strings.TrimSpace(text) == "": // servers take the answer of a model that didn't think for thoughts
		return out.thoughts.String(), nil
	}
	return text, nil
}

// maxTokens is what the model may write: a rewritten question or a probe needs
// little, but thoughts count too.
func (c *Client) maxTokens(d dialect, p prompts.Prompt) int {
	switch long := strings.Contains(string(p.Schema), `"claims"`); {
	case d.thinks:
		return cmp.Or(c.cfg.MaxTokens, defaultReasoningTokens)
	case long:
		return cmp.Or(c.cfg.MaxTokens, defaultMaxTokens)
	}
	return min(cmp.Or(c.cfg.MaxTokens, maxShortTokens), maxShortTokens)
}

// maxShortTokens is what a question of [prompts.MaxQuestion] characters may take.
const maxShortTokens = 300

// tokens is how many a text of so many bytes has, about: English has 4 bytes a token.
func tokens(bytes int) int { return (bytes + 3) / 4 }
