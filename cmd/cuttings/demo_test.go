package main

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"cuttings/corpus"
)

// TestDemo uses the demo as a newcomer would: a question that the page offers, its
// quotation in the thread, the passage in context, a question of one's own, and a
// follow-up without a mention.
func TestDemo(t *testing.T) {
	p := openPage(t, startDemoProcess(t))
	p.until(`document.querySelector("#connection").innerText === ""`)
	p.until(`document.querySelectorAll(".prompts button").length > 1`)
	asked := p.text(`.prompts button`)
	p.press(`.prompts button`)
	p.until(`document.querySelector("#thread-log blockquote")`)
	if got := p.text(`#thread-log .message`); !strings.Contains(got, "@cuttings "+asked) {
		t.Errorf("the thread begins with %q, want the question %q", got, asked)
	}
	p.wordForWord(`#thread-log blockquote`)

	p.press(`#thread-log [data-action=passage]`)
	p.until(`document.querySelector("#modal").open`)
	p.until(`document.querySelector("#modal blockquote strong")`)
	p.wordForWord(`#modal blockquote`)
	if quote, marked := p.text(`#thread-log blockquote`), p.text(`#modal blockquote strong`); !strings.Contains(quote, marked) {
		t.Errorf("the modal marks %q, the answer quotes %q", marked, quote)
	}
	p.typeInto(`#modal .middle`, kb.Escape)
	p.until(`!document.querySelector("#modal").open`)

	p.typeInto(`#composer-main`, "@cuttings How long did Biden and Putin talk on the phone?"+kb.Enter)
	p.until(`document.querySelectorAll("#main-log .replies").length === 2`)
	p.press(`#main-log .message:nth-child(2) .replies`)
	p.until(`document.querySelector("#thread-log").innerText.includes("A 50-minute call between Vladimir Putin and Joe Biden")`)
	p.wordForWord(`#thread-log blockquote`)

	p.typeInto(`#composer-thread`, "And what did the Kremlin say about sanctions?"+kb.Enter)
	p.until(`document.querySelectorAll("#thread-log .message.bot").length === 2`)
	p.until(`document.querySelector("#thread-log .message.bot:last-child blockquote")`)
	p.wordForWord(`#thread-log .message.bot:last-child blockquote`)
	if got := p.text(`#thread-log .message.bot:last-child`); !strings.Contains(got, "sanctions") {
		t.Errorf("the follow-up is answered by %q", got)
	}
	if got := p.eval(`document.documentElement.scrollWidth <= innerWidth`); got != "true" {
		t.Error("the page scrolls sideways")
	}
}

// startDemoProcess runs the program's demo until the test's end, and returns the
// address that it prints.
func startDemoProcess(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "serve", "--demo", "--page", "127.0.0.1:0", "--health", "")
	cmd.Args[0] = "cuttings"
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // after t.Context has ended, which interrupts the program
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 0 {
			t.Errorf("the demo ended with %v; its log:\n%s", err, log.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the demo printed %q: %v", line, err)
	}
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "The demo is at ")
	if !ok {
		t.Fatalf("the demo printed %q, want its address", line)
	}
	return address
}

// A demoPage is the demo's page in headless Chromium.
type demoPage struct {
	t   *testing.T
	ctx context.Context
}

// openPage opens an address, or skips the test where there is no Chromium.
func openPage(t *testing.T, address string) demoPage {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no chromium in PATH: the demo isn't tested in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		stop()
	})
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address)); err != nil {
		t.Fatalf("opening %s: %v", address, err)
	}
	return demoPage{t, ctx}
}

// until waits for a condition in JavaScript.
func (p demoPage) until(condition string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("Boolean("+condition+")", chromedp.WithPollingTimeout(20*time.Second)))
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", condition, err, p.eval("document.body.innerText"))
	}
}

func (p demoPage) do(step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		p.t.Fatal(err)
	}
}

func (p demoPage) press(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

func (p demoPage) typeInto(selector, keys string) {
	p.t.Helper()
	p.do(chromedp.Focus(chromedp.CSS(selector)))
	p.do(chromedp.KeyEvent(keys))
}

// eval is the text of an expression.
func (p demoPage) eval(expression string) string {
	p.t.Helper()
	s, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return s
}

// text is what the first element that fits shows.
func (p demoPage) text(selector string) string {
	p.t.Helper()
	return p.eval("document.querySelector(`" + selector + "`).textContent")
}

// wordForWord holds that there are such quotations, and that each stands in a
// bundled article as it is shown.
func (p demoPage) wordForWord(selector string) {
	p.t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		p.t.Fatal(err)
	}
	shown := p.eval("[...document.querySelectorAll(`" + selector + "`)].map(e => e.textContent).join(`\\u0000`)")
	if shown == "" {
		p.t.Errorf("%s: nothing is quoted", selector)
		return
	}
quotations:
	for _, quote := range strings.Split(shown, "\x00") {
		for _, a := range articles {
			if strings.Contains(a.Text, quote) {
				continue quotations
			}
		}
		p.t.Errorf("%s: no article holds %q", selector, quote)
	}
}
