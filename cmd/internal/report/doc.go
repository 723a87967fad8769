// Package report turns a finished analysis into what people and programs read.
// The file <command>_<format>.go prints what a command found in one format;
// what several formats share has a file of its own. None of them decides
// anything.
package report
