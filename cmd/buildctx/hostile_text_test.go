//go:build unix

package main_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore"
)

var colors = regexp.MustCompile("\x1b\\[[0-9]+m")

// checkText finds what a person's terminal, or a CI system, would act upon.
func checkText(t *testing.T, out string) {
	t.Helper()
	for line := range strings.Lines(colors.ReplaceAllString(out, "")) {
		text := strings.TrimSuffix(line, "\n")
		bad := func(r rune) bool { return !unicode.IsPrint(r) || ignore.Unseen(r) }
		if !utf8.ValidString(text) || strings.ContainsFunc(text, bad) {
			t.Errorf("%q draws", text)
		}
		if _, ok := workflowCommand(text); ok {
			t.Errorf("%q is a command", text)
		}
	}
}

// A command is one of a workflow of GitHub's.
type command struct {
	name, data string
	properties map[string]string
}

// workflowCommand reads a line as the runner of GitHub does (actions/runner, ActionCommand.cs, TryParseV2 and TryParse),
// whatever the name of the command, and looks for those of Azure Pipelines and TeamCity.
func workflowCommand(line string) (command, bool) {
	line = strings.Map(func(r rune) rune { // the runner compares as .NET compares texts
		if unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, line)
	if rest, ok := strings.CutPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::"); ok {
		if info, data, ok := strings.Cut(rest, "::"); ok {
			name, list, _ := strings.Cut(info, " ")
			c := command{name: name, data: unescaped.Replace(data), properties: make(map[string]string)}
			for pair := range strings.SplitSeq(list, ",") {
				if key, value, ok := strings.Cut(pair, "="); ok {
					c.properties[strings.TrimSpace(key)] = unescaped.Replace(value)
				}
			}
			return c, true
		}
	}
	for _, mark := range []string{"##[", "##vso[", "##teamcity["} {
		if _, rest, ok := strings.Cut(line, mark); ok && strings.Contains(rest, "]") {
			return command{name: mark}, true
		}
	}
	return command{}, false
}

var unescaped = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
