package slacktest_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/slack-go/slack"

	"cuttings/bot/slackio/slacktest"
)

// has is a condition: some element that fits holds the text.
func has(selector, text string) string {
	return `[...document.querySelectorAll(` + quote(selector) + `)].some(e => e.innerText.includes(` + quote(text) + `))`
}

func quote(s string) string { return "`" + strings.ReplaceAll(s, "`", "\\`") + "`" }

func openDemo(t *testing.T, o slacktest.Options) (*slacktest.Server, *browser) {
	t.Helper()
	s := start(t, o)
	must(s.Say(slacktest.Boris, slacktest.General, "", "They say the call took *fifty* minutes &amp; <https://news.example/x|was “serious”>."))(t)
	b := browse(t, must(s.StartDemo("127.0.0.1:0"))(t))
	b.until(has("#connection", "isn't connected"))
	runDemoBot(t, s)
	b.until(`document.querySelector("#connection").innerText === ""`)
	return s, b
}

func TestDemoInABrowser(t *testing.T) {
	s, b := openDemo(t, demoOptions())
	b.until(has(".banner", "not Slack"))
	b.until(has(".message strong", "fifty"))
	if got := b.eval(`document.querySelector(".message .text a").getAttribute("rel")`); !strings.Contains(got, "noopener") {
		t.Errorf("rel = %q", got)
	}

	// A mention, by keyboard alone; the answer opens in the thread beside it.
	b.do(focus("#composer-main"))
	b.keys("@cuttings how long did they speak & <b>why</b>?" + kb.Enter)
	b.until(has("#main-log .message", "how long did they speak & <b>why</b>?"))
	said := s.Messages(slacktest.General, "")[1]
	if said.Text != s.Mention()+" how long did they speak &amp; &lt;b&gt;why&lt;/b&gt;?" {
		t.Errorf("said %q", said.Text)
	}
	b.until(has("#thread-log blockquote", quoted))
	b.until(has("#thread-log", "Example & Sons <b>Wire</b>"))
	if got := b.eval(`document.querySelectorAll(".log b").length`); got != "0" {
		t.Errorf("foreign text became markup")
	}
	b.until(has("#announce", "cuttings:"))
	b.until(has(".replies", "1 reply"))
	b.shoot("channel")

	// A passage opens in a modal, which keeps the focus and gives it back.
	b.click(`#thread-log [data-action^="passage"]`)
	b.until(`document.querySelector("#modal").open`)
	b.until(has("#modal", "Nobody expected more."))
	b.shoot("passage")
	for range 6 {
		b.keys(kb.Tab)
		if got := b.eval(`document.querySelector("#modal").contains(document.activeElement)`); got != "true" {
			t.Errorf("Tab left the modal, to %s", b.focused())
		}
	}
	b.keys(kb.Escape)
	b.until(`!document.querySelector("#modal").open`)
	if got := b.focused(); !strings.HasPrefix(got, "passage") {
		t.Errorf("after the modal the focus is on %q", got)
	}
	if len(s.Modals(slacktest.Ada)) != 0 {
		t.Error("Escape left the modal open")
	}

	// A thumbs-down stays pressed and asks why; the answer is submitted.
	b.click(`#thread-log .feedback button:last-child`)
	b.until(`document.querySelector("#modal").open`)
	b.until(`document.querySelector('#thread-log .feedback button:last-child').getAttribute("aria-pressed") === "true"`)
	b.shoot("feedback")
	b.click(`#modal [type=submit]`)
	b.until(has("#modal .wrong", "required"))
	b.shoot("feedback-wrong")
	b.click(`#modal [data-input]`)
	b.keys(" ")
	b.click(`#modal [type=submit]`)
	b.until(`!document.querySelector("#modal").open`)

	// Escape closes the thread and leaves the focus at its message.
	b.do(focus("#composer-thread"))
	b.keys("/ask" + kb.Enter)
	b.until(has("#thread-foot .wrong", "Commands don't work in threads"))
	b.keys(kb.Escape)
	b.until(`document.querySelector("#thread").hidden`)
	if got := b.focused(); got != "replies" {
		t.Errorf("after the thread the focus is on %q", got)
	}

	// A command, completed with Tab, is answered to the person alone.
	b.do(focus("#composer-main"))
	b.keys("/as")
	b.until(has(".commands", "Only you see") + "||" + has(".commands", "only you see"))
	b.shoot("commands")
	b.keys(kb.Tab)
	b.until(`document.querySelector("#composer-main").value === "/ask "`)
	b.keys("how long?" + kb.Enter)
	b.until(has(".message.only", "Only visible to you"))
	b.keys("/nonsense" + kb.Enter)
	b.until(has("#main-foot .wrong", "/nonsense isn't a command"))

	// The shortcut of a message's menu, by keyboard.
	b.do(focus(`.message .more`))
	b.keys(kb.Enter)
	b.until(has("[role=menu]", "Check against coverage"))
	b.shoot("menu")
	b.keys(kb.Enter)
	b.until(has(".message.only", "Checked: They say"))

	// What one said can be changed and taken back.
	b.do(focus(`[data-ts="` + said.TS + `"] .more`))
	b.keys(kb.Enter + kb.ArrowDown + kb.Enter)
	b.until(`document.activeElement.matches(".editor") && document.activeElement.value.startsWith("@cuttings how long")`)
	b.shoot("edit")
	b.keys(" Really?" + kb.Enter)
	b.until(has(".message", "why</b>? Really?") + "&&" + has(".message", "(edited)"))
	b.do(focus(`[data-ts="` + said.TS + `"] .more`))
	b.keys(kb.Enter + kb.End + kb.Enter)
	b.until("!(" + has(".message", "Really?") + ")")
	if _, there := s.Message(slacktest.General, said.TS); there {
		t.Error("what was deleted is there")
	}
}

// TestDemoShowsForeignTextAsText: neither people nor the app can make markup, or
// links that do anything but open a page.
func TestDemoShowsForeignTextAsText(t *testing.T) {
	o := demoOptions()
	o.Validate = func(string, []byte) error { return nil } // which refuses such links
	s, b := openDemo(t, o)
	const script = "javascript:document.title='owned'"
	must(s.Say(slacktest.Boris, slacktest.General, "", "<"+script+"|press me> &lt;img src=x onerror=\"document.title='owned'\"&gt; *bold* a_b_c `co*d*e`"))(t)
	link := slack.NewRichTextSectionLinkElement(script, "or me", nil)
	_, _, err := api(s).PostMessageContext(t.Context(), slacktest.General, slack.MsgOptionText("x", false),
		slack.MsgOptionBlocks(slack.NewRichTextBlock("r", slack.NewRichTextSection(link)),
			slack.NewMarkdownBlock("m", "**strong** <b>not</b> [or this]("+script+") ![x](https://tracker.example/x.png)")))
	ok(t, err)
	b.until(has(".message", "press me") + "&&" + has(".message", "or me") + "&&" + has(".message strong", "strong"))
	b.until(has(".message", `<img src=x onerror=`) + "&&" + has(".message", "<b>not</b>") + "&&" + has(".message", "a_b_c"))
	if got := b.eval(`document.querySelectorAll(".log img, .log b, .log script, .log a[href^='javascript']").length`); got != "0" {
		t.Errorf("%s elements came from foreign text", got)
	}
	if got := b.eval("document.title"); strings.Contains(got, "owned") {
		t.Error("a script ran")
	}
	if got := b.eval(`[...document.querySelectorAll(".message code")].map(e => e.textContent)`); got != "co*d*e" {
		t.Errorf("code = %q", got)
	}
}

func TestDemoConversation(t *testing.T) {
	s, b := openDemo(t, demoOptions())
	dm := s.DM(slacktest.Ada)
	b.click(`#apps button`)
	b.until(has(".prompts", "How long did they speak?"))
	b.shoot("prompts")
	b.click(".prompts button")
	b.until(has(".message.nested blockquote", quoted))
	b.do(focus("#composer-main"))
	b.keys("please wait" + kb.Enter)
	b.until(has(".status", "cuttings is searching 5 articles…"))
	b.shoot("conversation")
	if got := texts(s.Messages(dm, "")); len(got) != 2 || got[1] != "please wait" {
		t.Errorf("said %q", got)
	}

	b.click(`#tabs button`)
	b.until(has(".home h3", "Ask the news coverage"))
	b.shoot("home")
	b.do(focus(`#tabs [aria-selected=true]`))
	b.keys(kb.ArrowRight)
	b.until(`document.querySelector("#composer-main")`)
	b.keys(kb.ArrowLeft)

	// A question of the home is answered among the messages, which then show.
	b.click(`.home .accessory [data-action^="ask"]`)
	b.until(has("#tabs [aria-selected=true]", "Messages") + "&&" + has("#main-log", "Question: How long did the presidents speak?"))
}

func TestDemoNarrowAndDark(t *testing.T) {
	_, b := openDemo(t, demoOptions())
	b.screen(360, 740, "dark")
	b.do(focus("#composer-main"))
	b.keys("@cuttings how long did they speak?" + kb.Enter)
	b.until(has(".replies", "1 reply"))
	b.shoot("narrow-channel")
	b.click(".replies")
	b.until(has("#thread-log blockquote", quoted))
	b.shoot("narrow-thread")
	b.click(`#thread-log [data-action^="passage"]`)
	b.until(`document.querySelector("#modal").open`)
	b.shoot("narrow-modal")
	b.keys(kb.Escape)
	b.until(`!document.querySelector("#modal").open`)
	fits := `document.documentElement.scrollWidth <= 360 && [...document.querySelectorAll(".log")].every(e => e.scrollWidth <= e.clientWidth)`
	if b.eval(fits) != "true" {
		t.Error("the narrow page scrolls sideways")
	}
	b.click("#thread-close")
	b.click("#menu")
	b.until(`getComputedStyle(document.querySelector("#sidebar")).display !== "none"`)
	b.shoot("narrow-menu")
	b.keys(kb.Escape)
	b.until(`getComputedStyle(document.querySelector("#sidebar")).display === "none"`)

	b.screen(1280, 860, "dark")
	b.until(has("#main-log", "how long did they speak?"))
	b.click(".replies")
	b.until(has("#thread-log blockquote", quoted))
	b.shoot("dark")
	if got := b.eval(`getComputedStyle(document.body).backgroundColor`); got != "rgb(21, 25, 28)" {
		t.Errorf("background in the dark: %s", got)
	}
}
