package blocks

import (
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"
)

// A room is how much of an answer is shown in one place.
type room struct {
	blocks int
	text   int // units of text
	bytes  int // of JSON
	// quote is the most units of one quotation. A longer one isn't shown: its place
	// is named, and how long it is.
	quote int
	// claim is the most units of one claim of a language model.
	claim int
}

// Both stay below Slack's limits (validate.go), so that what stands before and
// behind the quotations always fits.
var (
	inMessage = room{blocks: maxMessageBlocks, text: 11000, bytes: 100000, quote: 4000, claim: 2000}
	inModal   = room{blocks: maxViewBlocks, text: 40000, bytes: 200000, quote: 24000, claim: 4000}
)

// A size is how much room blocks take.
type size struct{ blocks, text, bytes int }

// sizeOf measures blocks.
func sizeOf(blocks []slack.Block) size {
	if len(blocks) == 0 {
		return size{}
	}
	raw, err := json.Marshal(blocks)
	if err != nil { // what can't be written doesn't fit
		return size{text: maxText, bytes: maxViewBytes}
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return size{text: maxText, bytes: maxViewBytes}
	}
	c := checker{on: OnMessage, blockIDs: map[string]string{}}
	list(0, len(blocks), block)(&c, "", v)
	return size{len(blocks), c.texts, len(raw)}
}

func (s size) plus(o size) size { return size{s.blocks + o.blocks, s.text + o.text, s.bytes + o.bytes} }

// holds reports whether blocks of that size fit.
func (r room) holds(s size) bool {
	return s.blocks <= r.blocks && s.text <= r.text && s.bytes <= r.bytes
}

// pages lays out n parts on pages.
type pages struct {
	room room
	n    int
	// part is the size of part i, and frame that of what stands around those from
	// from to to.
	part  func(i int) size
	frame func(from, to int) size
}

// fill returns where a page ends that begins with part from: as many parts as
// fit, but at least one.
func (p pages) fill(from int) (to int) {
	to = min(from+1, p.n)
	if to == p.n {
		return to
	}
	used := p.part(from)
	for ; to < p.n; to++ {
		used = used.plus(p.part(to))
		if !p.room.holds(used.plus(p.frame(from, to+1))) {
			break
		}
	}
	return to
}

// page returns which parts stand on a page, counted from 0, and which page it is:
// for one that there isn't, the last.
func (p pages) page(wanted int) (from, to, at int) {
	to = p.fill(0)
	for at < wanted && to < p.n {
		from, at = to, at+1
		to = p.fill(from)
	}
	return from, to, at
}

// maxFallback is the most units of a message's text.
const maxFallback = 4000

// A script puts together a message's text, line by line.
type script struct {
	lines []string
	units int
	// spare is kept free.
	spare int
}

// add adds a line of foreign text if there is room for it.
func (s *script) add(text string) bool { return s.take(fallback(text)) }

// must adds a line of foreign text, cut if there isn't room for it.
func (s *script) must(text string) {
	// Escaping makes at most five units of one, and parting an address one more.
	const worst = 6
	if !s.add(text) {
		s.add(cut(text, max(maxFallback-s.spare-s.units, 0)/worst))
	}
}

// take adds a line as it stands if there is room for it.
func (s *script) take(text string) bool {
	if strings.TrimSpace(text) == "" {
		return true
	}
	n := units(text) + 1
	if s.units+n > maxFallback-s.spare {
		return false
	}
	s.units += n
	s.lines = append(s.lines, text)
	return true
}

// String is the text.
func (s *script) String() string { return strings.Join(s.lines, "\n") }
