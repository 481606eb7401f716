package bot

import (
	"strings"
	"testing"
	"time"
)

// wednesday is a moment that is another day in UTC: Wednesday, 5 January 2022,
// 01:30 in Moscow.
var wednesday = time.Date(2022, 1, 5, 1, 30, 0, 0, time.FixedZone("MSK", 3*60*60))

func TestRead(t *testing.T) {
	for _, c := range []struct {
		kind     RequestKind
		topic    string
		since    string
		messages string // one a line
	}{
		{SummaryRequest, "", "", `
			summary
			Summary please!
			tl;dr
			TLDR?
			recap
			give me a summary
			Can you give me a quick summary, please?
			could you sum up the news
			sum it up for me
			please summarise the coverage
			summarize everything
			hey, what's new?
			What’s new
			What is going on?
			what's the latest
			any news?
			anything new
			is there anything new
			headlines
			what are the main points?
			give me the highlights
			brief me
			catch me up
			What did I miss?
			what happened?
			what are the articles about
			news
			any updates?
			overview of the coverage
			a summary of the articles, thanks
			I'd like an overview
			bring me up to speed
			wats new
			sumary
			has anything changed?`},
		{SummaryRequest, "sanctions", "", `
			summary of sanctions
			summary of sanctions please
			Summary: sanctions
			summary sanctions
			sum up sanctions
			tl;dr on sanctions
			tldr sanctions?
			anything new on sanctions?
			any news about sanctions
			What's new with sanctions?
			what's the latest on sanctions
			sanctions summary
			what do you have on sanctions?
			do you have anything about sanctions
			is there anything on sanctions?
			give me the headlines on sanctions
			what do you know about sanctions
			summarise what is known about sanctions
			catch me up on sanctions
			update me on sanctions please
			tell me about sanctions
			give me three bullet points on sanctions
			summarize the main points about sanctions
			sumarize sanctions
			summery of sanctions`},
		{SummaryRequest, "the talks", "", `
			sum up the talks
			summary of the talks
			Could you summarise the talks for me?
			what's happening with the talks
			any updates on the talks?`},
		{SummaryRequest, "Geneva", "", "what's new in Geneva\nlatest news from Geneva\nGeneva news"},
		{SummaryRequest, "", "2022-01-03", `
			what's new since Monday
			what happened since Monday?
			since Monday, what's new?
			what has happened since last Monday
			summary since 3 January
			summary from January 3rd onwards
			news since Jan 3
			anything new since 2022-01-03?
			anything since Monday?
			tl;dr since the 3rd of January
			what's new this week
			this week's news
			weekly summary of this week`},
		{SummaryRequest, "", "2022-01-04", "what happened yesterday\nwhat's new since yesterday?\nyesterday's headlines\nwhat happened last night?\nnews of the last 24 hours\nsummary of yesterday"},
		{SummaryRequest, "", "2022-01-05", "what happened today\nwhat's new this morning?\ntoday's summary\nsummary for today\nsummary of today's news"},
		{SummaryRequest, "", "2021-12-27", "what happened last week\nsummary of last week"},
		{SummaryRequest, "", "2021-12-29", "what's new since Wednesday\nsummary of the past week\nwhat did I miss since 29 Dec\nwhat's new since a week ago"},
		{SummaryRequest, "", "2021-12-31", "what's new since 31 December?\nsummary of 31 December\nwhat has happened since December 31, 2021"},
		{SummaryRequest, "sanctions", "2021-12-30", "anything new on sanctions since 30 Dec?\nsummary of sanctions since 30 Dec\nSince Dec 30: anything new about sanctions?\nsanctions update since 30.12.2021"},
		{SummaryRequest, "the talks", "2022-01-01", "what's new in the talks since Saturday\nsum up the talks from 1 January\nanything new on the talks over the weekend?"},

		{SourcesRequest, "", "", `
			sources
			Sources?
			list the sources
			show me your sources please
			articles
			what do you cover
			What do you cover?
			which articles do you have?
			what articles are there
			How many articles do you have?
			what are your sources
			list all articles
			Which outlets do you cover?
			what is your coverage?
			How fresh is your coverage?
			where do you get your news from?
			what period do you cover
			list of sources
			when was this last updated?
			how current is this?`},
		{SourcesRequest, "Geneva", "", `
			which articles mention Geneva
			Which articles mention Geneva?
			which reports are about Geneva?
			what articles do you have on Geneva
			articles about Geneva
			sources on Geneva
			show me the articles mentioning Geneva
			list articles that mention Geneva
			how many articles mention Geneva?
			In which articles is Geneva mentioned?
			are there any articles on Geneva?
			do you have articles about Geneva
			sources: Geneva`},
		{SourcesRequest, "BNR", "", "articles from BNR\nanything from BNR?\ndo you have anything from BNR\nsources by BNR please\nwhich articles are from BNR"},
		{SourcesRequest, "since 3 January 2022", "", "sources since Monday\narticles since 3 Jan\nwhich articles do you have from Monday on"},
		{SourcesRequest, "31 December 2021", "", "sources of 31 December\narticles from Dec 31\narticles published 2021-12-31"},
		{SourcesRequest, "4 January 2022", "", "articles from yesterday\nsources of yesterday\nyesterday's sources"},
		{SourcesRequest, "sanctions since 3 January 2022", "", "sources on sanctions since Monday\narticles since Monday about sanctions"},

		{Help, "", "", `
			help
			Help!
			help me
			what can you do
			What can you do for me?
			how does this work?
			what can I ask?
			who are you?
			hi
			Hello!
			hello bot
			good morning
			?
			??`},
		{Thanks, "", "", `
			thanks!
			thank you
			Thanks a lot!
			thx
			ok
			OK, thanks!
			ok thanks
			great, thank you so much
			got it
			👍
			:thumbsup:
			:+1: :tada:
			🙏🏽
			lol
			Perfect.
			thanks bot
			nice one!
			no
			ok got it
			no thanks
			cheers mate
			yes please
			thanks, that's all for now
			Great, that will be all. Have a nice day!
			thx, talk later
			nothing else, we're good
			cool :)`},
		{Empty, "", "", "\n \n\t\n.\n…\n!\n\u200b"},
		{Question, "", "", `
			What's new in the treaty?
			What is new about the proposal?
			What did the summary say?
			Summarise what Putin said
			summary of what Putin said
			sum up why the talks failed
			When will the talks be?
			What happened in Geneva?
			What happened on 12 January?
			What happened to the sanctions?
			What changed in the treaty?
			What are the key points of disagreement?
			What are the main points of the treaty?
			Tell me what Putin said
			What's been said about sanctions?
			What's going on between Russia and Ukraine?
			What's the latest offer from Moscow?
			Who published the summary?
			Which sources say that Putin threatened sanctions?
			Which articles of the treaty were broken?
			What did sources say about the call?
			Sources say Putin is ill?
			Who helped Biden?
			Can you tell me when the talks begin?
			What can Biden do about Ukraine?
			How does the treaty work?
			Thanks, and what did Peskov say?
			ok and Psaki?
			And Psaki?
			Why?
			No deal since Monday?
			Did anything new come out of the call?
			What do you think?
			What did Ushakov say yesterday?
			Has Russia been invited since 2014?
			what does the report say about gas
			help for Ukraine
			Is help on the way?
			What good news did Biden bring?
			Did Biden say ok?
			Hello, when do they meet?
			How many news conferences did Putin hold?
			Which side sought the call?`},
	} {
		for message := range strings.SplitSeq(c.messages, "\n") {
			message = strings.TrimSpace(message)
			r := Read(message, wednesday)
			since := ""
			if !r.Since.IsZero() {
				since = r.Since.Format(time.DateOnly)
				if h, m, s := r.Since.Clock(); h+m+s != 0 || r.Since.Location() != wednesday.Location() {
					t.Errorf("Read(%q).Since = %v, not a midnight where the message was written", message, r.Since)
				}
			}
			switch {
			case message == "" && c.kind != Empty:
			case r.Kind != c.kind, r.Topic != c.topic, since != c.since:
				t.Errorf("Read(%q) = %s, topic %q, since %q; want %s, %q, %q", message, r.Kind, r.Topic, since, c.kind, c.topic, c.since)
			}
		}
	}
}

func TestPeriod(t *testing.T) {
	for phrase, want := range map[string]string{
		"today":                     "2022-01-05/2022-01-06",
		"yesterday":                 "2022-01-04/2022-01-05",
		"this morning":              "2022-01-05/2022-01-06",
		"last night":                "2022-01-04/2022-01-06",
		"the day before yesterday":  "2022-01-03/2022-01-04",
		"Monday":                    "2022-01-03/2022-01-04",
		"on Tuesday":                "2022-01-04/2022-01-05",
		"Wednesday":                 "2021-12-29/2021-12-30", // a week ago: today is called so
		"last Thu":                  "2021-12-30/2021-12-31",
		"the weekend":               "2022-01-01/2022-01-03",
		"this week":                 "2022-01-03/2022-01-10",
		"last week":                 "2021-12-27/2022-01-03",
		"the past week":             "2021-12-29/2022-01-06",
		"last month":                "2021-12-01/2022-01-01",
		"last 3 days":               "2022-01-02/2022-01-06",
		"the past couple of days":   "2022-01-03/2022-01-06",
		"past 2 hours":              "2022-01-04/2022-01-06", // it is half past one at night
		"two weeks ago":             "2021-12-22/2021-12-23",
		"31 December":               "2021-12-31/2022-01-01",
		"4 January":                 "2022-01-04/2022-01-05",
		"6 January":                 "2021-01-06/2021-01-07", // it hasn't come yet this year
		"Dec. 30":                   "2021-12-30/2021-12-31",
		"December 31st, 2020":       "2020-12-31/2021-01-01",
		"the 1st of May":            "2021-05-01/2021-05-02",
		"29 February":               "2020-02-29/2020-03-01",
		"2021-12-31":                "2021-12-31/2022-01-01",
		"31.12.2021":                "2021-12-31/2022-01-01",
		"December 2021":             "2021-12-01/2022-01-01",
		"in December":               "2021-12-01/2022-01-01",
		"2021":                      "2021-01-01/2022-01-01",
		"since Monday":              "2022-01-03/",
		"since 30 Dec":              "2021-12-30/",
		"from 30 December onwards":  "2021-12-30/",
		"after 2021":                "2021-01-01/",
		"30 February":               "",
		"2021-13-01":                "",
		"31 June 2021":              "",
		"Monday talks":              "",
		"sanctions":                 "",
		"may":                       "",
		"the 12th man":              "",
		"":                          "",
		"since":                     "",
		"last 99999999999999 weeks": "",
	} {
		p, ok := periodOf(phrase, wednesday)
		got := ""
		if ok {
			got = p.from.Format(time.DateOnly) + "/"
			if !p.to.IsZero() {
				got += p.to.Format(time.DateOnly)
			}
		}
		if got != want {
			t.Errorf("periodOf(%q) = %q, want %q", phrase, got, want)
		}
	}
}

// FuzzRead: whatever is written, the request is of a known kind, and days are
// only read from what says one.
func FuzzRead(f *testing.F) {
	f.Add("anything new on sanctions since 30 Dec?")
	f.Add("since 99.99.9999 what happened last 0 days")
	f.Fuzz(func(t *testing.T, text string) {
		r := Read(text, wednesday)
		switch r.Kind {
		case SummaryRequest:
		case SourcesRequest, Question, Help, Thanks, Empty:
			if !r.Since.IsZero() || r.Topic != "" && r.Kind != SourcesRequest {
				t.Errorf("Read(%q) = %+v", text, r)
			}
		default:
			t.Errorf("Read(%q).Kind = %q", text, r.Kind)
		}
		if r.Kind == Empty && IsQuestion(text) {
			t.Errorf("%q is empty and a question", text)
		}
	})
}

func TestIsQuestion(t *testing.T) {
	const yes = `
		When do Russia and NATO meet?
		when is the call
		what did Peskov say
		And Psaki?
		and what did Peskov say?
		What about Ukraine?
		ok, and when exactly?
		Who will be there? :thinking_face:
		who said that
		Why?
		Did Putin threaten to break ties?
		Putin threatened to break ties?
		Can you tell me when they meet?
		tell me who called
		summary of the talks
		tl;dr
		sources?
		what's new since Monday?
		In which city is it?
		how many soldiers are at the border
		Is there a date?
		“complete rupture”: who said that?
		how about Peskov
		And what about the White House
		what about the sanctions
		how about Jen Psaki then
		since when
		and how many soldiers
		by whom
		who else
		how long
		in which city
		thanks! and what did Biden reply?`
	const no = `
		thanks!
		ok
		
		👍
		right?
		Really?
		what?
		lunch?
		lunch at 12?
		Are you coming?
		can you look at this, Tom?
		@Tom when is the call?
		shall we go?
		What do you think?
		do we publish this today?
		that's wrong, isn't it?
		it is on Monday, right?
		I asked when it is.
		What a mess
		When I was there it rained.
		who cares
		The talks begin on 12 January.
		they will meet in Geneva
		see https://example.org/?q=1
		https://example.org/what?
		help
		what happened
		any updates?
		what's going on?
		any news on your side?
		tell me about your weekend
		does anyone know?
		coffee anyone?
		how about lunch
		how about no
		what about us
		how about the pub
		how so not
		so much for Peskov
		how much I miss it
		thanks, Peskov
		and Tom
		how nice
		how about Friday for the drinks
		how many times do I have to say it
		how about Friday
		in which case I agree`
	for text, want := range map[string]bool{yes: true, no: false} {
		for message := range strings.SplitSeq(text, "\n") {
			message = strings.TrimSpace(message)
			if message == "" && want {
				continue
			}
			if got := IsQuestion(message); got != want {
				t.Errorf("IsQuestion(%q) = %v", message, got)
			}
		}
	}
}
