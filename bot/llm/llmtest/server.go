// Package llmtest is a double of an OpenAI-compatible server that plays a script.
//
// [Start] listens on loopback and gives each prompt to a [Script], which decides
// the reply: [Quoting] and [Written] play a good model, [Lying] and [Misreading] a
// bad one, [Obeying] one that does what any text asks of it. The protocol is the real one
// as far as this project uses it (plain and streamed chat, models, embeddings);
// no language model is behind it.
package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
)

// Model is the name of the model that the server says it has; it answers to any.
const Model = "scripted-test-model"

// A Script decides what to reply. Calls may come at once.
type Script func(Request) Reply

// A Reply is what the server says. The zero value is an empty text.
type Reply struct {
	// Content is the model's text.
	Content string
	// Finish is the finish_reason; empty means "stop".
	Finish string
	// Status, if it isn't 0 or 200, makes it an error reply with Content as its
	// message, and with Header.
	Status int
	Header http.Header
	// Hang holds the reply until the client goes away.
	Hang bool
}

// A Server is a running double.
type Server struct {
	// URL is what a client is configured with; it ends in /v1.
	URL string
	// Key is the only key that is let in.
	Key string

	script Script
	http   *httptest.Server

	mu       sync.Mutex
	requests []Request
}

// Start starts a server on loopback; it must be closed in the end.
func Start(script Script) *Server {
	s := &Server{Key: "test-key-of-the-double", script: script}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("POST /v1/embeddings", s.embeddings)
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, object{"object": "list", "data": []object{{"id": Model, "object": "model"}}})
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fail(w, http.StatusNotFound, "no such page") })
	s.http = httptest.NewServer(s.guarded(mux))
	s.URL = s.http.URL + "/v1"
	return s
}

// Close ends the server and all that it still holds.
func (s *Server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// Requests are the chat requests so far, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+s.Key && r.Header.Get("api-key") != s.Key {
			fail(w, http.StatusUnauthorized, "Incorrect API key provided")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	req, err := readRequest(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	s.mu.Lock()
	s.requests = append(s.requests, req)
	s.mu.Unlock()

	reply := s.script(req)
	switch {
	case reply.Hang:
		<-r.Context().Done()
		return
	case reply.Status != 0 && reply.Status != http.StatusOK:
		for name, values := range reply.Header {
			w.Header()[name] = values
		}
		fail(w, reply.Status, reply.Content)
		return
	}
	if reply.Finish == "" {
		reply.Finish = "stop"
	}
	read, written := tokens(req.System)+tokens(req.User), tokens(reply.Content)
	usage := object{"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
	if req.Stream {
		stream(w, reply, usage)
		return
	}
	writeJSON(w, http.StatusOK, object{
		"id": "chatcmpl-double", "object": "chat.completion", "model": Model, "usage": usage,
		"choices": []object{{
			"index": 0, "finish_reason": reply.Finish,
			"message": object{"role": "assistant", "content": reply.Content},
		}},
	})
}

// stream sends the text word by word.
func stream(w http.ResponseWriter, reply Reply, usage object) {
	w.Header().Set("Content-Type", "text/event-stream")
	chunk := func(choices []object, usage object) {
		data, _ := json.Marshal(object{"id": "chatcmpl-double", "object": "chat.completion.chunk", "model": Model, "choices": choices, "usage": usage})
		fmt.Fprintf(w, "data: %s\n\n", data)
		http.NewResponseController(w).Flush()
	}
	delta := func(d object, finish any) []object {
		return []object{{"index": 0, "delta": d, "finish_reason": finish}}
	}
	chunk(delta(object{"role": "assistant", "content": ""}, nil), nil)
	for word := range strings.SplitAfterSeq(reply.Content, " ") {
		chunk(delta(object{"content": word}, nil), nil)
	}
	chunk(delta(object{}, reply.Finish), nil)
	chunk([]object{}, usage)
	fmt.Fprint(w, "data: [DONE]\n\n")
}

// tokens counts as if each word were one token.
func tokens(s string) int { return len(strings.Fields(s)) }

type object = map[string]any

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func fail(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, object{"error": object{"message": message, "type": "double_error", "code": status}})
}
