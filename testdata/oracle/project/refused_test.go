package oracle

import "testing"

// TestRefused proves that of a file that is refused for its form nothing is
// taken to be known.
func TestRefused(t *testing.T) {
	for _, f := range []files{
		{"compose.yaml": "services:\n  a: [\n"},
		{"compose.yaml": "services:\n\ta: {build: .}\n"},
		{"compose.yaml": "services: [a]\n"},
		{"compose.yaml": "services:\n  a: .\n"},
		{"compose.yaml": "services:\n  a: {build: [.]}\n"},
		{"compose.yaml": "services:\n  a: {build: {context: [.]}}\n"},
		{"compose.yaml": "services:\n  a: {build: {dockerfile: {x: y}}}\n"},
		{"compose.yaml": "services:\n  a: {build: {dockerfile_inline: [x]}}\n"},
		{"compose.yaml": "services:\n  a: {build: .}\n  a: {build: .}\n"},
		{"compose.yaml": "services:\n  a: {build: *none}\n"},
		{"compose.yaml": "services:\n  a: {build: {<<: [1]}}\n"},
		{"compose.yaml": "services:\n  a: {build: '${A?needed}'}\n"},
		{"compose.yaml": "services:\n  a: {build: '${A'}\n"},
		{"compose.yaml": "include: [none.yaml]\nservices:\n  a: {build: .}\n"},
		{"compose.yaml": "services:\n  a: {extends: {file: none.yaml, service: a}, build: .}\n"},
		{"docker-bake.json": "{"},
		{"docker-bake.json": `{"target": []}`},
		{"docker-bake.json": `{"target": {"a": {"context": [1]}}}`},
		{"docker-bake.json": `{"target": {"a": {"inherits": ["b"]}}}`},
		{"docker-bake.hcl": "target \"a\" {\n"},
		{"docker-bake.hcl": "target \"a\" {\n  dockerfile = \"x\n}\n"},
		{"docker-bake.hcl": "target \"a\" {\n  context = none\n}\n"},
		{"docker-bake.hcl": "target \"a\" {\n  inherits = [\"b\"]\n}\n"},
		{"docker-bake.hcl": "target \"a\" {\n  inherits = [none]\n}\n"},
	} {
		switch v := judge(t, f, law{}); {
		case v.accepted:
			t.Errorf("%sis not refused", f)
		case v.known:
			t.Errorf("%sis refused, and nothing is said to be unknown", f)
		}
	}
}
