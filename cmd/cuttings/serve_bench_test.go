package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"cuttings/bot/slackio/slacktest"
)

// BenchmarkSlack measures, in the Slack double, from a mention to its posted
// answer: the program as a process of its own, over the bundled articles. Each
// round is in a channel of its own, for Slack bounds the messages of one. The
// questions take turns, and each is worked out anew: no answer is kept for the next
// who asks.
//
//	go test ./cmd/cuttings -run none -bench Slack -benchtime 200x
func BenchmarkSlack(b *testing.B) {
	cache := filepath.Join(b.TempDir(), "vectors.db")
	questions := []string{
		howLong, ushakovs, "What did Peskov say?", "When do Russia and NATO meet?", "What does Russia demand of NATO?",
		"Who won the chess championship?", "What did Biden warn of?", "Where do the talks take place?",
	}
	for _, by := range []transport{socketMode, signedHTTP} {
		for _, atOnce := range []int{1, 8} {
			b.Run(fmt.Sprintf("%s/%d", by, atOnce), func(b *testing.B) {
				d := deploy(b, by, cache)
				d.start()
				d.settle()
				var took []time.Duration
				round := 0
				for b.Loop() {
					channel := fmt.Sprintf("CB%06d", round)
					d.slack.AddChannel(slacktest.Channel{ID: channel, Name: channel, Members: []string{slacktest.BotUser, slacktest.Ada}})
					asked := map[string]time.Time{}
					for i := range atOnce {
						start := time.Now()
						asked[d.say(slacktest.Ada, channel, "", d.slack.Mention()+" "+questions[(round+i)%len(questions)])] = start
					}
					round++
					d.wait("the answers", func() bool {
						for ts, start := range asked {
							if len(d.said(channel, ts)) > 0 {
								took = append(took, time.Since(start))
								delete(asked, ts)
							}
						}
						return len(asked) == 0
					})
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
				b.ReportMetric(0, "ns/op")
				d.stop()
			})
		}
	}
}

// settle waits until the program has worked out what App Home suggests, which it
// does after its start.
func (d *deployment) settle() {
	d.t.Helper()
	d.do(d.slack.OpenMessages(slacktest.Ada))
	d.wait("suggested prompts", func() bool { return len(d.slack.Prompts(d.slack.DM(slacktest.Ada), "")) > 0 })
}
