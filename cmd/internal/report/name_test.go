package report

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

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
	} {
		if got := Name(name); got != want {
			t.Errorf("Name(%q) = %s, want %s", name, got, want)
		}
	}
}

// No name can draw on a terminal or end a line, and no two names look alike.
func TestNamesAreSafeAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytes := rapid.SliceOf(rapid.Byte())
		a, b := string(bytes.Draw(t, "a")), string(bytes.Draw(t, "b"))
		shown := Name(a)
		if !utf8.ValidString(shown) {
			t.Fatalf("%q is not valid UTF-8", shown)
		}
		for _, r := range shown {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q holds %q", shown, r)
			}
		}
		if a != b && shown == Name(b) {
			t.Fatalf("%q and %q are both %s", a, b, shown)
		}
		for _, r := range Escape(a) {
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
