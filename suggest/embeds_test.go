package suggest

import "testing"

// What a program embeds is a part of it, though git ignores it.
func TestEmbeds(t *testing.T) {
	goFile := "package main\n\nimport \"embed\"\n\n//go:embed all:bin \"x y\"\nvar files embed.FS\n"
	build := []string{"FROM golang\nCOPY . .\nRUN go build .\n"}
	runRows(t, []row{
		{
			"an embedded bin",
			place{files: []string{"go.mod", "main.go", "bin/tool 5M"}, ignored: []string{"bin"}, heads: map[string]string{"main.go": goFile}, dockerfiles: build},
			[]string{"review build-output -: bin"},
		},
		{
			"bin that nobody embeds",
			place{files: []string{"go.mod", "main.go", "bin/tool 5M"}, ignored: []string{"bin"}, heads: map[string]string{"main.go": "package main\n"}, dockerfiles: build},
			[]string{"safe build-output -: bin"},
		},
		{
			"a source elsewhere cannot embed it",
			place{files: []string{"go.mod", "cmd/main.go", "bin/tool 5M"}, ignored: []string{"bin"}, heads: map[string]string{"cmd/main.go": goFile}, dockerfiles: build},
			[]string{"safe build-output -: bin"},
		},
		{
			"data and models",
			place{
				files: []string{"go.mod", "ml/run.go", "ml/m.onnx 50M", "ml/n.onnx 50M"}, tracked: []string{"go.mod"}, dockerfiles: build,
				heads: map[string]string{"ml/run.go": "package ml\nimport _ \"embed\"\n//go:embed m.onnx\nvar model []byte\n"},
			},
			[]string{"review models -: ml/m.onnx", "safe models -: ml/n.onnx"},
		},
		{
			"Rust",
			place{
				files: []string{"Cargo.toml", "src/main.rs", "assets/big.bin 50M", "assets/other.bin 50M"}, ignored: []string{"assets/big.bin", "assets/other.bin"},
				heads:       map[string]string{"src/main.rs": "static B: &[u8] = include_bytes!(\"../assets/big.bin\");\n"},
				dockerfiles: []string{"FROM rust\nCOPY . .\nRUN cargo build\n"},
			},
			[]string{"review models -: assets/big.bin", "safe models -: assets/other.bin"},
		},
	})
}
