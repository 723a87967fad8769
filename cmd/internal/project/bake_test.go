package project

import "testing"

func TestBake(t *testing.T) {
	for _, c := range []struct {
		name           string
		files          map[string]string
		want, unknowns []string
	}{
		{
			"files in the order of bake",
			map[string]string{
				"docker-bake.hcl":           "target \"a\" {\n  args = { A = \"hcl\" }\n}\n",
				"docker-bake.json":          `{"target": {"a": {"args": {"A": "json", "B": "json"}}}}`,
				"docker-bake.override.json": `{"target": {"a": {"args": {"B": "over"}}}}`,
			},
			[]string{" context=. dockerfile=Dockerfile A=hcl B=over"},
			nil,
		},
		{
			"the working directory",
			map[string]string{"docker-bake.hcl": "target \"a\" {\n  context = \"api\"\n  dockerfile = \"cwd://a.df\"\n  contexts = { r = \"cwd://.\" }\n}\n"},
			[]string{"docker-bake.hcl:3 context=api dockerfile=a.df with r=. ?"},
			nil,
		},
		{
			"an empty Dockerfile, and one in the file that others inherit",
			map[string]string{"docker-bake.hcl": "target \"a\" {\n  dockerfile = \"\"\n}\ntarget \"b\" {\n  dockerfile-inline = <<-E\n    FROM b\n      COPY $${b} /\n  E\n}\ntarget \"c\" {\n  inherits = [\"b\"]\n  args = { C = \"c\" }\n}\n"},
			[]string{
				"docker-bake.hcl:2 context=. dockerfile=Dockerfile",
				`docker-bake.hcl:6 context=. dockerfile= inline="\n\n\n\n\nFROM b\n  COPY ${b} /\n"`, `docker-bake.hcl:6 context=. dockerfile= C=c inline="\n\n\n\n\nFROM b\n  COPY ${b} /\n"`,
			},
			nil,
		},
		{
			"escapes of JSON",
			map[string]string{"docker-bake.json": `{"target": {"a": {"dockerfile": "$${a}.df", "args": {"A": "%%{x}"}}}}`},
			[]string{"target a of docker-bake.json context=. dockerfile=${a}.df A=%{x}"},
			nil,
		},
		{
			"parents that are not known",
			map[string]string{
				"docker-bake.hcl":  "target \"a\" {\n  inherits = [\"m-x\"]\n}\ntarget \"b\" {\n  inherits = concat([\"a\"], PARENTS)\n}\n",
				"docker-bake.json": `{"target": {"c": {"inherits": ["${P}"]}}}`,
			},
			[]string{" context=. dockerfile=Dockerfile", " context=. dockerfile=Dockerfile", " context=. dockerfile=Dockerfile"},
			[]string{
				"Which targets the target c of docker-bake.json inherits from is not known.", "Which targets docker-bake.hcl:5 inherits from is not known.",
				`What the target "c" inherits from "${P}" is not known.`, `What the target "a" inherits from "m-x" is not known.`,
			},
		},
		{
			"targets put on services",
			map[string]string{
				"compose.yaml":    "services:\n  a: {build: {dockerfile: a.df, args: {A: 1}}}\n  b: {build: api}\n",
				"docker-bake.hcl": "target \"a\" {\n  contexts = { r = \".\" }\n}\ntarget \"c\" {\n  inherits = [\"a\"]\n}\ntarget \"b\" {}\n",
			},
			[]string{
				"compose.yaml:2 context=. dockerfile=a.df A=1", "compose.yaml:3 context=api dockerfile=api/Dockerfile",
				" context=. dockerfile=Dockerfile with r=.", "compose.yaml:2 context=. dockerfile=a.df A=1 with r=.",
				" context=. dockerfile=Dockerfile with r=.", "compose.yaml:2 context=. dockerfile=a.df A=1 with r=.",
				" context=. dockerfile=Dockerfile",
			},
			nil,
		},
		{
			"a Dockerfile that lies elsewhere",
			map[string]string{"docker-bake.hcl": "target \"a\" {\n  dockerfile = \"../a.df\"\n}\ntarget \"b\" {\n  context = \"https://example.com/x.git\"\n  contexts = { r = \".\" }\n}\ntarget \"c\" {\n  context = \"https://example.com/x.git\"\n  contexts = { r = \".\" }\n  dockerfile-inline = \"FROM r\"\n}\n"},
			[]string{"docker-bake.hcl:2 context=. dockerfile=", `docker-bake.hcl:11 context=.. dockerfile= with r=. inline="\n\n\n\n\n\n\n\n\n\nFROM r" ?`},
			[]string{"What docker-bake.hcl:2 needs is not known: its Dockerfile lies outside the build context.", "What docker-bake.hcl:5 needs is not known: its Dockerfile lies outside the build context."},
		},
	} {
		t.Run(c.name, func(t *testing.T) { described(t, c.files, c.want, c.unknowns) })
	}
}
