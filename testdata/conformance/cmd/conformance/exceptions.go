package main

// exceptions are the trees in which a builder is known to differ from what buildctx models, with the reason. buildctx
// models what is new; one that agrees all the same is reported.
func exceptions(builder string) map[string]string {
	return map[string]map[string]string{
		classic20Name: {
			"p065-doublestar-noslash-ext":           `"**.log" matches nothing for this old matcher`,
			"p074-regex-meta":                       "+ ( ) ^ act as in a regular expression for this old matcher",
			"p162-duplicate-parent-empty":           reexcluded,
			"p164-node-modules-twice-empty":         reexcluded,
			"p165-doublestar-neg-then-parent-empty": reexcluded,
		},
		buildahName: {
			"p117-escaping-ignore-symlink": "this old version follows a .dockerignore that is a link to the outside",
		},
	}[builder]
}

const reexcluded = "this old matcher asks the whole path, for which the last rule is decisive, not that of the parent directory"
