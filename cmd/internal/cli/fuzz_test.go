package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDialogue proves that whatever is typed, suggest --interactive comes to an end, and writes the ignore file only
// where it says so.
func FuzzDialogue(f *testing.F) {
	for _, typed := range []string{"", "y\ny\ny\ny\n", "n\ns\n?\nc\nq\n", "a\n\ny\n", "y\r\nYES", "\x00\xff\n" + strings.Repeat("x", 2000) + "\ny\n", "y\nn\nn\nn\nyes\n"} {
		f.Add([]byte(typed))
	}
	dir := f.TempDir()
	for name, size := range map[string]int{"package.json": 10, "node_modules/a/index.js": 50_000, "web/node_modules/b.js": 50_000, "debug.log": 20_000, ".env": 100, "data/x.parquet": 5_000_000} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			f.Fatal(err)
		}
		if err := os.Truncate(path, int64(size)); err != nil {
			f.Fatal(err)
		}
	}
	const before = "# mine\n*.tmp\n"
	file := filepath.Join(dir, ".dockerignore")
	f.Fuzz(func(t *testing.T, typed []byte) {
		if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		status := Main([]string{"suggest", "-i", "--level", "review", dir}, Streams{In: bytes.NewReader(typed), Out: &out, Err: &errs})
		after, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Contains(out.String(), ".dockerignore written, ")
		if status != StatusOK || errs.Len() > 0 || said != (string(after) != before) || said == strings.Contains(out.String(), "nothing is written") {
			t.Fatalf("typed %q: status %d, written is\n%s\nand said is\n%s%s", typed, status, after, out.Bytes(), errs.Bytes())
		}
		if !strings.HasPrefix(string(after), before) {
			t.Fatalf("typed %q: lost is something of %q", typed, after)
		}
	})
}

// FuzzShellWord reads what was quoted for a shell as a shell does.
func FuzzShellWord(f *testing.F) {
	for _, word := range []string{"a", "a b", "it's", "-x", "$HOME", "`id`", "a\nb", "é", "~", "'", "a'b''c"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if word == "" || strings.Contains(word, "\x00") || !utf8.ValidString(word) {
			return // what no argument is, or is shown in another way
		}
		quoted, inside := shellWord(word), false
		var read strings.Builder
		for i := 0; i < len(quoted); i++ {
			switch c := quoted[i]; {
			case c == '\'':
				inside = !inside
			case inside:
				read.WriteByte(c)
			case c == '\\' && i+1 < len(quoted):
				i++
				read.WriteByte(quoted[i])
			case strings.IndexByte(" \t\n|&;<>()$`\\\"*?[]{}#~!", c) >= 0:
				t.Fatalf("%q is quoted as %s", word, quoted)
			default:
				read.WriteByte(c)
			}
		}
		if inside || read.String() != word {
			t.Fatalf("%q is quoted as %s, which a shell reads as %q", word, quoted, read.String())
		}
	})
}
