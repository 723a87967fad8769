package suggest

import "testing"

func TestVersionControl(t *testing.T) {
	repo := []string{".git/HEAD", ".git/objects/a 5M", "main.go"}
	runRows(t, []row{
		{"no Dockerfile", place{files: repo}, []string{"safe version-control -: .git"}},
		{"nobody asks git", place{files: repo, dockerfiles: []string{copyAll}}, []string{"safe version-control -: .git"}},
		{
			"a RUN asks git",
			place{files: repo, dockerfiles: []string{"FROM alpine\nCOPY . /app\nRUN V=$(git describe --tags) && make V=$V\n"}},
			[]string{"review version-control -: .git"},
		},
		{
			"a RUN of another Dockerfile asks git",
			place{files: repo, dockerfiles: []string{copyAll, "FROM alpine\nCOPY . /app\nRUN git submodule update --init\n"}},
			[]string{"review version-control -: .git"},
		},
		{
			"git is installed and clones something else",
			place{files: repo, dockerfiles: []string{"FROM alpine\nRUN apk add git && git clone https://example.com/x && git config --global url.x.insteadOf y\nCOPY . /app\n"}},
			[]string{"safe version-control -: .git"},
		},
		{
			"a RUN works in what it has cloned",
			place{files: repo, dockerfiles: []string{"FROM alpine\nCOPY . /app\nRUN git clone https://example.com/wabt && cd wabt && git checkout $V && make\n"}},
			[]string{"safe version-control -: .git"},
		},
		{
			"a RUN comes back from what it has cloned",
			place{files: repo, dockerfiles: []string{"FROM alpine\nCOPY . /app\nRUN git clone https://example.com/wabt && cd wabt && make && cd /app && git describe\n"}},
			[]string{"review version-control -: .git"},
		},
		{
			"the Makefile asks git",
			place{files: append(repo, "Makefile"), dockerfiles: []string{copyAll}, heads: map[string]string{"Makefile": "VERSION := $(shell git describe)\n"}},
			[]string{"review version-control -: .git"},
		},
		{
			"the Dockerfile takes it",
			place{files: repo, dockerfiles: []string{"FROM alpine\nCOPY .git/HEAD /head\nCOPY . /app\n"}},
			nil,
		},
		{
			"nested repositories",
			place{files: append(repo, "third/.git/HEAD", "old/.svn/wc.db")},
			[]string{"safe version-control **/.git: .git third/.git", "safe version-control -: old/.svn"},
		},
		{"the file of a worktree", place{files: []string{".git", "main.go"}}, nil},
		{"that of a submodule goes along", place{files: []string{".git/HEAD", "sub/.git", "main.go"}}, []string{"safe version-control **/.git: .git sub/.git"}},
	})
}
