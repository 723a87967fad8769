package analysis

// A text is what was read of a file that a finding may be in, and what is shown
// of it.
type text struct {
	src    []byte
	hidden bool // it lies where a stranger's link leads
}

// Text is what a file says that a finding is in, as it was when the finding
// was made; none where nothing was read.
func (r *Result) Text(file string) []byte { return r.texts[file].src }

// Shows reports whether lines of a file may be shown. They may not where the
// file is one of the build context by its name, and a link leads out of that.
func (r *Result) Shows(file string) bool { return !r.texts[file].hidden }

// keepTexts takes down what was read of the files that every build has.
func (r *Result) keepTexts() {
	for file, src := range r.Request.Texts {
		r.texts[file] = text{src: src}
	}
	r.texts[r.Dockerfile] = text{r.Source, r.build.Outside}
	r.texts[r.IgnoreFile] = text{r.Ignore.Bytes(), r.ConcealedRules}
}
