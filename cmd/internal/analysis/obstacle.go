package analysis

import (
	"fmt"
	"io/fs"
)

// unproven says why no proposal can be proven, as a clause: there is a
// Dockerfile, and what it needs is not known. It is empty otherwise.
func (r *Result) unproven() string {
	switch {
	case r.Unread:
		return "the Dockerfile cannot be read"
	case r.build.Outside:
		return fmt.Sprintf("%s is a symlink to a file outside the build context", quoted(r.Dockerfile))
	case r.ShownNeeds() == nil && r.Dockerfile != "":
		return fmt.Sprintf("what %s needs is not known", quoted(r.Dockerfile))
	}
	return ""
}

// needsUnknown says why it is not known what all builds of the directory need,
// whether or not this one would finish, as a clause: there is no proof at all,
// or something that may say what is needed could not be looked at. It is empty
// otherwise.
func (r *Result) needsUnknown() string {
	if why := r.unproven(); why != "" || !r.partial {
		return why
	}
	return "not everything could be read that says what builds of the directory need"
}

// An Obstacle keeps a proposal from being written.
type Obstacle struct {
	// Why is the reason, as a clause that may begin with the file's name;
	// Remedy is what to do about it, to stand after "first".
	Why, Remedy string
}

// obstacle is what keeps a proposal from becoming the ignore file that was
// proven; nil if nothing does.
func (r *Result) obstacle() *Obstacle {
	if why := r.unproven(); why != "" {
		return &Obstacle{Why: why + ", and nothing can be verified", Remedy: "mend that"}
	}
	for _, d := range r.Diagnostics {
		if d.Rule == "utf16-file" {
			return &Obstacle{Why: d.Message, Remedy: d.Help}
		}
	}
	if r.IgnorePath != "" {
		if _, err := r.file.place(); err != nil {
			return &Obstacle{Why: err.Error(), Remedy: "replace it by a file"}
		}
		return nil
	}
	i, there := r.Tree.Child(0, dockerignore)
	if !there {
		return nil
	}
	what := "is there"
	switch mode := r.Tree.Mode(i); {
	case mode.IsDir():
		what = "is a directory"
	case mode&fs.ModeSymlink != 0:
		what = "is a link out of the build context or to nothing"
	case !mode.IsRegular():
		what = "is not a regular file"
	}
	return &Obstacle{Why: fmt.Sprintf("it %s, and %s does not read it", what, r.Builder), Remedy: "look at it and remove it"}
}
