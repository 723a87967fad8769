//go:build unix

package main_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/cmd/internal/report"
)

// checkGitHub holds that every line is one of the commands that lint means, and nothing else.
func (h *hostileTree) checkGitHub(t *testing.T, r *hostileRun) {
	t.Helper()
	found := h.findings(t, r)
	lines := strings.Split(strings.TrimSuffix(r.out, "\n"), "\n")
	if r.out == "" {
		lines = nil
	}
	if len(lines) != len(found) {
		t.Fatalf("%d lines for %d findings", len(lines), len(found))
	}
	for k, line := range lines {
		c, ok := workflowCommand(line)
		want := command{map[string]string{"info": "notice", "warning": "warning", "error": "error"}[found[k].Severity], c.data, map[string]string{
			"file": report.Escape(found[k].name(t)), "title": "buildctx: " + found[k].Rule, "line": fmt.Sprint(found[k].Line), "endLine": fmt.Sprint(found[k].EndLine),
		}}
		for _, column := range []string{"col", "endColumn"} {
			if value, ok := c.properties[column]; ok {
				want.properties[column] = value
			}
		}
		if !ok || fmt.Sprint(c) != fmt.Sprint(want) {
			t.Errorf("%q is %v, want %v", line, c, want)
		}
		checkText(t, " x"+strings.ReplaceAll(line, "::", ""))
	}
}

// checkJSON reads a document, and the paths in it.
func (h *hostileTree) checkJSON(t *testing.T, out string) {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(out), &document); err != nil {
		t.Fatal(err)
	}
	checkText(t, out)
	h.walk(t, document)
}

func (h *hostileTree) walk(t *testing.T, value any) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, part := range value {
			h.walk(t, part)
		}
	case map[string]any:
		for key, part := range value {
			if plain, ok := strings.CutSuffix(key, "_bytes"); ok {
				if encoded, is := part.(string); is {
					raw, err := base64.StdEncoding.DecodeString(encoded)
					if err != nil {
						t.Error(err)
					}
					exactly(t, value[plain].(string), raw)
				}
			}
			h.walk(t, part)
		}
		if path, ok := value["path"].(string); ok {
			if raw, ok := value["path_bytes"].(string); ok {
				decoded, _ := base64.StdEncoding.DecodeString(raw)
				path = string(decoded)
			}
			if value["verdict"] == nil {
				h.checkPaths(t, []string{path})
			}
		}
	}
}

func (h *hostileTree) checkNDJSON(t *testing.T, r *hostileRun) {
	t.Helper()
	listed := 0
	for line := range strings.Lines(r.out) {
		h.checkJSON(t, line)
		listed++
	}
	zero := &hostileRun{command: "ls", args: slices.Clone(r.args)}
	zero.args[slices.Index(zero.args, "--format=ndjson")] = "-0"
	if zero.run(); strings.Count(zero.out, "\x00") != listed {
		t.Errorf("%d paths, and %d with -0", listed, strings.Count(zero.out, "\x00"))
	}
}

// checkSARIF holds that messages have no links and no placeholders, and that addresses are those of the files.
func (h *hostileTree) checkSARIF(t *testing.T, r *hostileRun) {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(r.out), &log); err != nil {
		t.Fatal(err)
	}
	checkText(t, r.out)
	found := h.findings(t, r)
	if len(found) != len(log.Runs[0].Results) {
		t.Fatalf("%d results for %d findings", len(log.Runs[0].Results), len(found))
	}
	for k, result := range log.Runs[0].Results {
		text := strings.NewReplacer("{{", "", "}}", "").Replace(result.Message.Text)
		if regexp.MustCompile(`(^|[^\\])(\\\\)*\]\(`).MatchString(text) || strings.ContainsAny(text, "{}") {
			t.Errorf("%q has a link or a placeholder", text)
		}
		address, err := url.Parse(result.Locations[0].PhysicalLocation.ArtifactLocation.URI)
		if err != nil || address.Scheme != "" && address.Scheme != "file" || address.Host != "" || address.RawQuery != "" || address.Fragment != "" {
			t.Errorf("%v, %v", address, err)
		} else if name := found[k].name(t); filepath.Clean(address.Path) != filepath.Clean(name) {
			t.Errorf("%v is the address of %q", address, name)
		}
	}
}
