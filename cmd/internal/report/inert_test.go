package report

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// obeyed reports whether a line has a command in it, as the runner of GitHub
// would look for one (actions/runner, ActionCommand.cs), which compares without
// the characters that show nothing, or as those of Azure Pipelines and TeamCity
// would.
func obeyed(line string) bool {
	line = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || r < ' ' && r != '\t' && r != '\x1b' {
			return -1
		}
		return r
	}, line)
	if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "::") {
		return true
	}
	return strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.Contains(line, "##teamcity[")
}

// parted are the lines of an output as a runner takes them.
func parted(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
}

// throughGuard is what becomes of a text on a stream that is guarded.
func throughGuard(text []byte) []byte {
	var b bytes.Buffer
	Inert(&b).Write(text)
	return b.Bytes()
}

func TestInert(t *testing.T) {
	for text, want := range map[string]string{
		"plain\n":                   "plain\n",
		"::error::x\n":              `:\x3aerror::x` + "\n",
		"a\n  ::error::x":           "a\n" + `  :\x3aerror::x`,
		"a\r\t::x::":                "a\r\t" + `:\x3ax::`,
		"std::string a::b":          "std::string a::b",
		"a.go:1:2: x":               "a.go:1:2: x",
		"x ##[error]y":              `x ##\x5berror]y`,
		"###[x ##vso[y ##a#[":       `###\x5bx ##vso\x5by ##a#[`,
		"## a [x]":                  "## a [x]",
		"\u0301::x #\u034f#\u034f[": "\u0301" + `:\x3ax #` + "\u034f#\u034f" + `\x5b`,
		"a##\x1b[0m":                "a##\x1b[0m",
	} {
		if got := string(throughGuard([]byte(text))); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// However a text comes in pieces, no line of it is a command; what is none
// stays as it is, and what is inert stays so.
func TestGuardedLinesAreInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(hostile).Draw(t, "pieces")
		var got bytes.Buffer
		guarded := Inert(&got)
		for _, p := range pieces {
			if n, err := guarded.Write([]byte(p)); n != len(p) || err != nil {
				t.Fatalf("wrote %d of %d bytes, %v", n, len(p), err)
			}
		}
		whole := strings.Join(pieces, "")
		if string(throughGuard([]byte(whole))) != got.String() {
			t.Fatalf("%q in pieces is %q", whole, got.String())
		}
		for _, line := range parted(got.String()) {
			if obeyed(line) {
				t.Fatalf("%q of %q is a command", line, whole)
			}
		}
		if again := throughGuard(got.Bytes()); !bytes.Equal(again, got.Bytes()) {
			t.Fatalf("%q becomes %q", got.String(), again)
		}
		ascii := strings.IndexFunc(whole, func(r rune) bool { return r >= 0x7f || r < ' ' && r != '\n' }) < 0
		if risky := strings.ContainsFunc("#:", func(r rune) bool { return strings.ContainsRune(whole, r) }); ascii && !risky && got.String() != whole {
			t.Fatalf("%q becomes %q", whole, got.String())
		}
	})
}

// What is shown of a name is inert before it comes to a guard.
func TestShownIsInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := hostile.Draw(t, "text")
		for _, shown := range []string{Name(text), "x" + Escape(text), "x" + Message(text)} {
			if got := string(throughGuard([]byte(shown))); got != shown {
				t.Fatalf("%q is shown as %q, which becomes %q", text, shown, got)
			}
		}
	})
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestGuardSaysWhatFails(t *testing.T) {
	for _, text := range []string{"plain\n", "::x::\n"} {
		if _, err := Inert(broken{}).Write([]byte(text)); !errors.Is(err, errBroken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A file is printed to a program byte for byte, unless a line of it is a
// command.
func TestFileExact(t *testing.T) {
	for content, refused := range map[string]string{
		"":                          "",
		"a\x1b[2J\n\u202e\xff b::c": "",
		"a\n ::x::\n":               "line 2 is a command",
		"a\n\nb ##[x]":              "line 3 is a command",
	} {
		var out bytes.Buffer
		err := FileExact(Inert(&out), []byte(content))
		switch {
		case refused != "" && (err == nil || !strings.Contains(err.Error(), refused) || out.Len() > 0):
			t.Errorf("%q: printed %q, %v", content, out.String(), err)
		case refused == "" && (err != nil || out.String() != content):
			t.Errorf("%q: printed %q, %v", content, out.String(), err)
		}
	}
}

// A terminal is shown what a file says, and told whether that is all.
func TestFileShown(t *testing.T) {
	for content, want := range map[string]struct {
		shown string
		same  bool
	}{
		"a\r\n\tb\n":     {"a\n    b\n", true},
		"a\x1bc\n\u202e": {`a\x1bc` + "\n" + `\u202e` + "\n", false},
		"::a::b\n":       {`:\x3aa::b` + "\n", true},
		"x\xff":          {`x\xff` + "\n", false},
	} {
		var out bytes.Buffer
		same, err := FileShown(Inert(&out), []byte(content))
		if err != nil || same != want.same || out.String() != want.shown {
			t.Errorf("%q: shown %q, %v, %v", content, out.String(), same, err)
		}
	}
}

// Long lists cost next to nothing more: the guard makes nothing of its own for
// them.
func TestGuardMakesNothing(t *testing.T) {
	chunk := []byte(strings.Repeat("web/node_modules/some-package/lib/index.js\n", 90))
	guarded := Inert(io.Discard)
	if n := testing.AllocsPerRun(100, func() { guarded.Write(chunk) }); n > 0 {
		t.Errorf("%v allocations for a list of plain names", n)
	}
}
