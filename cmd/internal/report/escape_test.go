package report

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// hostile are texts of strangers, made of what some language that is printed
// gives a meaning.
var hostile = rapid.Custom(func(t *rapid.T) string {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{
			"::", ":", "##[", "##vso[", "#", "[", "]", "](", "\\", "\"", "{0}", "{", "}", "%0A", "\n", "\r", "\t", " ", "a", "error", "\x1b[2J", "\x7f",
			"\u0085", "\u009b", "\u200b", "\u202e", "\u2028", "\u034f", "\ufe0f", "\u3164", "\U000e0041", "\ufeff", "\ufffd", "\xff", "\xed\xa0\x80", "é", "漢",
		}),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(rapid.Byte(), 1, 4).Draw(t, "bytes")) }),
	)
	return strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "parts"), "")
})

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"plain.txt":    "plain.txt",
		"naïve 日本.txt": "naïve 日本.txt",
		`back\slash`:   `back\slash`,
		"line\nfeed":   `"line\nfeed"`,
		"\x1b[31mred":  `"\x1b[31mred"`,
		"bad\xff":      `"bad\xff"`,
		`"quoted"`:     `"\"quoted\""`,
		"rtl\u202egpj": `"rtl\u202egpj"`,
		"zero\u200b":   `"zero\u200b"`,
		" space":       `" space"`,
		"":             "",
		"soft\u034f":   `"soft\u034f"`,
		"\u3164":       `"\u3164"`,
		"::error::x":   `"::error::x"`,
		"a::b":         "a::b",
		":a::b":        ":a::b",
		"a##[error]b":  `"a##\x5berror]b"`,
		"##[":          `"##\x5b"`,
		"##vso[x]":     `"##vso\x5bx]"`,
		"# [x] ## [y]": "# [x] ## [y]",
	} {
		if got := Name(name); got != want {
			t.Errorf("Name(%q) = %s, want %s", name, got, want)
		}
	}
}

// No name can draw on a terminal or end a line, and no two names look alike.
func TestNamesAreSafeAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := hostile.Draw(t, "a"), hostile.Draw(t, "b")
		shown := Name(a)
		if !utf8.ValidString(shown) {
			t.Fatalf("%q is not valid UTF-8", shown)
		}
		for _, r := range shown {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q holds %q", shown, r)
			}
		}
		if back, err := strconv.Unquote(shown); shown != a && (err != nil || back != a) {
			t.Fatalf("%q is shown as %s", a, shown)
		}
		if a != b && shown == Name(b) {
			t.Fatalf("%q and %q are both %s", a, b, shown)
		}
		for _, r := range Escape(a) + Message(strings.Repeat(a, 50)) {
			if !unicode.IsPrint(r) {
				t.Fatalf("Escape(%q) holds %q", a, r)
			}
		}
	})
}

func TestEscapeKeepsPlainText(t *testing.T) {
	for _, text := range []string{`a "b" c`, `C:\dir`, "1 → 2", "x.log: 3 kB"} {
		if got := Escape(text); got != text {
			t.Errorf("Escape(%q) = %q", text, got)
		}
	}
}

// What is too long is cut in the middle: what a message is about and what is
// wrong stay, and no character is cut to pieces. Continuation bytes of UTF-8
// alone have no beginning.
func TestMessageKeepsBothEnds(t *testing.T) {
	for _, middle := range []string{"/d", "é", "漢", "\U0001f600", "\x80", "\xff"} {
		for pad := range 4 {
			got := Message("lstat x" + strings.Repeat("x", pad) + strings.Repeat(middle, 1000) + ": file name too long")
			if !strings.HasPrefix(got, "lstat x") || !strings.HasSuffix(got, ": file name too long") || strings.Count(got, "…") != 1 {
				t.Errorf("%q is cut to %s", middle, got)
			}
			if utf8.ValidString(middle) && strings.Contains(got, `\x`) {
				t.Errorf("%q is cut to pieces: %s", middle, got)
			}
		}
		if got := Message(strings.Repeat(middle, 1000)); len(got) > 5*maxMessage {
			t.Errorf("%q: %d bytes are shown", middle, len(got))
		}
	}
}

// JSON says the same as without the escapes, and nothing in it draws or is a
// command.
func TestVisible(t *testing.T) {
	for _, text := range []string{"plain", "é ü 漢", "\u009b31m", "a\u202eb", "tag \U000E0041", "nb\u00a0sp", "\x1b[2J", "\u2028", "\x7f", "##[error]x", "##vso[x]", "\ufe0f"} {
		checkVisible(t, text)
	}
	rapid.Check(t, func(t *rapid.T) { checkVisible(t, strings.ToValidUTF8(hostile.Draw(t, "text"), "\ufffd")) })
}

func checkVisible(t interface{ Fatalf(string, ...any) }, text string) {
	var b bytes.Buffer
	if err := encode(&b, []string{text, "::" + text}); err != nil {
		t.Fatalf("%v", err)
	}
	var back []string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back[0] != text || back[1] != "::"+text {
		t.Fatalf("%q became %q, %v", text, back, err)
	}
	if shown := strings.ReplaceAll(b.String(), "\n", ""); spell(shown) != shown || !bytes.Equal(throughGuard(b.Bytes()), b.Bytes()) {
		t.Fatalf("%q is shown as %q", text, shown)
	}
}

// A reader of SARIF finds no link and no placeholder in a message, and reads
// what it was.
func TestSARIFMessage(t *testing.T) {
	for text, want := range map[string]string{
		"a [x] b":                `a [x] b`,
		"COPY ${X}":              `COPY ${{X}}`,
		"[x](https://a.example)": `\[x\](https://a.example)`,
		`\[x](y)`:                `\\\[x\](y)`,
	} {
		if got := sarifMessage(text); got != want {
			t.Errorf("sarifMessage(%q) = %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := hostile.Draw(t, "text")
		escaped := sarifMessage(text)
		if read, ok := readSARIF(escaped, strings.Contains(text, "](")); !ok || read != text {
			t.Fatalf("%q as %q is read as %q", text, escaped, read)
		}
	})
}

// readSARIF reads a message as 3.11.5 and 3.11.6 of the standard say, with
// backslashes that escape; it is not ok if there is a link or a placeholder, or
// half of one.
func readSARIF(message string, backslashes bool) (text string, ok bool) {
	var out strings.Builder
	for i := 0; i < len(message); i++ {
		switch b := message[i]; {
		case b == '{' || b == '}':
			if i++; i == len(message) || message[i] != b {
				return "", false
			}
			out.WriteByte(b)
		case backslashes && b == '\\':
			if i++; i == len(message) || !strings.ContainsRune(`\[]`, rune(message[i])) {
				return "", false
			}
			out.WriteByte(message[i])
		case b == ']' && i+1 < len(message) && message[i+1] == '(':
			return "", false
		default:
			out.WriteByte(b)
		}
	}
	return out.String(), true
}

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
