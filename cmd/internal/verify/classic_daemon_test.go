package verify

import (
	"archive/tar"
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
)

// The daemon counts every byte, those behind the end of the tar too, and
// takes a second name for what it leads to.
func TestClassicDaemon(t *testing.T) {
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	var body bytes.Buffer
	w := tar.NewWriter(&body)
	for _, h := range []*tar.Header{
		{Name: "./", Typeflag: tar.TypeDir, Mode: 0o755},
		{Name: "dir/", Typeflag: tar.TypeDir, Mode: 0o1777},
		{Name: "dir/a", Typeflag: tar.TypeReg, Mode: 0o640, Size: 3, ModTime: noon},
		{Name: "b", Typeflag: tar.TypeLink, Linkname: "dir/a"},
		{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "dir/a", Mode: 0o777},
		{Name: "p", Typeflag: tar.TypeFifo, Mode: 0o644},
	} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte("abc")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	body.Write(make([]byte, 100))
	size := int64(body.Len())

	r := newClassicDaemon()
	server := httptest.NewServer(r.Handler)
	defer server.Close()
	for path, want := range map[string]int{"/_ping": 200, "/v1.44/version": 200, "/v1.44/info": 200, "/v1.44/images/json": 404} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want || response.Header.Get("Api-Version") != apiVersion {
			t.Errorf("%s: status %d, API %q", path, response.StatusCode, response.Header.Get("Api-Version"))
		}
	}
	response, err := http.Post(server.URL+"/v1.44/build?t=x", "application/x-tar", &body)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	got := <-r.uploads
	if got.err != nil || got.bytes != size {
		t.Errorf("%d bytes, %v; want %d", got.bytes, got.err, size)
	}
	dir := entry{path: "dir", kind: buildcontext.Dir, mode: 0o777 | fs.ModeSticky}
	want := []entry{
		dir,
		{path: "dir/a", size: 3, mode: 0o640, time: noon},
		{path: "b", size: 3, mode: 0o640, time: noon},
		{path: "l", kind: buildcontext.Symlink, target: "dir/a"},
		{path: "p", kind: buildcontext.Fifo, mode: 0o644},
	}
	if diff := cmp.Diff(want, got.entries, cmp.AllowUnexported(entry{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
