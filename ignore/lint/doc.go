// Package lint finds lines of an ignore file that do not do what their author
// believes: one file a rule.
//
// [Run] applies all rules to a file and to the directory that it is for. A rule keeps
// silent where it is not sure: what is merely absent today is no mistake. Each has a
// page (what, why, an example that fires and one that does not), of which README.md is
// made; the examples are run by a test.
package lint
