package llm

import (
	"errors"
	"net/url"
	"strings"
)

// baseURL is the address that the names of the calls follow. A URL without a path
// gets the one that such servers have. What a URL is refused for isn't shown: a
// key may be in it.
func baseURL(given string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(given))
	switch {
	case given == "":
		return "", errors.New("no URL of a server is given")
	case err != nil, u.Host == "", u.Scheme != "http" && u.Scheme != "https":
		return "", errors.New("the server's URL isn't one of the form https://host/v1")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return "", errors.New("the server's URL holds a user, a query or a fragment; a key belongs in its own setting")
	}
	path := strings.TrimRight(u.Path, "/")
	path = strings.TrimSuffix(path, "/chat/completions")
	path = strings.TrimSuffix(path, "/embeddings")
	switch {
	case isAzure(u.Hostname()) && (path == "" || path == "/openai"):
		path = "/openai/v1"
	case path == "":
		path = "/v1"
	}
	u.Path, u.RawPath = path, ""
	return u.String(), nil
}

// isAzure reports whether the host is one of Azure's, which take a key under
// another name too.
func isAzure(host string) bool {
	for _, domain := range []string{".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"} {
		if strings.HasSuffix(strings.ToLower(host), domain) {
			return true
		}
	}
	return false
}

// host is the host of a URL that [baseURL] returned.
func host(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Host
}
