package suggest

import "testing"

// What compilers and bundlers read in a stage is a question, though no COPY
// names it and the image gets none of it. Beside it stands what is alike and is
// read by none.
func TestReadInBuild(t *testing.T) {
	type files = map[string]string
	built := func(run string) string {
		return "AS b\nWORKDIR /s\nCOPY . .\nRUN " + run + "\nFROM alpine\nCOPY --from=b /out /out\n"
	}
	node, c := built("npm ci && npm run build"), built("cmake -S . -B /b && make -C /b")
	maven, python := built("mvn -q package"), built("pip wheel -w /out .")
	tests := []needful{
		{"an import", node, files{"src/i.ts": "import geo from '../data/geo.csv?url'\n"}, "data/geo.csv 8M", "src/i.ts imports it"},
		{"an import by an alias", node, files{"src/i.ts": "import geo from '@/data/geo.csv'\n"}, "src/data/geo.csv 8M", "src/i.ts imports it"},
		{"new URL", node, files{"src/i.js": "new URL('../data/geo.csv', import.meta.url)\n"}, "data/geo.csv 8M", "src/i.js imports it"},
		{"a pattern", node, files{"web/src/i.ts": "import.meta.glob('../../data/*.csv')\n"}, "data/geo.csv 8M", "web/src/i.ts imports it"},
		{"a pattern of another directory", node, files{"src/i.ts": "import.meta.glob('../pages/*.csv')\n"}, "data/geo.csv 8M", ""},
		{"a template", node, files{"src/i.ts": "await import(`../data/${name}.csv`)\n"}, "data/geo.csv 8M", "src/i.ts imports it"},
		{"Vue", node, files{"src/A.vue": "<video src=\"../films/a.mp4\" />\n"}, "films/a.mp4 8M", "src/A.vue imports it"},
		{"MDX", node, files{"docs/a.mdx": "import film from '../films/a.mp4'\n"}, "films/a.mp4 8M", "docs/a.mdx imports it"},
		{"Markdown", node, files{"posts/a.md": "![film](../films/a.mp4)\n"}, "films/a.mp4 8M", "posts/a.md imports it"},
		{"CSS", node, files{"src/a.css": "* { background: url(../films/a.mp4) }\n"}, "films/a.mp4 8M", "src/a.css imports it"},
		{"the name without the extension", node, files{"src/i.ts": "load(`../data/geo`)\n"}, "data/geo.csv 8M", "src/i.ts names it"},
		{"a module of that name", node, files{"src/i.ts": "import geo from '../data/geo'\n", "data/geo.ts": ""}, "data/geo.csv 8M", ""},
		{"the name where the extension is added", node, files{"src/i.ts": "for (const n of ['counties']) read(n + '.csv')\n"}, "x/counties.csv 8M", "src/i.ts names it"},
		{"the name of something else", node, files{"src/i.ts": "const tabs = ['counties']\n"}, "x/counties.csv 8M", ""},
		{"the directory", node, files{"tool.ts": "readdirSync(join(root, 'data'))\n"}, "data/geo.csv 8M", "tool.ts names it"},
		{"a word for the directory", node, files{"src/i.ts": "return body['data'] // data\n"}, "data/geo.csv 8M", ""},
		{"a comment", node, files{"src/i.ts": "// see data/geo.csv\n"}, "data/geo.csv 8M", ""},
		{"an address", node, files{"src/i.ts": "fetch('https://example.org/data/geo.csv')\n"}, "data/geo.csv 8M", ""},
		{"a README", node, files{"README.md": "see [it](data/geo.csv)\n"}, "data/geo.csv 8M", ""},
		{"what a program wrote", node, files{"src/i.ts": "// Code generated. DO NOT EDIT.\nexport const from = 'data/geo.csv'\n"}, "data/geo.csv 8M", ""},
		{"a test", node, files{"src/i.test.ts": "import geo from '../data/geo.csv'\n"}, "data/geo.csv 8M", ""},
		{"where uploads go", built("python manage.py check"), files{"manage.py": "", "app/s.py": "MEDIA_ROOT = root / 'media'\n"}, "media/up/a.mp4 8M", ""},
		{"nothing runs but what installs", built("npm ci"), files{"src/i.ts": "import geo from '../data/geo.csv'\n"}, "data/geo.csv 8M", ""},
		{"another stage has the source", "AS b\nCOPY src /s\nRUN npm run build\nFROM debian AS c\nCOPY . /x\nFROM alpine\nCOPY --from=b /out /out\n", files{"src/i.ts": "import '../data/geo.csv'\n"}, "data/geo.csv 8M", ""},
		{"a stage that has it from another one", "AS a\nCOPY . /s\nFROM debian AS b\nCOPY --from=a /s /s\nRUN npm run build\nFROM alpine\nCOPY --from=b /out /out\n", files{"src/i.ts": "import '../data/geo.csv'\n"}, "data/geo.csv 8M", "src/i.ts names it"},
		{"a mount", "AS b\nRUN --mount=type=bind,target=/s cd /s && npm run build\nFROM alpine\nCOPY --from=b /out /out\n", files{"src/i.ts": "import '../data/geo.csv'\n"}, "data/geo.csv 8M", "src/i.ts imports it"},
		{"C", c, files{"src/m.c": "static const char f[] = {\n#embed \"../data/font.bin\"\n};\n"}, "data/font.bin 20M", "src/m.c embeds it"},
		{"an assembler", c, files{"src/f.S": ".incbin \"data/font.bin\"\n"}, "data/font.bin 20M", "src/f.S embeds it"},
		{"a macro", c, files{"src/f.cpp": "INCBIN(Font, \"data/font.bin\");\n"}, "data/font.bin 20M", "src/f.cpp embeds it"},
		{"C without it", c, files{"src/m.c": "#include \"font.h\"\n"}, "data/font.bin 20M", ""},
		{"Zig", built("zig build"), files{"src/m.zig": "const f = @embedFile(\"font.bin\");\n"}, "src/font.bin 20M", "src/m.zig embeds it"},
		{"Nim", built("nimble build"), files{"src/m.nim": "const f = staticRead(\"../data/font.bin\")\n"}, "data/font.bin 20M", "src/m.nim embeds it"},
		{"Haskell", built("cabal build"), files{"src/M.hs": "f = $(embedFile \"data/font.bin\")\n"}, "data/font.bin 20M", "src/M.hs embeds it"},
		{"Elixir", built("mix release"), files{"lib/m.ex": "@external_resource \"data/geo.csv\"\n"}, "data/geo.csv 8M", "lib/m.ex embeds it"},
		{"Maven", maven, files{"pom.xml": "<resource><directory>data</directory></resource>\n"}, "data/geo.csv 8M", "pom.xml packs it"},
		{"Maven, another directory", maven, files{"pom.xml": "<resource><directory>etc</directory></resource>\n"}, "data/geo.csv 8M", ""},
		{"Maven in one stage", "WORKDIR /s\nCOPY . .\nRUN mvn package\nCMD java -jar a.jar\n", files{"pom.xml": "<resource><directory>data</directory></resource>\n"}, "data/geo.csv 8M", "pom.xml packs it"},
		{"Gradle", built("gradle jar"), files{"build.gradle": "sourceSets.main.resources.srcDirs = ['data']\n"}, "data/geo.csv 8M", "build.gradle names it"},
		{"MANIFEST.in", python, files{"MANIFEST.in": "graft data\n"}, "data/geo.csv 8M", "MANIFEST.in packs it"},
		{"data of a package", python, files{"pyproject.toml": "[tool.setuptools.package-data]\npkg = [\"models/*\"]\n"}, "src/pkg/models/a.onnx 8M", "pyproject.toml packs it"},
		{"no data of a package", python, files{"pyproject.toml": "[project]\nname = \"models\"\n"}, "src/pkg/models/a.onnx 8M", ""},
		{"Hugo", built("hugo"), files{"hugo.toml": "title = 'x'\n"}, "data/geo.csv 8M", "data is read whole"},
		{"Hugo, another directory", built("hugo"), files{"hugo.toml": "title = 'x'\n"}, "raw/geo.csv 8M", ""},
		{"migrations", built("cargo build"), files{"Cargo.toml": "", "src/main.rs": "sqlx::migrate!(\"./seeds\")\n"}, "seeds/a.sql.gz 8M", "src/main.rs embeds it"},
		{"no migrations", built("cargo build"), files{"Cargo.toml": "", "src/main.rs": "// seeds\n"}, "seeds/a.sql.gz 8M", ""},
		{"a key store", node, files{"src/i.ts": "import store from '../keys/a.p12'\n"}, "keys/a.p12 8k", "src/i.ts imports it"},
		{"a key store that is named", node, files{"src/i.ts": "const help = 'put keys/a.p12 there'\n"}, "keys/a.p12 8k", ""},
		{"what is known by nothing", node, files{"src/i.ts": "import d from '../x/a.dat'\n"}, "x/a.dat 8M", "src/i.ts imports it"},
		{"a language that nobody knows", built("./build"), files{"build": "", "src/m.xyz": "asset \"data/geo.csv\"\n"}, "data/geo.csv 8M", "src/m.xyz names it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.check(t) })
	}
}
