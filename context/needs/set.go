package needs

import (
	"path"
	"strings"
)

// Options is what the command line of the build adds to the Dockerfile. The
// zero value is a plain `docker build .`.
type Options struct {
	// Name is the name of the Dockerfile as it is to appear in sentences for
	// the user. Empty stands for "Dockerfile".
	Name string
	// Target is the value of --target: a stage name in any case, never an
	// index. Empty means the last stage. No stage is reachable from a target
	// that does not exist, which is one of Set.Problems.
	Target string
	// BuildArgs are the values of --build-arg. It is not changed.
	BuildArgs map[string]string
	// Platforms are the values of --platform; an element may hold several,
	// separated by commas. Without any, the builder's own platform is taken to
	// be linux on the architecture of this program.
	Platforms []string
	// NamedContexts are the values of --build-context: NAME=VALUE or NAME
	// alone, which stands for a local directory. NAME may end in "::PLATFORM".
	NamedContexts []string
	// AllStages makes every stage a target, so that sources of stages that the
	// build would not run are found too.
	AllStages bool
	// NoFrontends says that the builder reads every Dockerfile itself, and
	// takes a syntax directive for a comment.
	NoFrontends bool
}

// Set is what a Dockerfile takes from its contexts.
type Set struct {
	// Sources holds what the reachable stages ask for, in the order of stages
	// and instructions.
	Sources []Source
	// Stages holds all stages of the Dockerfile, reachable or not.
	Stages []Stage
	// Unknowns holds, as full sentences with the line, what could not be known
	// and why.
	Unknowns []string
	// Frontend is the external frontend that the build runs, if any.
	Frontend Frontend
	// Assumptions holds, as full sentences with the line, what nothing in the
	// Dockerfile speaks against but what only the registry could confirm: that
	// a base image has no ONBUILD instructions that copy from the context.
	Assumptions []string
	// Problems holds what BuildKit would refuse to build, in the order in which
	// it would find it; it would stop at the first. Analysis goes on without
	// the instruction concerned.
	Problems []Problem
	// Platforms holds the target platforms when they differ in what they ask
	// for; else it is empty.
	Platforms []string
	// Contexts holds the named contexts that are local directories and that a
	// reachable stage refers to, as in Options.NamedContexts before the "=".
	// BuildKit reads their ignore files even where nothing is asked of them.
	Contexts []string
	// Commands holds the RUN instructions of reachable stages.
	Commands []Command
	// Instructions holds those instructions of all stages that have flags or
	// here-documents.
	Instructions []Instruction
	// Mentions holds the other instructions of reachable stages whose words
	// may name files.
	Mentions []Mention
	// Transfers holds what reachable stages take from other stages and from
	// images.
	Transfers []Transfer
}

// Source is one path, or pattern, that an instruction asks of a context.
type Source struct {
	// Line and EndLine are the first and last line of the instruction, counted
	// from 1. For an instruction run by ONBUILD these are the lines of the
	// ONBUILD instruction.
	Line, EndLine int
	// Stage is the name of the stage that asks, or its index if it has no
	// name; StageIndex is its position in Set.Stages.
	Stage      string
	StageIndex int
	// Instruction is "COPY", "ADD" or "RUN --mount"; for a named context also
	// "FROM".
	Instruction string
	// Pattern is the source as written, before variables are replaced.
	Pattern string
	// Path is what BuildKit asks the client for: relative to the context root,
	// with slashes, cleaned, wildcards kept ("src/a", "*.txt"). It is empty
	// when Whole is set, and when it cannot be known (then Unknown is set).
	Path string
	// Whole says that the whole context is asked for.
	Whole bool
	// Outside is the source with its variables replaced where it leads out of
	// the context ("../a"), of which BuildKit asks for what is left without the
	// dots; else it is empty.
	Outside string
	// Undeclared is an argument that the source as written uses and that no ARG
	// of the stage makes known: one of the platform, as TARGETPLATFORM, or one
	// before the first FROM. Else it is empty.
	Undeclared string
	// Elsewhere says that the instruction has other sources besides that are in
	// no context: an address, or a here-document.
	Elsewhere bool
	// Context is the named context asked, as in Options.NamedContexts before
	// the "="; empty for the main build context.
	Context string
	// Platform is the target platform for which this is asked, when not all
	// platforms of Options.Platforms ask alike; else empty.
	Platform string
	// Unknown is the reason why Path may be another one: a variable that only
	// the base image could set. Path is then what BuildKit asks for if the
	// image does not set it.
	Unknown string
	// Dest is where COPY or ADD puts it in the stage: absolute, cleaned,
	// without a slash at its end. It is empty for a mount, and when it is not
	// known: below the working directory of an image, or behind a variable that
	// only the base image could set. Where platforms differ it is that of the
	// first.
	Dest string
	// Target is where a mount shows it in the stage, likewise; empty for COPY
	// and ADD.
	Target string
	// Excludes are the values of --exclude. They reduce what is copied, never
	// what is sent.
	Excludes []string
	// Parents says that COPY has --parents.
	Parents bool
	// Mount says that the source is a mount, so that it ends up in no layer.
	Mount bool
	// OnBuild says that the instruction stands behind ONBUILD in the base
	// stage.
	OnBuild bool
	// Unused says that the build does not use the source: it is that of a stage
	// which the target does not depend on, of a tmpfs mount, or a git address
	// of ADD. Its path is asked for with the others, if there are any, and need
	// not be there.
	Unused bool
	// Base says that the named context is the base of a stage that goes on from
	// it, so that BuildKit builds on the copy that it keeps of it.
	Base bool
	// Writable says that it is a mount that the command may write to. BuildKit
	// builds on its copy then, too, and throws away what was written.
	Writable bool
	// Vertex numbers the vertices that load the same named context; each is a
	// transfer of its own.
	Vertex int
}

// Stage is one FROM with the instructions below it.
type Stage struct {
	// Index is the position in Set.Stages, from 0.
	Index int
	// Name is the name in lower case, empty without AS.
	Name string
	// Line and EndLine are the lines of FROM, counted from 1.
	Line, EndLine int
	// Base is what FROM names, variables replaced.
	Base string
	// BaseStage is the index of the stage that Base is, or -1.
	BaseStage int
	// Image says that Base is an image that the builder pulls: no stage, no
	// named context, not scratch.
	Image bool
	// Reachable says that the build runs this stage.
	Reachable bool
	// Target says that this is the stage to be built.
	Target bool
}

// Command is a RUN instruction.
type Command struct {
	// Stage is the name of the stage, or its index if it has no name;
	// StageIndex is its position in Set.Stages.
	Stage      string
	StageIndex int
	// Line and EndLine are the lines of the instruction, counted from 1.
	Line, EndLine int
	// Text is the command without flags; the words of the JSON form are joined
	// by spaces, here-documents follow on lines of their own.
	Text string
	// Dir is the directory in the image in which it runs; empty where that is
	// not known.
	Dir string
}

// Problem is a reason for BuildKit to refuse the build.
type Problem struct {
	// Line is counted from 1, 0 when the reason is not in the Dockerfile.
	Line int
	// Message is worded as BuildKit does.
	Message string
	// Target says that it is the stage to be built that is not there.
	Target bool
}

// SyntaxError reports a Dockerfile that BuildKit's parser refuses.
type SyntaxError struct {
	// Line is counted from 1.
	Line int
	// Message is BuildKit's own.
	Message string
	// Frontend is the external frontend that reads the Dockerfile, if any.
	Frontend Frontend
	// Newer says that it is an instruction or a flag that is not known here,
	// and that looks like none that is.
	Newer bool
}

// Final reports whether the build fails for it. Another frontend may accept
// what BuildKit's own does not, and a later version of Docker's what is newer
// than what is known here.
func (e *SyntaxError) Final() bool {
	return e.Frontend.Image == "" || e.Frontend.Docker() && !e.Newer
}

// Error returns the message alone; Line says where.
func (e *SyntaxError) Error() string { return e.Message }

// Frontend is an image that reads the Dockerfile in the place of BuildKit's own
// frontend.
type Frontend struct {
	// Image is its reference as written; empty for BuildKit's own frontend.
	Image string
	// Line is that of the syntax directive, 0 for a build argument.
	Line int
}

// Docker reports whether it is Docker's own, which is built from the same
// source as BuildKit's: docker/dockerfile on Docker Hub, or a mirror of it.
func (f Frontend) Docker() bool {
	name, _, _ := strings.Cut(f.Image, "@")
	dir, base := path.Split(name)
	base, _, _ = strings.Cut(base, ":")
	return (base == "dockerfile" || base == "dockerfile-upstream") && path.Base(dir) == "docker"
}

// Foreign reports whether it is somebody else's, which may ask for anything.
func (f Frontend) Foreign() bool { return f.Image != "" && !f.Docker() }
