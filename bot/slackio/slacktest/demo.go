package slacktest

import (
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"slices"
)

//go:embed demo
var demoFiles embed.FS

var demoPage = template.Must(template.ParseFS(demoFiles, "demo/index.html"))

// tokenHeader carries the page's token with each of its posts.
const tokenHeader = "X-Demo-Token"

// demo serves the page.
type demo struct {
	s     *Server
	token string
}

// Demo is the workspace as a web page, seen by [Ada]. It answers only requests
// from loopback to a loopback name, so that no other site reaches it by a name of
// its own (DNS rebinding), and takes posts only from its own page.
func (s *Server) Demo() http.Handler {
	d := &demo{s: s, token: rand.Text()}
	files, err := fs.Sub(demoFiles, "demo")
	if err != nil {
		panic(err) // only for a path that isn't valid
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.page)
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("POST /act", d.act)
	mux.Handle("GET /", http.FileServerFS(files))
	return d.guard(mux)
}

// StartDemo serves [Server.Demo] on a loopback address ("127.0.0.1:0") until
// Close, and returns the page's address.
func (s *Server) StartDemo(addr string) (string, error) {
	l, err := s.listen(addr)
	if err != nil {
		return "", fmt.Errorf("serving the demo page: %w", err)
	}
	s.serve(l, s.Demo())
	return "http://" + l.Addr().String() + "/", nil
}

// guard lets only loopback in, and sets what keeps foreign things out of the page.
func (d *demo) guard(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) || !loopback(r.RemoteAddr) {
			http.Error(w, "this page is for the computer that it runs on", http.StatusForbidden)
			return
		}
		head := w.Header()
		head.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
			"img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		h.ServeHTTP(w, r)
	})
}

// loopback says whether a host, with a port or without, is this computer.
func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return name == "localhost" || net.ParseIP(name).IsLoopback()
}

func (d *demo) page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = demoPage.Execute(w, struct{ Token, Name string }{d.token, d.s.o.Name}) // a client that has gone misses it
}

// act has the page's person do something, and answers {"error": …, "errors": …}.
func (d *demo) act(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin != "" && origin != "http://"+r.Host ||
		subtle.ConstantTimeCompare([]byte(r.Header.Get(tokenHeader)), []byte(d.token)) != 1 {
		http.Error(w, "posts come from the page alone", http.StatusForbidden)
		return
	}
	var a deed
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&a); err != nil {
		http.Error(w, "not understood: "+err.Error(), http.StatusBadRequest)
		return
	}
	var out struct {
		Error  string            `json:"error,omitempty"`
		Errors map[string]string `json:"errors,omitempty"`
	}
	wrong, err := d.do(r.Context(), a)
	if err != nil {
		out.Error = told(err)
	}
	out.Errors = wrong
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out)
}

// events sends what the person sees, again after every change.
func (d *demo) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	var last []byte
	for {
		d.s.mu.Lock()
		changed := d.s.changed
		now := d.s.sight(Ada)
		d.s.mu.Unlock()
		raw, err := json.Marshal(now)
		if err != nil {
			return
		}
		if !slices.Equal(raw, last) {
			last = raw
			if _, err := fmt.Fprintf(w, "data: %s\n\n", raw); err != nil || flush.Flush() != nil {
				return
			}
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		case <-d.s.ctx.Done():
			return
		}
	}
}
