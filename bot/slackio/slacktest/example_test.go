package slacktest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot/slackio/slacktest"
)

// A bot's client is pointed at the double; people act, and what the bot did is
// waited for and looked at.
func Example() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	s, err := slacktest.Start(slacktest.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()

	question, err := s.Say(slacktest.Ada, slacktest.General, "", s.Mention()+" who said it?")
	if err != nil {
		fmt.Println(err)
		return
	}
	bot := slack.New(s.BotToken(), slack.OptionAPIURL(s.APIURL()))
	_, _, err = bot.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("The minister.", false), slack.MsgOptionTS(question))
	if err != nil {
		fmt.Println(err)
		return
	}

	answer, err := s.WaitMessage(ctx, slacktest.General, question, nil)
	fmt.Println(answer.Text, err)
	// Output: The minister. <nil>
}
