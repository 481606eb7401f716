package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// A screen is where text is shown: how wide it is, and what it can do.
type screen struct {
	// width is how many columns a line may take.
	width int
	// terminal says that a person looks at it.
	terminal bool
	// color says that it understands escape sequences for colour and weight.
	color bool
	// links says that it makes OSC 8 hyperlinks clickable.
	links bool
}

const (
	// plainWidth is the width of what isn't a terminal, or doesn't say how wide it is.
	plainWidth = 80
	// minWidth keeps the layout sane on a terminal that is absurdly narrow, and
	// maxWidth keeps lines short enough to read.
	minWidth, maxWidth = 20, 100
)

// detectScreen looks at where w goes.
func detectScreen(w io.Writer, mode colorMode, getenv func(string) string) screen {
	s := screen{width: plainWidth}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		s.terminal = true
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			s.width = min(max(width, minWidth), maxWidth)
		}
		capable := getenv("TERM") != "dumb" && enableEscapes(f)
		s.color = capable && getenv("NO_COLOR") == "" // https://no-color.org
		s.links = capable && mode != colorNever && showsLinks(getenv)
	}
	switch mode {
	case colorAlways:
		s.color = true
	case colorNever:
		s.color = false
	}
	return s
}

// showsLinks reports whether the terminal that the environment describes is
// known to show hyperlinks. There is no way to ask it; the variables are those
// that terminals set, and FORCE_HYPERLINK is what other programs agree on.
func showsLinks(getenv func(string) string) bool {
	if force := getenv("FORCE_HYPERLINK"); force != "" {
		return force != "0"
	}
	name := getenv("TERM")
	if strings.HasPrefix(name, "screen") || strings.HasPrefix(name, "tmux") {
		return false // the multiplexer may be older than the terminal
	}
	switch name {
	case "xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "contour":
		return true
	}
	switch getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "mintty":
		return true
	}
	vte, _ := strconv.Atoi(getenv("VTE_VERSION")) // 0.50.0 is 5000
	return vte >= 5000 || getenv("KITTY_WINDOW_ID") != "" || getenv("KONSOLE_VERSION") != "" ||
		runtime.GOOS == "windows" && getenv("WT_SESSION") != ""
}

// A style is how text is set off.
type style string

// Styles, as the parameters of the escape sequence Select Graphic Rendition.
const (
	plain    style = ""
	bold     style = "1"
	faint    style = "2"
	mark     style = "36"   // cyan: a citation's number
	speaker  style = "35"   // magenta: who says it
	warnWord style = "33"   // yellow
	failWord style = "1;31" // bold red
)

// paint sets text off if the screen can. The text must be printable.
func (s screen) paint(st style, text string) string {
	if !s.color || st == plain || text == "" {
		return text
	}
	return "\x1b[" + string(st) + "m" + text + "\x1b[0m"
}

// link makes text lead to a web address if the screen can show links and the
// address is one that can be followed.
func (s screen) link(address, text string) string {
	target := webAddress(address)
	if !s.links || target == "" {
		return text
	}
	return "\x1b]8;;" + target + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// webAddress returns address in printable ASCII if it is an absolute URL of
// http or https, and "" otherwise.
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if ' ' < c && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
