// Package cli is the command line of buildctx: a file for each command, one
// place where errors become exit statuses, and streams that are passed in.
package cli
