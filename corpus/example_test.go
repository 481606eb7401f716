package corpus_test

import (
	"fmt"
	"log"

	"cuttings/corpus"
)

func ExampleParse() {
	a, err := corpus.Parse("call", []byte(" date 2021-12-31 Biden and Putin talk\n\nThey talked for 50 minutes. It was “serious.”\n\n/BNR"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Title, "|", a.Outlet, "|", a.Published.Format("2 January 2006"))
	for _, p := range a.Passages() {
		for _, s := range p.Sentences {
			fmt.Println(s.Start, s.End, p.Heading, s.Of(a.Text))
		}
	}
	// Output:
	// Biden and Putin talk | BNR | 31 December 2021
	// 17 37 true Biden and Putin talk
	// 39 66 false They talked for 50 minutes.
	// 67 88 false It was “serious.”
}

func ExampleSentences() {
	text := `“It is big. It is good,” said Lt. Col. Smith. "We tried?" he asked at 9 p.m. He left the U.S. that day.`
	for _, s := range corpus.Sentences(text) {
		fmt.Println(s.Of(text))
	}
	// Output:
	// “It is big.
	// It is good,” said Lt. Col. Smith.
	// "We tried?" he asked at 9 p.m.
	// He left the U.S. that day.
}
