package report

import "testing"

// What stands in a workflow command cannot end it, or begin another one.
func TestWorkflowCommand(t *testing.T) {
	for _, test := range []struct{ text, data, property string }{
		{"plain", "plain", "plain"},
		{"a\r\n::error::b", "a%0D%0A::error::b", "a%0D%0A%3A%3Aerror%3A%3Ab"},
		{"100%,0A", "100%25,0A", "100%25%2C0A"},
	} {
		if got := githubData(test.text); got != test.data {
			t.Errorf("githubData(%q) = %q, want %q", test.text, got, test.data)
		}
		if got := githubProperty(test.text); got != test.property {
			t.Errorf("githubProperty(%q) = %q, want %q", test.text, got, test.property)
		}
	}
}
