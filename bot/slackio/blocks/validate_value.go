package blocks

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A check looks at one JSON value that stands at a place.
type check func(c *checker, at string, v any)

// fields are the checks of an object's members, by name.
type fields map[string]check

// An object is what a JSON object must and may hold; it holds nothing else.
type object struct {
	need, may fields
	// also, if set, checks what lies between the members.
	also func(c *checker, at string, m map[string]any)
}

func (o object) check(c *checker, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "not an object")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(o.need)) {
		if m[name] == nil {
			c.fail(at+"/"+name, "missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		field := o.need[name]
		if field == nil {
			field = o.may[name]
		}
		switch {
		case field == nil:
			c.fail(at+"/"+pointer(name), "no such member here")
		case m[name] != nil:
			field(c, at+"/"+name, m[name])
		case o.may[name] != nil:
			c.fail(at+"/"+name, "null")
		}
	}
	if o.also != nil {
		o.also(c, at, m)
	}
}

// pointer is name as a part of a JSON pointer.
func pointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// kinds are objects by their member "type".
type kinds map[string]object

func (k kinds) check(c *checker, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "not an object")
		return
	}
	kind, ok := m["type"].(string)
	if !ok {
		c.fail(at+"/type", "missing")
		return
	}
	o, ok := k[kind]
	if !ok {
		c.fail(at+"/type", "%q isn't allowed here, only %s", kind, strings.Join(slices.Sorted(maps.Keys(k)), ", "))
		return
	}
	o.need = with(o.need, fields{"type": oneOf(kind)})
	o.check(c, at, v)
}

// only are those of k with these types.
func (k kinds) only(types ...string) kinds {
	out := kinds{}
	for _, t := range types {
		o, ok := k[t]
		if !ok {
			panic("blocks: no kind " + t)
		}
		out[t] = o
	}
	return out
}

// text is a string of at least and at most so many UTF-16 units.
func text(least, most int) check {
	return func(c *checker, at string, v any) {
		s, ok := v.(string)
		switch n := units(s); {
		case v == nil:
			c.fail(at, "missing")
		case !ok:
			c.fail(at, "not a string")
		case n < least:
			c.fail(at, "empty")
		case n > most:
			c.fail(at, "%d characters, at most %d", n, most)
		}
	}
}

// shown is a text that counts among those that a message shows.
func shown(most int) check {
	return func(c *checker, at string, v any) {
		text(1, most)(c, at, v)
		if s, ok := v.(string); ok {
			c.texts += units(s)
		}
	}
}

// oneOf is one of these strings.
func oneOf(words ...string) check {
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(words, s) {
			c.fail(at, "%v, not one of %s", v, strings.Join(words, ", "))
		}
	}
}

func boolean(c *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.fail(at, "not true or false")
	}
}

// whole is a whole number.
func whole(least, most int64) check {
	return func(c *checker, at string, v any) {
		n, ok := v.(json.Number)
		i, err := strconv.ParseInt(n.String(), 10, 64)
		if !ok || err != nil || i < least || i > most {
			c.fail(at, "%v, not a whole number from %d to %d", v, least, most)
		}
	}
}

// list is an array of at least and at most so many.
func list(least, most int, each check) check {
	return func(c *checker, at string, v any) {
		l, ok := v.([]any)
		if !ok {
			c.fail(at, "not a list")
			return
		}
		if len(l) < least || len(l) > most {
			c.fail(at, "%d elements, not %d to %d", len(l), least, most)
		}
		for i, e := range l {
			each(c, fmt.Sprintf("%s/%d", at, i), e)
		}
	}
}

// address is the URL of a web page of at most 3,000 characters.
func address(c *checker, at string, v any) {
	text(1, 3000)(c, at, v)
	if s, ok := v.(string); ok && !isWeb(s) {
		c.fail(at, "not the address of a web page")
	}
}
