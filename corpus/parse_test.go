package corpus

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseMetadata(t *testing.T) {
	day := time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	const body = "The two presidents talked for fifty minutes on Thursday.\n\nThey will talk again."
	tests := []struct {
		name, text string
		want       Article // without ID, Version, Text and Meta
		meta       []string
	}{
		{"nothing stated", body, Article{}, nil},
		{"a day", " date 2021-12-31 " + body, Article{Published: day}, []string{" date 2021-12-31 "}},
		{"a day alone on its line", "Date: 2021-12-31\r\n\r\n" + body, Article{Published: day}, []string{"Date: 2021-12-31"}},
		{"a day that doesn't exist", " date 2021-02-30 " + body, Article{}, nil},
		{"a day in a sentence", "The date 2021-12-31 is set.\n\n" + body, Article{}, nil},
		{"a day in the second line", body + "\n date 2021-12-31 ", Article{}, nil},
		{"a day and a headline", " date 2021-12-31 Putin calls Biden\n\n" + body,
			Article{Title: "Putin calls Biden", Published: day}, []string{" date 2021-12-31 "}},
		{"a byte order mark", "\uFEFF date 2021-12-31 " + body, Article{Published: day}, []string{"\uFEFF", " date 2021-12-31 "}},

		{"a headline", "Putin calls Biden\n\n" + body, Article{Title: "Putin calls Biden"}, nil},
		{"a headline with blank lines around it", "\n \r\nPutin calls Biden\r\n\t\r\n" + body, Article{Title: "Putin calls Biden"}, nil},
		{"a headline in quotation marks", "Putin: “Colossal mistake”\n\n" + body, Article{Title: "Putin: “Colossal mistake”"}, nil},
		{"a short first sentence", "Putin called Biden.\n\n" + body, Article{}, nil},
		{"a short first question", "Will Putin call Biden?\n\n" + body, Article{}, nil},
		{"a first line that leads on", "Mr Ushakov said:\n\n" + body, Article{}, nil},
		{"a name", "Yuri Ushakov\n\n" + body, Article{}, nil},
		{"a caption and more", "Putin left. Biden stayed on\n\n" + body, Article{}, nil},
		{"a headline in a script without spaces", "普京与拜登通话\n\n" + body, Article{Title: "普京与拜登通话"}, nil},
		{"a list", "- Putin called Biden\n\n- Biden called Putin", Article{}, nil},
		{"a long first paragraph without a stop", strings.Repeat("Putin calls Biden ", 12) + "\n\n" + body, Article{}, nil},
		{"a first line that the next one goes on with", "Putin calls Biden\n" + body, Article{}, nil},
		{"nothing but a headline", "Putin calls Biden", Article{}, nil},

		{"a stamp", "As of: December 31, 2021\n\n" + body, Article{Updated: day}, []string{"As of: December 31, 2021"}},
		{"a headline and a stamp", "Putin calls Biden\n\nAs of: December 31, 2021\n\n" + body,
			Article{Title: "Putin calls Biden", Updated: day}, []string{"As of: December 31, 2021"}},
		{"a headline right before a stamp", "Will Putin call Biden?\nAs of December 31, 2021\n" + body,
			Article{Title: "Will Putin call Biden?", Updated: day}, []string{"As of December 31, 2021"}},
		{"a day, a headline and a stamp", " date 2021-12-31 Putin calls\n\nAs of: December 31, 2021\n\n" + body,
			Article{Title: "Putin calls", Published: day, Updated: day}, []string{" date 2021-12-31 ", "As of: December 31, 2021"}},
		{"a date alone", "Friday, December 31, 2021 \n\n" + body, Article{Published: day}, []string{"Friday, December 31, 2021"}},
		{"a headline and a date alone", "Putin calls\n\nDecember 31, 2021\n\n" + body,
			Article{Title: "Putin calls", Published: day}, []string{"December 31, 2021"}},
		{"a stamp that is a sentence", "As of 2020, Montana had seven reservations.\n\n" + body, Article{}, nil},
		{"a stamp that can't be read", "As of: last week\n\n" + body, Article{}, nil},
		{"a stamp further down", body + "\n\nAs of: December 31, 2021\n\n" + body, Article{}, nil},

		{"a source mark", body + "\n\n\n/BNR", Article{Outlet: "BNR"}, []string{"/BNR"}},
		{"a source mark between slashes", body + "\n/BTA/\n", Article{Outlet: "BTA"}, []string{"/BTA/"}},
		{"a source mark after the last sentence", body + " /BNR\n", Article{Outlet: "BNR"}, []string{"/BNR"}},
		{"a source's name", body + "\n\nSource: Radio Bulgaria.", Article{Outlet: "Radio Bulgaria"}, []string{"Source: Radio Bulgaria."}},
		{"a source's address", body + "\n\nSource: https://bnr.bg/en", Article{URL: "https://bnr.bg/en"}, []string{"Source: https://bnr.bg/en"}},
		{"the words source site", body + "\n\nsource site", Article{}, []string{"source site"}},
		{"a last line about a source", body + "\n\nSource code was published.", Article{}, nil},
		{"an address at the end", body + "\n\nSee https://bnr.bg/News", Article{}, nil},
		{"an alternative at the end", body + " Yes and/or No/Maybe", Article{}, nil},
		{"nothing but a source mark", "/BNR", Article{}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Parse("x", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if a.ID != "x" || a.Text != test.text || len(a.Version) != 64 {
				t.Errorf("Parse(%q) has ID %q, Version %q, Text %q", test.text, a.ID, a.Version, a.Text)
			}
			var meta []string
			for _, m := range a.Meta {
				meta = append(meta, m.Of(a.Text))
			}
			if diff := cmp.Diff(test.meta, meta); diff != "" {
				t.Errorf("Parse(%q).Meta, -want +got:\n%s", test.text, diff)
			}
			a.ID, a.Version, a.Text, a.Meta = "", "", "", nil
			if diff := cmp.Diff(test.want, a); diff != "" {
				t.Errorf("Parse(%q), -want +got:\n%s", test.text, diff)
			}
		})
	}
}

func TestParseStamp(t *testing.T) {
	tests := []struct {
		in   string
		want string // RFC 3339, or "" for none
	}{
		{"December 31, 2021 1:13 a.m.", "2021-12-31T01:13:00Z"},
		{"December 31, 2021, 1:13 p.m.", "2021-12-31T13:13:00Z"},
		{"December 31st, 2021 at 1:13 PM", "2021-12-31T13:13:00Z"},
		{"Friday, Dec. 31, 2021 12:05am", "2021-12-31T00:05:00Z"},
		{"Sept. 3, 2020", "2020-09-03T00:00:00Z"},
		{"Wednesday, September 25, 2019", "2019-09-25T00:00:00Z"},
		{"Thurs., Sept 3, 2020", "2020-09-03T00:00:00Z"},
		{"31 December 2021 13:05", "2021-12-31T13:05:00Z"},
		{"31 Dec 2021", "2021-12-31T00:00:00Z"},
		{"31.12.2021, 13:05", "2021-12-31T13:05:00Z"},
		{"2021-12-31", "2021-12-31T00:00:00Z"},
		{"2021-12-31 13:05:09", "2021-12-31T13:05:09Z"},
		{"2021-12-31T13:05:09Z", "2021-12-31T13:05:09Z"},
		{"2021-12-31T13:05+02:00", "2021-12-31T11:05:00Z"},
		{"December 31, 2021 1:13 a.m. CET", "2021-12-31T00:13:00Z"},
		{"December 31, 2021 1:13 a.m. (UTC+1)", "2021-12-31T00:13:00Z"},
		{"December 31, 2021 11 p.m. EST", "2022-01-01T04:00:00Z"},
		{"December 31, 2021 11 p.m. ET", "2021-12-31T00:00:00Z"}, // which Eastern Time?
		{"December 31, 2021 |", "2021-12-31T00:00:00Z"},
		{"3/4/2021", ""},
		{"2020", ""},
		{"December 2021", ""},
		{"February 30, 2021", ""},
		{"December 31, 2021 25:00", ""},
		{"December 31, 2021 they talked", ""},
		{"last week", ""},
		{"", ""},
	}
	for _, test := range tests {
		got := ""
		if at, ok := parseStamp(test.in); ok {
			got = at.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("parseStamp(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, id, text string
		want           string // the error's text
	}{
		{"empty", "x", "", `reading article "x": no text in it`},
		{"blank", "x", "\uFEFF \r\n\t", `reading article "x": no text in it`},
		{"NUL", "x", "Putin\x00", `reading article "x": NUL at byte 5: not a text file`},
		{"Latin-1", "x", "Z\xfcrich", `reading article "x": invalid UTF-8 at byte 1`},
		{"cut off", "x", "Zürich \xe2\x80", `reading article "x": invalid UTF-8 at byte 8`},
		{"UTF-16", "x", "\xff\xfeP\x00", `reading article "x": invalid UTF-8 at byte 0: the file is UTF-16; save it as UTF-8`},
		{"PDF", "x", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", `reading article "x": a PDF file: not plain text`},
		{"RTF", "x", `{\rtf1\ansi Putin}`, `reading article "x": an RTF file: not plain text`},
		{"docx", "x", "PK\x03\x04\x14\x00\x06\x00", `reading article "x": a ZIP archive or an office document: not plain text`},
		{"too large", "x", strings.Repeat("a", MaxArticleBytes+1), `reading article "x": larger than 4 MiB`},
		{"no id", "", "Putin", `reading article "": it has no name`},
		{"an id that moves the cursor", "x\x1b[2J", "Putin", `reading article "x\x1b[2J": its name holds characters that can't be shown`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Parse(test.id, []byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("Parse: error %v, want %s", err, test.want)
			}
			if a.Text != "" {
				t.Errorf("Parse returned text with its error")
			}
		})
	}
	for _, text := range []string{"<!DOCTYPE html>\n<html><p>Putin</p></html>", "PDF files are welcome.", "<p>Putin</p>"} {
		if _, err := Parse("x", []byte(text)); err != nil {
			t.Errorf("Parse(%q): %v", text, err)
		}
	}
	if _, err := Parse("x", []byte(strings.Repeat("a", MaxArticleBytes))); err != nil {
		t.Errorf("Parse of %d bytes: %v", MaxArticleBytes, err)
	}
}
