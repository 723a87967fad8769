package verify

import (
	"archive/tar"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
)

// FuzzProgress proves that it does not matter in which pieces the output of a
// builder arrives.
func FuzzProgress(f *testing.F) {
	f.Add([]byte(broken), []byte{1, 7, 200})
	f.Add([]byte("{\"statuses\":[{\"id\":\"transferring x:\",\"current\":-1,\"completed\":null}]}\n{}\n{\n[]\nnull"), []byte{3})
	f.Fuzz(func(t *testing.T, output, sizes []byte) {
		whole := newProgress()
		whole.Write(output)
		whole.end()
		pieces := newProgress()
		for rest := output; len(rest) > 0; {
			n := len(rest)
			if len(sizes) > 0 {
				n, sizes = min(n, int(sizes[0])), sizes[1:]
			}
			if took, err := pieces.Write(rest[:n]); took != n || err != nil {
				t.Fatalf("%d of %d bytes, %v", took, n, err)
			}
			rest = rest[n:]
		}
		pieces.end()
		if !reflect.DeepEqual(whole.steps, pieces.steps) || !reflect.DeepEqual(whole.sent, pieces.sent) || !reflect.DeepEqual(whole.ended, pieces.ended) || whole.said.String() != pieces.said.String() {
			t.Fatalf("%q is read as\n%+v\nand in pieces as\n%+v", output, whole, pieces)
		}
		if len(whole.whole()) > len(whole.sent) {
			t.Errorf("%q: more transfers have ended than began", output)
		}
		if words := lastWords(whole.said.String()); strings.Contains(words, "\n") || !strings.Contains(whole.said.String(), words) {
			t.Errorf("the last words of %q are %q", output, words)
		}
	})
}

// FuzzArchive proves that all of an archive is read whatever it holds, and that
// what is listed lies below a root.
func FuzzArchive(f *testing.F) {
	f.Add(archived(f, tar.Header{Name: "./a/../b", Mode: 0o7777, Size: 3}, tar.Header{Name: "/c", Typeflag: tar.TypeLink, Linkname: "b"}))
	f.Add(archived(f, tar.Header{Name: "d/", Typeflag: tar.TypeDir}, tar.Header{Name: "d/l", Typeflag: tar.TypeSymlink, Linkname: "/x"}, tar.Header{Name: "p", Typeflag: tar.TypeFifo}))
	f.Add(archived(f, tar.Header{Name: strings.Repeat("n/", 150), Typeflag: tar.TypeDir}, tar.Header{Name: "x", Format: tar.FormatPAX, PAXRecords: map[string]string{"SCHILY.xattr.user.a": "b"}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		in := bytes.NewReader(data)
		entries, err := readArchive(in)
		if in.Len() > 0 {
			t.Fatalf("%d bytes are not read", in.Len())
		}
		for _, e := range entries {
			if !filepath.IsLocal(filepath.FromSlash(e.path)) && e.path != "" || e.path == "." || e.size < 0 || e.mode&^permission != 0 {
				t.Errorf("%+v, %v", e, err)
			}
		}
		var o Outcome
		o.compare("context", entries, entries)
		if len(o.Missing)+len(o.Extra) > 0 {
			t.Errorf("beside itself it has %+v", o)
		}
	})
}

func archived(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range headers {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzClassicDaemon proves that the first build context sent counts to the
// byte, that nothing else does, and that every answer is one of a daemon.
func FuzzClassicDaemon(f *testing.F) {
	f.Add("POST", "/v1.44/build", archived(f, tar.Header{Name: "a", Size: 3}))
	f.Add("HEAD", "/_ping", []byte(nil))
	f.Add("POST", "/build", []byte("no tar"))
	f.Add("GET", "/v1.44/build", []byte("x"))
	f.Fuzz(func(t *testing.T, method, path string, body []byte) {
		request, err := http.NewRequestWithContext(t.Context(), method, "http://docker/", bytes.NewReader(body))
		if err != nil {
			return // what no server would hand on
		}
		request.URL.Path = path
		r := newClassicDaemon()
		for range 2 {
			request.Body = io.NopCloser(bytes.NewReader(body))
			answer := httptest.NewRecorder()
			r.serve(answer, request)
			if answer.Header().Get("Api-Version") != apiVersion || answer.Code != http.StatusOK && answer.Code != http.StatusNotFound {
				t.Errorf("%s %q: %d with %q", method, path, answer.Code, answer.Header())
			}
		}
		builds := method == http.MethodPost && strings.HasSuffix(path, "/build")
		if builds != (len(r.uploads) == 1) {
			t.Fatalf("%s %q: %d build contexts", method, path, len(r.uploads))
		}
		if builds {
			if u := <-r.uploads; u.bytes != int64(len(body)) {
				t.Errorf("%d bytes, want %d", u.bytes, len(body))
			}
		}
	})
}

// FuzzRecords proves that what a builder says of its cache becomes part of no
// expression but as an ID.
func FuzzRecords(f *testing.F) {
	f.Add("ID:\tabc1\nDescription:\tlocal source for context\n\nID: x|y\nDescription: z\nID:\n")
	f.Add("Description: first\nID: 0\r\nID")
	f.Fuzz(func(t *testing.T, out string) {
		for _, r := range parseRecords(out) {
			if r.id == "" || strings.Trim(r.id, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
				t.Errorf("%q has the ID %q", out, r.id)
			}
			if !strings.Contains(out, r.id) || !strings.Contains(out, r.description) || strings.Contains(r.description, "\n") {
				t.Errorf("%q has %+v", out, r)
			}
		}
	})
}

// FuzzCopyArguments proves that a COPY line asks for the names that it was made
// of, and for nothing else.
func FuzzCopyArguments(f *testing.F) {
	for _, name := range []string{"a", "a b", "$x${y}", `a\b"'`, "<<EOF", "3<<-E", "[a-c]", "é", "!a", "*", "#", "--from=x", `\<<`} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		p := clean(name)
		if p == "" || !utf8.ValidString(p) || strings.ContainsAny(p, "\x00\n") {
			return
		}
		dockerfile := "FROM scratch\nCOPY " + copyArguments("./"+p, "/x/") + "\n"
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{})
		if err != nil || len(set.Problems) > 0 || len(set.Sources) != 1 || set.Sources[0].Path != p {
			t.Fatalf("%q written as %q asks for %+v, %v", p, dockerfile, set, err)
		}
	})
}

// FuzzRedact proves that a name is replaced by the same hash each time,
// wherever it stands in a message, and that what is no name stays.
func FuzzRedact(f *testing.F) {
	f.Add("merger/plan b.txt", "acme-lib", ": permission denied")
	f.Add("a'b/c\"d", "x=y", "(1)")
	f.Add("\x1b[31m", "..", "é")
	f.Fuzz(func(t *testing.T, path, dir, rest string) {
		path = clean(path)
		if path == "" || strings.Contains(path+rest, "\x00") || strings.Contains(path+dir, `"`) {
			return // where a name with a quotation mark begins and ends in a message nobody could tell
		}
		list, err := scan.FromEntries("/", []scan.Entry{{Path: path, Mode: 0o644}})
		if err != nil {
			return
		}
		red := NewRedactor(&analysis.Result{
			Request: analysis.Request{Dir: dir}, Prediction: &predict.Prediction{Build: predict.Build{Tree: buildcontext.New(list)}},
		})
		hidden := red.Path(path)
		parts, hashes := strings.Split(path, "/"), strings.Split(hidden, "/")
		if len(parts) != len(hashes) || hidden != red.Path(path) {
			t.Fatalf("%q becomes %q", path, hidden)
		}
		for k, part := range parts {
			if (hashes[k] == part) != slices.Contains(ordinary, part) && hash(part) != part {
				t.Fatalf("%q becomes %q", path, hidden)
			}
		}
		secret := parts[len(parts)-1]
		if slices.Contains(ordinary, secret) || len(secret) < 4 || !utf8.ValidString(secret) || strings.Trim(secret, "0123456789abcdef") == "" {
			return // nothing to hide, or what a hash may hold
		}
		for _, message := range []string{"open " + path + ": gone", "open " + secret + ": gone", "lstat " + strconv.Quote(path) + rest} {
			if got := red.Message(message); strings.Contains(got, secret) && !strings.Contains(rest, secret) && !strings.Contains("open lstat gone", secret) {
				t.Errorf("%q becomes %q", message, got)
			}
		}
	})
}
