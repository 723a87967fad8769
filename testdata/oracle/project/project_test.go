package oracle

import (
	"flag"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"
)

// compose-go warns of each variable that is not set.
func TestMain(m *testing.M) {
	logrus.SetLevel(logrus.PanicLevel)
	m.Run()
}

var (
	cases = flag.Int("projects", 400, "how many random projects are read")
	seed  = flag.Uint64("seed", 1, "which random projects")
	most  = flag.Int("faults", 1, "how many projects are told that break a law")
)

// mostUnknown is the percentage of projects of which something may be unknown.
// The random ones have more variables, and more Dockerfiles outside the build
// context, than those that people write.
const mostUnknown = 40

// TestProjects compares random projects. What the program says of compose and
// bake files is held to these laws:
//
// Where nothing is said to be unknown, every build that takes the root, as
// build context or as a named one, is found with its build context, Dockerfile,
// build arguments and named contexts. Builds are those of "docker compose
// build", of "docker buildx bake", with its own files alone, too, and of
// compose with each compose file, alone and put on the first and its override;
// no variable is set. What is found may be more: of bake files everything that
// one of them says is taken to be possible.
//
// Where all is exact besides, no variable that is set, in the environment or in
// .env, gives another build context or Dockerfile to a build that takes the
// root.
//
// What is exact is there, unless it is a union.
//
// What is refused for its form is unknown ([TestRefused]). What is refused for
// another reason is built by nobody, and to keep what it asks for does no harm:
// there is no law for it.
//
// The stage that is built is not compared: the program keeps what all of them
// need.
func TestProjects(t *testing.T) {
	var known, sure, accepted, faults int
	for n := range uint64(*cases) {
		f, plain := random(*seed, n)
		l := law{plain: plain}
		v := judge(t, f, l)
		if v.diff != "" {
			f, v = smaller(t, f, l, v)
			t.Errorf("-seed %d, project %d:\n%s%s", *seed, n, f, v.diff)
			if faults++; faults >= *most {
				return
			}
		}
		if v.accepted {
			accepted++
			known += one(v.known)
			sure += one(v.sure)
		}
	}
	t.Logf("of %d projects %d are accepted, of them %d are known, and %d exact", *cases, accepted, known, sure)
	if 100*known < (100-mostUnknown)*accepted || 4*accepted < 3**cases {
		t.Error("too little is known to compare it")
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// smaller takes lines away from a project for as long as the same law is
// broken.
func smaller(t *testing.T, f files, l law, v verdict) (files, verdict) {
	t.Helper()
	broken, _, _ := strings.Cut(v.diff, ":")
again:
	for _, name := range slices.Sorted(maps.Keys(f)) {
		lines := strings.SplitAfter(f[name], "\n")
		for k, line := range lines {
			if line == "services:\n" {
				continue // an anchor before it would hold its own aliases, and compose-go never returns
			}
			less := maps.Clone(f)
			less[name] = strings.Join(slices.Concat(lines[:k], lines[k+1:]), "")
			if less[name] == "" {
				delete(less, name)
			}
			if w := judge(t, less, l); len(less[name]) < len(f[name]) && strings.HasPrefix(w.diff, broken+":") {
				f, v = less, w
				goto again
			}
		}
	}
	return f, v
}
