package oracle

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/project"
)

// A build is what matters of one build to the files that it takes, with paths
// below the root. What does not lie there is "..".
type build struct {
	context    string
	dockerfile string // empty where it is inline, or elsewhere
	inline     string
	args       string // sorted, one a line
	contexts   string // as args
	exact      bool
	where      string
}

func (b build) String() string {
	s := fmt.Sprintf("context=%q dockerfile=%q", b.context, b.dockerfile)
	if b.inline != "" {
		s += fmt.Sprintf(" inline=%q", b.inline)
	}
	return s + fmt.Sprintf(" args=%q contexts=%q exact=%t (%s)", b.args, b.contexts, b.exact, b.where)
}

// place reports whether two builds have the same build context and Dockerfile.
func (b build) place(c build) bool {
	return b.context == c.context && b.dockerfile == c.dockerfile && b.inline == c.inline
}

// usesRoot reports whether the root is the build context, or a named one.
func (b build) usesRoot() bool {
	return b.context == "." || slices.ContainsFunc(strings.Split(b.contexts, "\n"), func(c string) bool { return strings.HasSuffix(c, "=.") })
}

// ours are the builds that the program finds.
func ours(root string, names []string) (builds []build, unknowns []string) {
	found, unknowns := project.Builds(root, names)
	for _, b := range found {
		contexts := make(map[string]string)
		for _, c := range b.Contexts {
			name, value, _ := strings.Cut(c, "=")
			contexts[name] = named(value)
		}
		builds = append(builds, build{
			context: b.Context, dockerfile: b.Dockerfile, inline: inlined(string(b.Inline)),
			args: pairs(b.Args), contexts: pairs(contexts), exact: b.Exact, where: b.Where,
		})
	}
	return builds, unknowns
}

// named is a named context that is another target, in the words of neither
// program.
func named(value string) string {
	for _, prefix := range []string{"service:", "target:"} {
		if name, ok := strings.CutPrefix(value, prefix); ok {
			return "target:" + name
		}
	}
	return value
}

// inlined is a Dockerfile without the empty lines that lend its lines the
// numbers that they have in the file around it.
func inlined(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// pairs are the sorted lines KEY=VALUE. Those whose key begins with U have a
// value that the program does not know, and are left out.
func pairs(m map[string]string) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !strings.HasPrefix(key, "U") {
			out = append(out, key+"="+m[key])
		}
	}
	return strings.Join(out, "\n")
}

// below is a path below the root, ".." for one that does not lie there.
func below(root, name string) string {
	if !filepath.IsAbs(name) {
		name = filepath.Join(root, name)
	}
	rel, err := filepath.Rel(root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return ".."
	}
	return rel
}
