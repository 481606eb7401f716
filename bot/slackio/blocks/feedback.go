package blocks

import (
	"strings"

	"github.com/slack-go/slack"
)

// Reasons why an answer didn't help, as FeedbackModal offers them.
const (
	ReasonWrong     = "wrong"     // what it says is wrong
	ReasonQuestion  = "question"  // it answers another question
	ReasonMissing   = "missing"   // something is missing
	ReasonQuotation = "quotation" // the quotation doesn't carry it
	ReasonOther     = "other"
)

var reasons = []struct{ value, label string }{
	{ReasonWrong, "What it says is wrong"},
	{ReasonQuestion, "It answers another question"},
	{ReasonMissing, "Something is missing"},
	{ReasonQuotation, "The quotation doesn't say that"},
	{ReasonOther, "Something else"},
}

// The blocks and elements of FeedbackModal.
const (
	reasonInput  = "reason"
	commentInput = "comment"
)

// MaxComment is the most characters of a comment on an answer.
const MaxComment = 2000

// FeedbackModal asks why an answer didn't help.
func FeedbackModal(ref Ref) slack.ModalViewRequest {
	var options []*slack.OptionBlockObject
	for _, r := range reasons {
		options = append(options, slack.NewOptionBlockObject(r.value, plain(r.label), nil))
	}
	reason := slack.NewInputBlock(reasonInput, plain("What is wrong with it?"), nil,
		slack.NewRadioButtonsBlockElement(reasonInput, options...))
	text := slack.NewPlainTextInputBlockElement(plain("What should it have said?"), commentInput).WithMultiline(true).WithMaxLength(MaxComment)
	comment := slack.NewInputBlock(commentInput, plain("More about it"), plain("It is kept with the question and the answer."), text).WithOptional(true)
	v := view(CallbackFeedback, "Not helpful", ref.ID, []slack.Block{reason, comment})
	v.Submit, v.Close = plain("Send"), plain("Cancel")
	return v
}

// Feedback reads a FeedbackModal that was submitted. A reason that isn't one of
// those offered is "".
func Feedback(v slack.View) (ref Ref, reason, comment string) {
	ref.ID = v.PrivateMetadata
	if v.State == nil {
		return ref, "", ""
	}
	chosen := v.State.Values[reasonInput][reasonInput].SelectedOption.Value
	for _, r := range reasons {
		if r.value == chosen {
			reason = chosen
		}
	}
	return ref, reason, strings.TrimSpace(v.State.Values[commentInput][commentInput].Value)
}
