package main

import "github.com/buildctx/buildctx/testdata/conformance/verdict"

// exceptions are the trees in which a builder is known to differ from what buildctx says of it, with the reason. One
// that agrees all the same is reported.
func exceptions(builder string) map[string]verdict.Exception {
	switch builder {
	case buildkitName:
		return buildkitExceptions()
	case classicName:
		return classicExceptions()
	case classic20Name:
		return classic20Exceptions()
	case buildahName:
		return buildahExceptions()
	}
	return nil
}

// buildkitExceptions are second builds whose figures depend on more than the tree.
func buildkitExceptions() map[string]verdict.Exception {
	unknown := func(reason string) verdict.Exception {
		return verdict.Exception{Reason: reason, Aspects: []verdict.Aspect{verdict.Warm}, Unknown: true}
	}
	const (
		base    = "a stage is built on the daemon's copy of the named context, so that the next build may find it in use"
		written = "a command may write to a mount of the build context, so that the daemon makes a layer of its copy"
		twice   = "two transfers from one directory: which of them finds the other's copy depends on their timing"
		time    = "a time that the file system below the daemon cannot keep"
	)
	return map[string]verdict.Exception{
		"d100-named-context-two-roles": unknown(base),
		"d101-named-context-base":      unknown(base),
		"d102-named-context-base-run":  unknown(base),
		"d108-named-context-subset":    unknown(twice),
		"d113-bind-two":                unknown(written),
		"d134-platforms-differ":        unknown(twice),
		"f21-mtimes":                   unknown(time),
		"f53-mtime-2100":               unknown(time),
		"f54-mtime-after-2262":         unknown(time),
	}
}

func classicExceptions() map[string]verdict.Exception {
	return map[string]verdict.Exception{
		"f72-empty-context": {
			Reason:  "the client adds two files in the order of a Go map, and the figure depends on it",
			Aspects: []verdict.Aspect{verdict.Cold, verdict.Warm}, Unknown: true,
		},
	}
}

// classic20Exceptions are those of an old version; buildctx models the new one.
func classic20Exceptions() map[string]verdict.Exception {
	reexcluded := verdict.Exception{
		Reason: "this old matcher asks the whole path, for which the last rule is decisive, not that of the parent directory",
	}
	old := classicExceptions()
	old["p065-doublestar-noslash-ext"] = verdict.Exception{Reason: `"**.log" matches nothing for this old matcher`}
	old["p074-regex-meta"] = verdict.Exception{Reason: "+ ( ) ^ act as in a regular expression for this old matcher"}
	for _, tree := range []string{
		"p162-duplicate-parent-empty", "p164-node-modules-twice-empty", "p165-doublestar-neg-then-parent-empty",
		"p170-reexcluded-parent", "p172-reexcluded-by-wild", "p173-reexcluded-hardlink",
	} {
		old[tree] = reexcluded
	}
	return old
}

func buildahExceptions() map[string]verdict.Exception {
	return map[string]verdict.Exception{
		"p117-escaping-ignore-symlink": {Reason: "this old version follows a .dockerignore that is a link to the outside"},
	}
}
