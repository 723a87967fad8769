// Package report turns a finished analysis into what people and programs
// read. One file holds one format; none of them decides anything.
package report
