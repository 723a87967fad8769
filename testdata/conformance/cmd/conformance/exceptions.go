package main

// exceptions are the trees in which a builder is known to differ from what buildctx models, with the reason. One that
// agrees all the same is reported.
func exceptions(builder string) map[string]string {
	return map[string]map[string]string{}[builder]
}
