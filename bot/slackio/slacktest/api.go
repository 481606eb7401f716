package slacktest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxBody is the most bytes of a request that are read.
const maxBody = 4 << 20

type object = map[string]any

// A refusal is an answer with ok false.
type refusal struct {
	code  string
	extra object
}

func refuse(code string) *refusal { return &refusal{code: code} }

// args are a call's arguments; nested values are JSON.
type args struct{ url.Values }

// yes says whether a truth value was given as true.
func (a args) yes(key string) bool { v, _ := strconv.ParseBool(a.Get(key)); return v }

// A method is one of the Web API. Both functions run with s.mu held.
type method struct {
	// scopes are alternatives: one of them is needed. Nil needs none.
	scopes func(*Server, args) []string
	// app wants the app-level token.
	app  bool
	work func(*Server, args) (object, *refusal)
}

func needs(scopes ...string) func(*Server, args) []string {
	return func(*Server, args) []string { return scopes }
}

// methods has what the double knows; everything else is unknown_method.
var methods = map[string]method{
	"auth.test":             {work: (*Server).authTest},
	"apps.connections.open": {app: true, work: (*Server).connectionsOpen, scopes: needs("connections:write")},
	"bots.info":             {work: (*Server).botsInfo, scopes: needs("users:read")},
	"users.info":            {work: (*Server).usersInfo, scopes: needs("users:read")},

	"chat.postMessage":   {work: (*Server).chatPost, scopes: needs("chat:write")},
	"chat.postEphemeral": {work: (*Server).chatEphemeral, scopes: needs("chat:write")},
	"chat.update":        {work: (*Server).chatUpdate, scopes: needs("chat:write")},
	"chat.delete":        {work: (*Server).chatDelete, scopes: needs("chat:write")},
	"chat.getPermalink":  {work: (*Server).chatPermalink},

	"conversations.open":    {work: (*Server).conversationsOpen, scopes: needs("im:write")},
	"conversations.info":    {work: (*Server).conversationsInfo, scopes: ofChannel(":read")},
	"conversations.members": {work: (*Server).conversationsMembers, scopes: ofChannel(":read")},
	"conversations.replies": {work: (*Server).conversationsReplies, scopes: ofChannel(":history")},
	"conversations.history": {work: (*Server).conversationsHistory, scopes: ofChannel(":history")},
	"conversations.list":    {work: (*Server).conversationsList, scopes: ofTypes},
	"users.conversations":   {work: (*Server).usersConversations, scopes: ofTypes},

	"views.open":    {work: (*Server).viewsOpen},
	"views.push":    {work: (*Server).viewsPush},
	"views.update":  {work: (*Server).viewsUpdate},
	"views.publish": {work: (*Server).viewsPublish},

	"assistant.threads.setStatus":           {work: (*Server).setStatus, scopes: needs("chat:write", "assistant:write")},
	"assistant.threads.setTitle":            {work: (*Server).setTitle, scopes: needs("assistant:write")},
	"assistant.threads.setSuggestedPrompts": {work: (*Server).setPrompts, scopes: needs("assistant:write")},
}

// handler is the Web API, the response_urls and the WebSockets.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, r.PathValue("method"))
	})
	mux.HandleFunc("POST /response/{id}", func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, "response_url")
	})
	mux.HandleFunc("/link", s.connect)
	return mux
}

// answer serves one call: the faults, the checks, the work, the record.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, name string) {
	a, token, err := readArgs(w, r)
	s.mu.Lock()
	f := s.strike(name)
	s.mu.Unlock()
	if f != nil && !s.hold(r, f) {
		panic(http.ErrAbortHandler) // the client has gone or the double is closing
	}

	status, out := s.decide(w.Header(), r.PathValue("id"), name, token, a, f, err)
	if f != nil && f.Lose {
		panic(http.ErrAbortHandler) // cuts the connection, as net/http documents
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(out) // a client that has gone misses it
}

// decide does the work of one call under the lock and records it. id is that of a
// response_url, unread says that the arguments couldn't be read.
func (s *Server) decide(h http.Header, id, name, token string, a args, f *Fault, unread error) (status int, out object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	status, out = http.StatusOK, object{}
	var no *refusal
	switch wait := 0; {
	case f != nil && f.Status != 0:
		status = f.Status
		if f.RetryAfter > 0 {
			h.Set("Retry-After", strconv.Itoa(f.RetryAfter))
		}
		no = refuse("internal_error")
		if status == http.StatusTooManyRequests {
			no = refuse("ratelimited")
		}
	case f != nil && f.Error != "":
		no = refuse(f.Error)
	case unread != nil:
		no = refuse("invalid_json")
	case name == "response_url":
		status, out, no = s.respond(id, a)
	default:
		wait, out, no = s.call(h, name, token, a)
		if wait > 0 {
			status = http.StatusTooManyRequests
			h.Set("Retry-After", strconv.Itoa(wait))
		}
	}
	c := Call{Method: name, Args: a.Values, Status: status, At: s.o.Now()}
	if no != nil {
		c.Error = no.code
		out = object{"ok": false, "error": no.code}
		for key, v := range no.extra {
			out[key] = v
		}
	} else {
		out["ok"] = true
	}
	if f != nil && f.Lose {
		c.Status = 0
	}
	s.calls = append(s.calls, c)
	s.note()
	return status, out
}

// hold waits as a fault says; false says that nobody waits for the answer any more.
func (s *Server) hold(r *http.Request, f *Fault) bool {
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
			return false
		case <-s.ctx.Done():
			return false
		}
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-r.Context().Done():
			return false
		case <-s.ctx.Done():
			return false
		}
	}
	return true
}

// call checks and does one call. The caller holds s.mu.
func (s *Server) call(h http.Header, name, token string, a args) (wait int, out object, no *refusal) {
	m, ok := methods[name]
	if !ok {
		return 0, nil, &refusal{"unknown_method", object{"req_method": name}}
	}
	want, other, granted := s.token, s.app, s.o.Scopes
	if m.app {
		want, other, granted = s.app, s.token, s.o.AppScopes
	}
	switch token {
	case want:
	case "":
		return 0, nil, refuse("not_authed")
	case other:
		return 0, nil, refuse("not_allowed_token_type")
	default:
		return 0, nil, refuse("invalid_auth")
	}
	h.Set("X-OAuth-Scopes", strings.Join(granted, ","))
	if m.scopes != nil {
		needed := m.scopes(s, a)
		h.Set("X-Accepted-OAuth-Scopes", strings.Join(needed, ","))
		has := func(scope string) bool { return slices.Contains(granted, scope) }
		if !slices.ContainsFunc(needed, has) {
			return 0, nil, &refusal{"missing_scope", object{
				"needed": strings.Join(needed, ","), "provided": strings.Join(granted, ","),
			}}
		}
	}
	if wait = s.limited(name, a.Get("channel")); wait > 0 {
		return wait, nil, refuse("ratelimited")
	}
	out, no = m.work(s, a)
	return 0, out, no
}

// readArgs reads the arguments of a form or of JSON, and the token from the
// header or from among them.
func readArgs(w http.ResponseWriter, r *http.Request) (args, string, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	a := args{url.Values{}}
	for key, v := range r.URL.Query() {
		a.Values[key] = v
	}
	var err error
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); kind == "application/json" {
		err = jsonArgs(r.Body, a.Values)
	} else if err = r.ParseForm(); err == nil {
		for key, v := range r.PostForm {
			a.Values[key] = v
		}
	}
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		token = a.Get("token")
	}
	a.Del("token")
	return a, token, err
}

func jsonArgs(body io.Reader, into url.Values) error {
	raw, err := io.ReadAll(body)
	if err != nil || len(raw) == 0 {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	return jsonFields(fields, into)
}

// jsonFields sets plain strings as they are, and everything else as JSON.
func jsonFields(fields map[string]json.RawMessage, into url.Values) error {
	for key, v := range fields {
		var plain string
		switch {
		case string(v) == "null":
		case json.Unmarshal(v, &plain) == nil:
			into.Set(key, plain)
		default:
			into.Set(key, string(v))
		}
	}
	return nil
}

// missing refuses a call without an argument.
func missing(a args, keys ...string) *refusal {
	for _, key := range keys {
		if a.Get(key) == "" {
			return &refusal{"invalid_arguments", object{"response_metadata": object{
				"messages": []string{"[ERROR] missing required field: " + key},
			}}}
		}
	}
	return nil
}

func (s *Server) authTest(args) (object, *refusal) {
	return object{"url": "https://double.slack.example/", "team": "Double", "user": s.o.Name,
		"team_id": TeamID, "user_id": BotUser, "bot_id": BotID, "app_id": AppID, "is_enterprise_install": false}, nil
}

func (s *Server) connectionsOpen(args) (object, *refusal) {
	ticket := s.state.id("ticket")
	s.wire.tickets[ticket] = true
	return object{"url": "ws" + strings.TrimPrefix(s.base, "http") + "/link?ticket=" + ticket + "&app_id=" + AppID}, nil
}

func (s *Server) botsInfo(a args) (object, *refusal) {
	if id := a.Get("bot"); id != BotID {
		return nil, refuse("bot_not_found")
	}
	return object{"bot": object{"id": BotID, "deleted": false, "name": s.o.Name, "app_id": AppID, "user_id": BotUser}}, nil
}

func (s *Server) usersInfo(a args) (object, *refusal) {
	u := s.state.user(a.Get("user"))
	if u == nil {
		return nil, refuse("user_not_found")
	}
	_, offset := s.o.Now().In(location(u.TZ)).Zone()
	return object{"user": object{
		"id": u.ID, "team_id": TeamID, "name": strings.ToLower(u.Name), "real_name": u.Name, "deleted": false,
		"tz": u.TZ, "tz_offset": offset, "is_bot": u.Bot, "is_restricted": u.Guest, "locale": "en-US",
		"profile": object{"real_name": u.Name, "display_name": u.Name},
	}}, nil
}

// location is a time zone, UTC when it isn't known.
func location(name string) *time.Location {
	if l, err := time.LoadLocation(name); err == nil {
		return l
	}
	return time.UTC
}
