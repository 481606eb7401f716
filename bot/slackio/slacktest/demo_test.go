package slacktest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"cuttings/bot/slackio/slacktest"
)

// TestDemoIsForItsOwnComputerAndPage holds the page's doors: who may read it,
// and whose posts are taken.
func TestDemoIsForItsOwnComputerAndPage(t *testing.T) {
	s := start(t, slacktest.Options{})
	h := s.Demo()
	request := func(method, path, host, from, origin, token string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path,
			strings.NewReader(`{"do":"say","channel":"C0GENERAL","text":"hi"}`))
		r.Host, r.RemoteAddr = host, from
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		if token != "" {
			r.Header.Set("X-Demo-Token", token)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	const here, peer = "127.0.0.1:8080", "127.0.0.1:50000"
	home := request(http.MethodGet, "/", here, peer, "", "")
	found := regexp.MustCompile(`demo-token" content="([^"]+)"`).FindStringSubmatch(home.Body.String())
	if home.Code != http.StatusOK || found == nil {
		t.Fatalf("page: %d %s", home.Code, home.Body)
	}
	csp := home.Header().Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("Content-Security-Policy: %q", csp)
	}
	token := found[1]
	for _, tt := range []struct {
		name, method, path, host, from, origin, token string
		want                                          int
	}{
		{"page", "GET", "/", here, peer, "", "", 200},
		{"page by name", "GET", "/", "localhost:8080", peer, "", "", 200},
		{"page over IPv6", "GET", "/", "[::1]:8080", "[::1]:50000", "", "", 200},
		{"script", "GET", "/app.js", here, peer, "", "", 200},
		{"a name of another site", "GET", "/", "evil.example:8080", peer, "", "", 403},
		{"a look-alike name", "GET", "/", "localhost.evil.example", peer, "", "", 403},
		{"another computer", "GET", "/", here, "192.0.2.7:50000", "", "", 403},
		{"post", "POST", "/act", here, peer, "http://" + here, token, 200},
		{"post without an origin", "POST", "/act", here, peer, "", token, 200},
		{"post without the token", "POST", "/act", here, peer, "http://" + here, "", 403},
		{"post with another token", "POST", "/act", here, peer, "http://" + here, "guess", 403},
		{"post from another site", "POST", "/act", here, peer, "http://evil.example", token, 403},
		{"post from a sandbox", "POST", "/act", here, peer, "null", token, 403},
		{"no such file", "GET", "/nothing", here, peer, "", "", 404},
	} {
		if got := request(tt.method, tt.path, tt.host, tt.from, tt.origin, tt.token).Code; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
	if got := texts(s.Messages(slacktest.General, "")); len(got) != 2 {
		t.Errorf("two of the posts were right, said: %q", got)
	}
}

func TestLoopbackOnly(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", "192.0.2.1:0", "example.com:0", "nonsense"} {
		if s, err := slacktest.Start(slacktest.Options{Addr: addr}); err == nil {
			_ = s.Close()
			t.Errorf("started on %q", addr)
		}
	}
	s := start(t, slacktest.Options{})
	if _, err := s.StartDemo(":0"); err == nil {
		t.Error("the demo page started on every address")
	}
	url := must(s.StartDemo("127.0.0.1:0"))(t)
	resp := must((&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(url))(t)
	body := must(io.ReadAll(resp.Body))(t)
	ok(t, resp.Body.Close())
	if !strings.Contains(string(body), "not Slack") {
		t.Errorf("the page doesn't say what it is: %s", body)
	}
}
