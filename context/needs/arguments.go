package needs

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// globals evaluates the ARGs before the first FROM over the platform arguments
// (dockerfile2llb/platform.go, defaultArgs; convert.go, buildMetaArgs).
func (e *evaluation) globals(arguments []*instructions.ArgCommand) {
	build := builder()
	stage := e.options.Target
	if stage == "" {
		stage = e.stages[len(e.stages)-1].Name
	}
	if stage == "" {
		stage = "default"
	}
	e.global = &scope{all: map[string]value{}, text: e.text}
	for name, text := range map[string]string{
		"BUILDPLATFORM":   build.short(),
		"BUILDOS":         build.os,
		"BUILDOSVERSION":  build.version(),
		"BUILDARCH":       build.arch,
		"BUILDVARIANT":    build.variant,
		"TARGETPLATFORM":  e.platform.String(),
		"TARGETOS":        e.platform.os,
		"TARGETOSVERSION": e.platform.version(),
		"TARGETARCH":      e.platform.arch,
		"TARGETVARIANT":   e.platform.variant,
		"TARGETSTAGE":     stage,
	} {
		if given, ok := e.buildArgs[name]; ok {
			text = given.text
		}
		e.global.all[name] = value{text: text}
	}
	for _, c := range arguments {
		for _, a := range c.Args {
			if given, ok := e.buildArgs[a.Key]; ok {
				e.global.all[a.Key] = given
			} else if a.Value != nil {
				x := expand(e.lex, *a.Value, e.global)
				if x.err != nil {
					e.refuse(firstLine(c.Location()), x.err)
				}
				e.global.all[a.Key] = value{x.text, x.doubt}
			}
		}
	}
	e.sourceDateEpoch()
}

// undeclared is the first argument in a word that exists outside of the stage
// only. An image may set one that is not of the platform.
func (e *evaluation) undeclared(d *state, word string) string {
	for _, found := range variable().FindAllStringSubmatch(word, -1) {
		name := cmp.Or(found[1], found[2])
		_, here := d.scope.all[name]
		_, global := e.global.all[name]
		platform := strings.HasPrefix(name, "TARGET") || strings.HasPrefix(name, "BUILD")
		if global && !here && (platform || d.scope.image == "") {
			return name
		}
	}
	return ""
}

// variable is a variable without a default.
var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$(?:(\w+)|\{(\w+)\})`) })

// sourceDateEpoch normalises SOURCE_DATE_EPOCH. BuildKit also takes the name of
// a context or stage here and replaces it by a time that only it can find out
// (dockerfile2llb/epoch.go).
func (e *evaluation) sourceDateEpoch() {
	const name = "SOURCE_DATE_EPOCH"
	v, given := e.buildArgs[name]
	if !given {
		if v = e.global.all[name]; v.text == "" {
			return
		}
	}
	if n, err := strconv.ParseInt(v.text, 10, 64); err == nil {
		v.text = strconv.FormatInt(n, 10)
	} else if v.text != "" {
		known := v.text == "context"
		for _, s := range e.stages {
			known = known || strings.EqualFold(s.Name, v.text)
		}
		if c, err := e.contexts.find(v.text, e.platform); !known && (err != nil || c == nil) {
			e.refuse(0, fmt.Errorf("invalid SOURCE_DATE_EPOCH: %s", v.text))
		}
		v = value{doubt: name + " is replaced by a time that only the builder can find out"}
	}
	_, global := e.global.all[name]
	if v == (value{}) {
		delete(e.buildArgs, name)
		delete(e.global.all, name)
		return
	}
	if given {
		e.buildArgs[name] = v
	}
	if global {
		e.global.all[name] = v
	}
}

// argument evaluates an ARG within a stage (dockerfile2llb/convert.go,
// dispatchArg): the build argument, else its own default, else the value of the
// ARG of that name before the first FROM.
func (e *evaluation) argument(d *state, c *instructions.ArgCommand) error {
	for _, a := range c.Args {
		v, set := e.buildArgs[a.Key]
		if !set && a.Value != nil {
			x := expand(e.lex, *a.Value, d.scope)
			if err := x.failure(); err != nil {
				return err
			}
			v, set = value{x.text, x.doubt}, true
		} else if !set {
			v, set = e.global.all[a.Key]
		}
		// convert.go, nonEnvArgs
		if set && a.Key != "BUILDKIT_SBOM_SCAN_CONTEXT" && a.Key != "BUILDKIT_SBOM_SCAN_STAGE" {
			d.scope.all[a.Key] = v
		}
	}
	return nil
}

// environment evaluates ENV. All its words see the values from before the line.
func (e *evaluation) environment(d *state, c *instructions.EnvCommand) error {
	type pair struct {
		key string
		value
	}
	var pairs []pair
	for _, kv := range c.Env {
		key := expand(e.lex, kv.Key, d.scope)
		val := expand(e.lex, kv.Value, d.scope)
		if err := cmp.Or(key.failure(), val.failure()); err != nil {
			return err
		}
		if val.doubt == "" {
			val.doubt = key.doubt
		}
		pairs = append(pairs, pair{key.text, value{val.text, val.doubt}})
	}
	for _, p := range pairs {
		d.scope.all[p.key] = p.value
		d.scope.env[p.key] = p.value
	}
	return nil
}
