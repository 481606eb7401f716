package llmtest

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"strings"
	"unicode"
)

// Dimension is the width of the double's vectors.
const Dimension = 64

// embeddings gives texts vectors that count their words by hash: texts with
// words in common are near. They aren't of length 1, and come last first.
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request) {
	var body struct{ Input []string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		fail(w, http.StatusBadRequest, "input must be a list of strings: "+err.Error())
		return
	}
	data := make([]object, len(body.Input))
	words := 0
	for i, text := range body.Input {
		data[len(data)-1-i] = object{"object": "embedding", "index": i, "embedding": Vector(text)}
		words += tokens(text)
	}
	writeJSON(w, http.StatusOK, object{"object": "list", "model": Model, "data": data, "usage": object{"prompt_tokens": words, "total_tokens": words}})
}

// Vector is the double's vector of a text.
func Vector(text string) []float32 {
	v := make([]float32, Dimension)
	v[0] = 0.5 // a text without words has one too
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		h := fnv.New32a()
		h.Write([]byte(word))
		v[h.Sum32()%Dimension]++
	}
	return v
}
