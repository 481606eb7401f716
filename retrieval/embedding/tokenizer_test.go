package embedding

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func tokenizer(t testing.TB) *Tokenizer {
	t.Helper()
	tok, err := BundledTokenizer()
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

// golden is testdata/tokenizer.json, made by weights/golden.py with the Python
// package tokenizers.
type golden struct {
	Characters string
	Files      map[string]struct {
		Texts  int
		SHA256 string
	}
	Strings []struct {
		Text string
		IDs  []int32
	}
}

func readGolden(t testing.TB) (g golden) {
	t.Helper()
	data, err := os.ReadFile("testdata/tokenizer.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func ids(tokens []Token) []int32 {
	list := []int32{}
	for _, t := range tokens {
		list = append(list, t.ID)
	}
	return list
}

func TestTokenizerStrings(t *testing.T) {
	tok := tokenizer(t)
	for _, s := range readGolden(t).Strings {
		if diff := cmp.Diff(s.IDs, ids(tok.Encode(s.Text))); diff != "" {
			t.Errorf("Encode(%q): ids (-reference +ours):\n%s", s.Text, diff)
		}
		checkTokens(t, s.Text, tok.Encode(s.Text))
	}
}

// TestTokenizerCharacters compares every character there is.
func TestTokenizerCharacters(t *testing.T) {
	d := digest{tokenizer(t), sha256.New()}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) {
			d.add("a" + string(r) + "b")
		}
	}
	if got, want := d.sum(), readGolden(t).Characters; got != want {
		t.Errorf("SHA-256 of the ids is %s, want %s as the reference has", got, want)
	}
}

func TestTokenizerFiles(t *testing.T) {
	shared := sharedFolder(t)
	files := readGolden(t).Files
	for _, name := range slices.Sorted(maps.Keys(files)) {
		t.Run(name, func(t *testing.T) {
			d := digest{tokenizer(t), sha256.New()}
			n := 0
			for _, text := range jsonStrings(t, filepath.Join(shared, "data", name)) {
				d.add(text)
				n++
			}
			if n != files[name].Texts || d.sum() != files[name].SHA256 {
				t.Errorf("%d texts with SHA-256 %s, want %d with %s as the reference has", n, d.sum(), files[name].Texts, files[name].SHA256)
			}
		})
	}
}

// A digest hashes the ids of texts as weights/golden.py does.
type digest struct {
	tok  *Tokenizer
	hash hash.Hash
}

func (d digest) add(text string) {
	list := append(ids(d.tok.Encode(text)), -1)
	if err := binary.Write(d.hash, binary.LittleEndian, list); err != nil {
		panic(err) // a hash takes everything
	}
}

func (d digest) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }

// sharedFolder finds the development data, which isn't part of the repository.
func sharedFolder(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("CUTTINGS_SHARED")
	if folder == "" {
		folder = "../../../shared" // beside the repository's root
	}
	if _, err := os.Stat(filepath.Join(folder, "data")); err != nil {
		t.Skipf("needs the development data: %v", err)
	}
	return folder
}

// jsonStrings returns the strings in a file of JSON values, in order, without
// the names of members.
func jsonStrings(t testing.TB, name string) (list []string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	d := json.NewDecoder(r)
	var inObject []bool
	isName := false // the next string in an object names a member
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				inObject = append(inObject, v == '{')
			} else {
				inObject = inObject[:len(inObject)-1]
			}
			isName = len(inObject) > 0 && inObject[len(inObject)-1]
			continue
		case string:
			if !isName {
				list = append(list, v)
			}
		}
		isName = !isName && len(inObject) > 0 && inObject[len(inObject)-1]
	}
}

func TestTokenOffsets(t *testing.T) {
	tok := tokenizer(t)
	for _, test := range []struct {
		text string
		want []string // the bytes of each token
	}{
		{"What did Ushakov say?", []string{"What", "did", "Us", "hak", "ov", "say", "?"}},
		{"  naïve\tcafé ", []string{"naïve", "café"}},
		{"cafe\u0301.", []string{"cafe\u0301", "."}},
		{"“sanctions”—9-10", []string{"“", "sanctions", "”", "—", "9", "-", "10"}},
		{"so\u00adft hyphe\u00adn", []string{"so\u00adft", "h", "yp", "he\u00adn"}},
		{"a \u0f57", []string{"a", "\u0f57"}}, // taken apart, of which the mark is dropped
		{"日本", []string{"日", "本"}},
		{"[SEP] a[CLS]b", []string{"[SEP]", "a", "[CLS]", "b"}},
		{"a\xff\xfeb", []string{"a\xff\xfeb"}},
		{strings.Repeat("x", 101), []string{strings.Repeat("x", 101)}},
	} {
		var got []string
		for _, token := range tok.Encode(test.text) {
			got = append(got, test.text[token.Start:token.End])
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Encode(%q): tokens (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestTokenizerDamagedVocabulary(t *testing.T) {
	for _, vocabulary := range []string{"", "a\nb\n", vocabularyFile[len("[PAD]\n"):], "x\n" + vocabularyFile} {
		if _, err := newTokenizer(vocabulary); err == nil {
			t.Errorf("newTokenizer of %d bytes: no error", len(vocabulary))
		}
	}
}

func FuzzTokenizer(f *testing.F) {
	for _, s := range readGolden(f).Strings {
		f.Add(s.Text)
	}
	f.Add("a\xffb\xc3\xf0\x90")
	tok := tokenizer(f)
	f.Fuzz(func(t *testing.T, text string) { checkTokens(t, text, tok.Encode(text)) })
}

// checkTokens checks what every text's tokens hold to.
func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	boundary := map[int]bool{len(text): true}
	for i := range text {
		boundary[i] = true
	}
	last := Token{}
	for _, k := range tokens {
		switch {
		case k.ID < 0 || k.ID >= 30522:
			t.Errorf("Encode(%q): id %d isn't in the vocabulary", text, k.ID)
		case k.Start >= k.End || !boundary[k.Start] || !boundary[k.End]:
			t.Errorf("Encode(%q): %+v isn't a piece of it", text, k)
		case k.Start < last.Start || k.End < last.End:
			t.Errorf("Encode(%q): %+v comes after %+v", text, k, last)
		}
		last = k
	}
}

func BenchmarkTokenizer(b *testing.B) {
	tok := tokenizer(b)
	text := strings.Repeat("The Kremlin aide Yuri Ushakov said that sanctions would be a “colossal mistake”. ", 8)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		tok.Encode(text)
	}
}
