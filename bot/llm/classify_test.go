package llm

import "testing"

// TestClassify holds what servers' own words mean, as they document them.
func TestClassify(t *testing.T) {
	for _, c := range []struct {
		server string
		status int
		body   string
		want   Kind
		detail string
	}{
		{"OpenAI, nothing left", 429, `{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}`,
			OutOfCredit, "You exceeded your current quota, please check your plan and billing details."},
		{"OpenAI, a free account's limit", 429, `{"error":{"message":"Rate limit reached for gpt-4o on requests per min (RPM): Limit 3. Please try again in 20s. You can increase it by adding a payment method at https://platform.openai.com/account/billing.","type":"requests","code":"rate_limit_exceeded"}}`,
			RateLimited, ""},
		{"OpenAI, a spending limit", 400, `{"error":{"message":"Billing hard limit has been reached","code":"billing_hard_limit_reached"}}`, OutOfCredit, ""},
		{"Groq, tokens a day", 429, `{"error":{"message":"Rate limit reached on tokens per day (TPD). Please try again in 7m12s. Need more tokens? Upgrade at https://console.groq.com/settings/billing","type":"tokens","code":"rate_limit_exceeded"}}`, RateLimited, ""},
		{"Gemini, a minute's quota", 429, `[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 36.6s.","status":"RESOURCE_EXHAUSTED"}}]`, RateLimited, ""},
		{"Gemini, wrong key", 400, `[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]`,
			Unauthorised, "API key not valid. Please pass a valid API key."},
		{"Bedrock behind LiteLLM", 429, `{"error":{"message":"litellm.RateLimitError: Too many tokens, please wait before trying again.","code":"429"}}`, RateLimited, ""},
		{"OpenAI behind LiteLLM, nothing left", 429, `{"error":{"message":"litellm.RateLimitError: OpenAIException - You exceeded your current quota","code":"429"}}`, OutOfCredit, ""},
		{"Anthropic, nothing left", 400, `{"error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}`, OutOfCredit, ""},
		{"Anthropic, overloaded", 529, `{"error":{"type":"overloaded_error","message":"Overloaded"}}`, Failing, "Overloaded"},
		{"DeepSeek, nothing left", 402, `{"error":{"message":"Insufficient Balance"}}`, OutOfCredit, ""},
		{"xAI, wrong key", 400, `{"code":"Client specified an invalid argument","error":"Incorrect API key provided."}`, Unauthorised, "Incorrect API key provided."},
		{"Mistral, no such model", 400, `{"object":"error","message":"Invalid model: large","type":"invalid_model","code":"1500"}`, NotFound, "Invalid model: large"},
		{"Mistral, wrong key", 401, `{"detail":"Unauthorized"}`, Unauthorised, "Unauthorized"},
		{"OpenRouter, no such model", 400, `{"error":{"message":"large is not a valid model ID","code":400}}`, NotFound, ""},
		{"LiteLLM, no such model", 400, `{"error":{"message":"Invalid model name passed in model=large","code":"400"}}`, NotFound, ""},
		{"Ollama, no such model", 404, `{"error":{"message":"model \"large\" not found, try pulling it first"}}`, NotFound, ""},
		{"vLLM, too long", 400, `{"object":"error","message":"This model's maximum context length is 2048 tokens.","code":400}`, TooLong, ""},
		{"llama.cpp, loading", 503, `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`, Failing, "Loading model"},
		{"a limit, in an answer's stream", 200, `{"error":{"message":"slow down","type":"rate_limit_error"}}`, RateLimited, ""},
		{"a refused field, in an answer's stream", 200, `{"error":{"message":"bad schema","type":"invalid_request_error"}}`, Rejected, ""},
		{"a failure, in an answer's stream", 200, `{"error":{"message":"gone","code":"server_error"}}`, Failing, ""},
	} {
		got := (&doer{}).classify(c.status, []byte(c.body))
		if got.Kind != c.want || c.detail != "" && got.Detail != c.detail {
			t.Errorf("%s: %s, %q; want %s, %q", c.server, got.Kind, got.Detail, c.want, c.detail)
		}
	}
}
