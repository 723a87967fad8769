package lint

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A Rule finds one sort of mistake.
type Rule struct {
	// ID names the mistake: lower-case words with hyphens.
	ID string
	// Severity says how bad it is, where the finding itself does not say
	// otherwise; Varies says when it does: "warning where ...". It is empty for
	// most.
	Severity diag.Severity
	Varies   string
	// Builders are those for which it is a mistake; none stands for all.
	Builders []ignore.Builder
	// What says in a sentence what is found, Why what comes of it.
	What, Why string
	// Local says that what is found depends on the machine, so that it is no
	// mistake to silence what is not found on this one.
	Local bool
	// URL is where a check of the builder's own is described that finds some of
	// it; empty for most.
	URL string
	// Bad is an example of the mistake, Good one that is right.
	Bad, Good Example
	// Run looks for it. It reports by the methods of the Pass.
	Run func(*Pass)
}

// holdsFor reports whether what the rule finds is a mistake for a builder.
func (r *Rule) holdsFor(b ignore.Builder) bool {
	return len(r.Builders) == 0 || slices.Contains(r.Builders, b)
}

// Rules are all rules, sorted by ID.
var Rules = []*Rule{
	argumentUndeclared,
	bangClass,
	bomAfterFirstLine,
	bracketsInName,
	buildRefused,
	buildersDisagree,
	cacheBuster,
	controlCharacter,
	copyBeforeInstall,
	copyFromStageMissing,
	copyIgnoredFile,
	copySourceMissing,
	deadException,
	deadRule,
	dockerfileSyntax,
	duplicateRule,
	embedsIgnoredFile,
	emptyFileException,
	exceptionBeforeExclude,
	exceptionKillsPruning,
	exceptionNotEntered,
	exceptionUndoesExclude,
	filterDisabled,
	foreignSyntax,
	gitDirectoryNeeded,
	gitIgnoredYetSent,
	gitignoreAnchor,
	homeOrRootContext,
	ignoreFileNotRead,
	illegalNegation,
	indentedComment,
	inlineComment,
	invalidPattern,
	invalidUTF8,
	lateInvalidPattern,
	leadingDoubleStar,
	oversizedFile,
	oversizedLine,
	regexpEscape,
	secretSent,
	shadowedRule,
	socketSent,
	sourceMisread,
	sourceNoPattern,
	symlinkSourceLost,
	targetMissing,
	trackedYetExcluded,
	trailingSlashKind,
	unreadableBreaksBuild,
	unreadableSentEmpty,
	uselessSuppression,
	utf16File,
	wholeContextCopied,
	worktreeGitFile,
	wrongCommentStyle,
}

// ByID finds a rule; nil if there is none of that ID.
func ByID(id string) *Rule {
	for _, r := range Rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}
