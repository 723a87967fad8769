package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
)

const (
	// ShownPaths is how many of the heaviest paths the report shows, before
	// the further candidates for exclusion.
	ShownPaths = 8
	// shownCandidates is how many candidates follow.
	shownCandidates = 6
)

// AnalyzeText is the report for people.
func AnalyzeText(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	heading(out, r, o)
	totals(out, r, o)
	heaviest(out, r, o)
	rules(out, r, o)
	copies(out, r, o)
	transfers(out, r, o)
	namedContexts(out, r, o)
	layerCache(out, r, o)
	notes(out, r, o)
	ownIgnoreFile(out, r, o)
	proposal(out, r, o)
	return out.Flush()
}

// heading says what was analysed.
func heading(w io.Writer, r *analysis.Result, o Options) {
	parts := []string{o.bold("build context " + Name(r.Request.Dir)), r.Request.Builder.String()}
	switch {
	case r.Unread:
		parts = append(parts, "a Dockerfile that cannot be read")
	case r.Dockerfile == "":
		parts = append(parts, "no Dockerfile")
	case r.Dockerfile == "-":
		parts = append(parts, "Dockerfile from standard input"+stage(r))
	default:
		parts = append(parts, Name(r.Dockerfile)+stage(r))
	}
	if r.IgnorePath == "" {
		parts = append(parts, "no ignore file")
	} else {
		parts = append(parts, Name(r.IgnorePath)+", "+Plural(len(r.Ignore.Rules(r.Request.Builder)), "rule"))
	}
	fmt.Fprintf(w, "%s\n\n", strings.Join(parts, "  ·  "))
}

func stage(r *analysis.Result) string {
	if r.Request.Target == "" {
		return ""
	}
	return " (stage " + Name(r.Request.Target) + ")"
}

// totals prints the sizes, so that they add up: what is on disk is excluded,
// or left and not asked for, or sent.
func totals(w io.Writer, r *analysis.Result, o Options) {
	disk, excluded, sent := r.Tree.Below(0), r.Eligible.NotSent(), r.Sent.Totals
	t := newTable(false, true, true, false)
	line := func(name string, of buildcontext.Totals, note string) {
		t.row(name, Size(of.Bytes), Plural(of.Files, "file"), note)
	}
	line("  on disk", disk, "")
	line("  excluded", excluded, "")
	if r.Sent != r.Eligible {
		left := r.Eligible.Totals
		line("  not asked for", buildcontext.Totals{Files: left.Files - sent.Files, Bytes: left.Bytes - sent.Bytes}, o.faint("no COPY, ADD or bind mount names it"))
	}
	word, note := sentWord(r)
	note = strings.Trim(wireNote(r)+"; "+note, "; ")
	line("  "+o.bold(word), sent, note)
	t.row("  visited", "", Plural(r.Sent.Visited, "entry", "entries"), "")
	t.write(w)
}

// sentWord is what the last size is called, and what is to be known of it.
func sentWord(r *analysis.Result) (word, note string) {
	switch {
	case buildcontext.ReadsInPlace(r.Request.Builder):
		return "taken", "Buildah reads it in place"
	case !r.Known() && (r.Needs == nil || r.Needs.Frontend.Foreign()):
		return "sent", "perhaps; see unknown below"
	case !r.Known():
		return "sent", "at least; see unknown below"
	case r.ShownNeeds() == nil && !r.Unread && !r.Concealed && buildcontext.RequestsPaths(r.Request.Builder):
		return "sent", "if a Dockerfile copies everything"
	}
	return "sent", ""
}

// heaviest prints the heaviest paths.
func heaviest(w io.Writer, r *analysis.Result, o Options) {
	rows := r.Heaviest
	if len(rows) == 0 {
		return
	}
	more := len(rows) - ShownPaths - shownCandidates
	if more > 0 {
		rows = rows[:ShownPaths+shownCandidates]
	}
	t := newTable(false, true, true, false)
	t.row(o.bold("heaviest, sent"), o.faint("size"), o.faint("files"), "")
	for _, h := range rows {
		path := r.Tree.Path(h.Entry)
		if r.Tree.IsDir(h.Entry) {
			path += "/"
		}
		why := Message(strings.Join(append([]string{h.Why}, h.Evidence...), ", "))
		switch {
		case h.Alike > 0:
			why = o.warn("! ") + why + fmt.Sprintf(", and %s more like it", Count(h.Alike))
		case h.Candidate:
			why = o.warn("! ") + why
		case h.Inside > 0:
			why = strings.TrimPrefix(why+", ", ", ") + fmt.Sprintf("%s in it should not be sent", Plural(h.Inside, "path"))
		}
		t.row("  "+shorten(Name(path)), Size(h.Sum.Bytes), Count(int(h.Sum.Files)), why)
	}
	section(w, t)
	if more > 0 {
		fmt.Fprintf(w, "    …%s more should not be sent\n", Count(more))
	}
}
