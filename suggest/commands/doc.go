// Package commands reads the commands of a RUN: what they install, fetch and
// build and with which tool, where they work, and which paths they name.
//
// It knows the commands alone, and not in which stage they run; see package
// builds.
package commands
