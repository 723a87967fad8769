package ignore_test

import (
	"errors"
	"io/fs"
	"path"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
)

// TestLocate has the cases that real builders were recorded on; the names in
// brackets are those of the recordings.
func TestLocate(t *testing.T) {
	const (
		a = "a.txt\n"
		b = "b.log\n"
	)
	// What a builder takes: the content of the file, "" for none, "empty" for
	// an empty one, "error" for a refused build.
	type want struct{ buildKit, classic, buildah string }
	tests := []struct {
		name  string
		files memory
		// path; "/ctx/Dockerfile" unless set, "-" for none on disk
		dockerfile string
		want       want
	}{
		{"no file", memory{}, "", want{"", "", ""}},
		{"in the root", memory{"/ctx/.dockerignore": {content: a}}, "", want{a, a, a}},
		{"empty", memory{"/ctx/.dockerignore": {}}, "", want{"empty", "empty", "empty"}},
		{
			"link inside (p114)",
			memory{"/ctx/.dockerignore": {link: "real.ignore"}, "/ctx/real.ignore": {content: a}},
			"",
			want{a, a, a},
		},
		{"dangling (p115)", memory{"/ctx/.dockerignore": {link: "nowhere"}}, "", want{"", "", ""}},
		{"directory (p116)", memory{"/ctx/.dockerignore/x": {}}, "", want{"", "error", "error"}},
		{
			"link that leaves the context (p117)",
			memory{"/ctx/.dockerignore": {link: "../outside.ignore"}, "/outside.ignore": {content: a}},
			"",
			want{"", a, ""},
		},
		{
			"link that is led back into the context",
			memory{"/ctx/.dockerignore": {link: "../up.ignore"}, "/up.ignore": {content: a}, "/ctx/up.ignore": {content: b}},
			"",
			want{b, a, b},
		},
		{
			"Containerfile's own, both (p118)",
			memory{"/ctx/.containerignore": {content: a}, "/ctx/.dockerignore": {content: b}},
			"",
			want{b, b, a},
		},
		{"only .containerignore (p119)", memory{"/ctx/.containerignore": {content: a}}, "", want{"", "", a}},
		{
			"beside the Dockerfile (p120)",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/Dockerfile.dockerignore": {content: b}},
			"",
			want{b, a, b},
		},
		{
			"empty beside the Dockerfile (p121)",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/Dockerfile.dockerignore": {}},
			"",
			want{"empty", a, "empty"},
		},
		{
			"Dockerfile of another name (p122)",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/build/my.Dockerfile.dockerignore": {content: b}},
			"/ctx/build/my.Dockerfile",
			want{b, a, b},
		},
		{
			"in the Dockerfile's directory (p124)",
			memory{"/ctx/docker/.dockerignore": {content: a}},
			"/ctx/docker/Dockerfile",
			want{"", "", ""},
		},
		{
			"Dockerfile outside (p125)",
			memory{"/ctx/.dockerignore": {content: a}},
			"/outside/Dockerfile",
			want{a, a, a},
		},
		{
			"Dockerfile outside with its own (p126)",
			memory{"/ctx/.dockerignore": {content: a}, "/outside/Dockerfile.dockerignore": {content: b}},
			"/outside/Dockerfile",
			want{b, a, b},
		},
		{
			"lower case (p134)",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/dockerfile.dockerignore": {content: b}},
			"/ctx/dockerfile",
			want{b, a, b},
		},
		{
			"link beside the Dockerfile (p135)",
			memory{
				"/ctx/.dockerignore":           {content: a},
				"/ctx/other.ign":               {content: b},
				"/ctx/Dockerfile.dockerignore": {link: "other.ign"},
			},
			"",
			want{b, a, b},
		},
		{
			"both beside the Dockerfile",
			memory{"/ctx/Dockerfile.dockerignore": {content: a}, "/ctx/Dockerfile.containerignore": {content: b}},
			"",
			want{a, "", a},
		},
		{
			"no Dockerfile on disk",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/Dockerfile.dockerignore": {content: b}},
			"-",
			want{a, a, a},
		},
		{
			"no permission",
			memory{"/ctx/.dockerignore": {err: fs.ErrPermission}},
			"",
			want{"empty", "error", "error"},
		},
		{
			"no permission beside the Dockerfile",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/Dockerfile.dockerignore": {err: fs.ErrPermission}},
			"",
			want{"empty", a, "error"},
		},
		{
			"a disk that fails",
			memory{"/ctx/.dockerignore": {err: &fs.PathError{Op: "read", Err: syscall.EIO}}},
			"",
			want{"error", "error", "error"},
		},
		{
			"a disk that fails beside the Dockerfile",
			memory{"/ctx/.dockerignore": {content: a}, "/ctx/Dockerfile.dockerignore": {err: &fs.PathError{Op: "read", Err: syscall.EIO}}},
			"",
			want{"error", a, "error"},
		},
		{
			"links in a circle",
			memory{"/ctx/.dockerignore": {link: ".dockerignore"}},
			"",
			want{"", "error", "error"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := ignore.Query{ContextDir: "/ctx", DockerfileDir: "/ctx", DockerfileName: "Dockerfile", Read: test.files.reader()}
			switch test.dockerfile {
			case "":
			case "-":
				q.DockerfileDir, q.DockerfileName = "", ""
			default:
				q.DockerfileDir, q.DockerfileName = path.Dir(test.dockerfile), path.Base(test.dockerfile)
			}
			outcome := func(b ignore.Builder) string {
				found, err := ignore.Locate(b, q)
				switch {
				case err != nil:
					return "error"
				case found.File == nil:
					return ""
				case len(found.File.Bytes()) == 0:
					return "empty"
				}
				return string(found.File.Bytes())
			}
			got := want{outcome(ignore.BuildKit), outcome(ignore.Classic), outcome(ignore.Buildah)}
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestLocateTellsWhatIsNotRead(t *testing.T) {
	files := memory{
		"/ctx/.dockerignore":                  {content: "a"},
		"/ctx/.containerignore":               {content: "b"},
		"/ctx/docker/.dockerignore":           {content: "c"},
		"/ctx/docker/Dockerfile.dockerignore": {content: "d"},
	}
	q := ignore.Query{ContextDir: "/ctx", DockerfileDir: "/ctx/docker", DockerfileName: "Dockerfile", Read: files.reader()}
	tests := []struct {
		builder    ignore.Builder
		name, path string
		notRead    []ignore.NotRead
	}{
		{
			ignore.BuildKit, "docker/Dockerfile.dockerignore", "/ctx/docker/Dockerfile.dockerignore",
			[]ignore.NotRead{
				{Path: "/ctx/.containerignore", Reason: "is known to Podman and Buildah only", Usual: true},
				{Path: "/ctx/.dockerignore", Reason: "is replaced by docker/Dockerfile.dockerignore", Usual: true},
				{Path: "/ctx/docker/.dockerignore", Reason: "is beside the Dockerfile, but not in the root of the build context"},
			},
		},
		{
			ignore.Classic, ".dockerignore", "/ctx/.dockerignore",
			[]ignore.NotRead{
				{Path: "/ctx/.containerignore", Reason: "is known to Podman and Buildah only", Usual: true},
				{Path: "/ctx/docker/.dockerignore", Reason: "is beside the Dockerfile, but not in the root of the build context"},
				{
					Path:   "/ctx/docker/Dockerfile.dockerignore",
					Reason: "belongs to the Dockerfile, which only BuildKit and Buildah know",
				},
			},
		},
		{
			ignore.Buildah, "docker/Dockerfile.dockerignore", "/ctx/docker/Dockerfile.dockerignore",
			[]ignore.NotRead{
				{Path: "/ctx/.containerignore", Reason: "is replaced by docker/Dockerfile.dockerignore", Usual: true},
				{Path: "/ctx/.dockerignore", Reason: "is replaced by docker/Dockerfile.dockerignore", Usual: true},
				{Path: "/ctx/docker/.dockerignore", Reason: "is beside the Dockerfile, but not in the root of the build context"},
			},
		},
	}
	for _, test := range tests {
		found, err := ignore.Locate(test.builder, q)
		if err != nil {
			t.Fatal(err)
		}
		if found.File.Name != test.name || found.Path != test.path {
			t.Errorf("%v: found %s at %s, want %s at %s", test.builder, found.File.Name, found.Path, test.name, test.path)
		}
		if diff := cmp.Diff(test.notRead, found.NotRead); diff != "" {
			t.Errorf("%v: not read (-want +got):\n%s", test.builder, diff)
		}
	}
}

func TestLocateError(t *testing.T) {
	files := memory{"/ctx/.dockerignore/x": {}}
	found, err := ignore.Locate(ignore.Classic, ignore.Query{ContextDir: "/ctx", Read: files.reader()})
	if !errors.Is(err, syscall.EISDIR) || found == nil || found.File != nil {
		t.Errorf("Locate = %+v, %v, want an error about a directory", found, err)
	}
}
