package slackio_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cuttings/bot/slackio/slacktest"
)

// BenchmarkMention measures from a mention to its posted answer, in the double,
// with a bot that answers at once: what the service itself takes. Each round is in
// a channel of its own, for Slack bounds the messages of one.
func BenchmarkMention(b *testing.B) {
	for _, by := range []over{socket, signed} {
		for _, atOnce := range []int{1, 8} {
			b.Run(fmt.Sprintf("%s/%d", by, atOnce), func(b *testing.B) {
				w := begin(b, by)
				var took []time.Duration
				round := 0
				for b.Loop() {
					channel := fmt.Sprintf("CB%06d", round)
					round++
					w.slack.AddChannel(slacktest.Channel{ID: channel, Name: channel, Members: []string{slacktest.BotUser, slacktest.Ada}})
					asked := map[string]time.Time{}
					for range atOnce {
						start := time.Now()
						asked[w.say(slacktest.Ada, channel, "", w.slack.Mention()+" how long did they speak?")] = start
					}
					w.wait("the answers", func() bool {
						for ts, start := range asked {
							if len(w.said(channel, ts)) > 0 {
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
				w.settled()
			})
		}
	}
}
