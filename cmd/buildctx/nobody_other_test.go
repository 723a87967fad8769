//go:build !unix

package main_test

import "github.com/rogpeppe/go-internal/testscript"

func asNobody(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("there is no user nobody on this system")
}
