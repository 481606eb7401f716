package llm_test

import (
	"context"
	"fmt"

	"cuttings/bot"
	"cuttings/bot/llm"
	"cuttings/bot/llm/llmtest"
)

func Example() {
	server := llmtest.Start(llmtest.Quoting(1)) // a double: it repeats the first sentence
	defer server.Close()

	client, err := llm.New(llm.Config{URL: server.URL, Model: "any", Key: llm.Secret(server.Key)})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()
	draft, err := client.Phrase(context.Background(), "When did the talks begin?", []bot.Material{{
		Heading:   "Example Wire, 14 January 2022",
		Sentences: []string{"The talks began on 10 January."},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, claim := range draft.Claims {
		fmt.Println(claim.Text, claim.Sentences)
	}
	// Output: The talks began on 10 January. [1]
}
