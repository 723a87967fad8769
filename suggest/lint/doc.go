// Package lint finds lines of an ignore file, and lines of a Dockerfile that
// concern the build context, that do not do what their author believes: one
// file a rule.
//
// [Run] applies all rules to a file, to the directory that it is for, and to
// the build, as far as these are known. A rule keeps silent where it is not
// sure: what is merely absent today is no mistake. Each has a page (what, why,
// an example that fires and one that does not), of which README.md is made; the
// examples are run by a test.
package lint
