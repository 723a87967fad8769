package main

import (
	"os"
	"slices"

	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// An options is what the command line says.
type options struct {
	Dir      string
	Run      string
	Builders []string
	Require  []string
	Update   bool
	Modules  bool
	Parallel int
}

// report prints the sheets, and says whether they are as they should be.
func (o options) report(sheets []*verdict.Sheet) error {
	if err := verdict.Print(os.Stdout, sheets); err != nil {
		return err
	}
	for _, s := range sheets {
		if !s.OK() || s.NotRun != "" && slices.Contains(o.Require, s.Builder) {
			return errDiffers
		}
	}
	return nil
}

// noneRun are the sheets of a machine on which no builder can be run.
func (o options) noneRun(reason error) []*verdict.Sheet {
	var sheets []*verdict.Sheet
	for _, name := range o.Builders {
		sheets = append(sheets, &verdict.Sheet{Builder: name, NotRun: reason.Error()})
	}
	return sheets
}
