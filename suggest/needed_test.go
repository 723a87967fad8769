package suggest

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// A needful is something that git ignores, in a project whose files are
// tracked.
type needful struct {
	name, dockerfile string // the latter without "FROM debian"
	files            map[string]string
	path             string
	evidence         string // for the doubt; empty where it is safe to go
}

// Whatever a build or the image needs is a question, though git ignores it and
// no COPY names it. Beside it stands what is alike and needed by nobody.
func TestNeededAllTheSame(t *testing.T) {
	const python, node = "COPY . .\nRUN pip install -r requirements.txt\nCMD python serve.py\n", "COPY . .\nRUN npm ci\nCMD npm start\n"
	type files = map[string]string
	tests := []needful{
		{"settings name it", python, files{"serve.py": "", "config.yaml": "model: weights/a.onnx\n"}, "weights/a.onnx 20M", "config.yaml names it"},
		{"settings leave it out", python, files{"serve.py": "", "config.yaml": "exclude: [weights/a.onnx]\n"}, "weights/a.onnx 20M", ""},
		{"settings of those who run it", python, files{"serve.py": "", "k8s/app.yaml": "mountPath: /srv/weights\n"}, "weights/a.onnx 20M", ""},
		{"an imported module", python, files{"serve.py": "import a, model\n", "model.py": "M = 'a.onnx'\n"}, "weights/a.onnx 20M", "model.py names it"},
		{"of a package", python, files{"serve.py": "from lib.m import (\n", "lib/m.py": "from .x import y", "lib/x.py": "'a.onnx'"}, "weights/a.onnx 20M", "lib/x.py names it"},
		{"a module in a package", python, files{"serve.py": "from lib import m\n", "lib/m.py": "from . import x", "lib/x.py": "'a.onnx'"}, "weights/a.onnx 20M", "lib/x.py names it"},
		{"another module", python, files{"serve.py": "import model\n", "train.py": "'a.onnx'"}, "weights/a.onnx 20M", ""},
		{"its directory", python, files{"serve.py": "os.listdir('weights')\n"}, "weights/a.onnx 20M", "serve.py names it"},
		{"a directory above", python, files{"serve.py": "load('./weights')\n"}, "weights/bert/a.onnx 20M", "serve.py names it"},
		{"a development server", node, files{"package.json": `{"devDependencies": {"vite": "6"}}`}, ".env", "a tool in package.json beside it may read it"},
		{"a library that loads settings", python, files{"serve.py": "from decouple import config"}, ".env", "serve.py loads it"},
		{"a library in a manifest", "COPY . .\nRUN bundle\nCMD rails s\n", files{"Gemfile": "gem 'dotenv-rails'"}, ".env", "Gemfile loads it"},
		{"the same for an image without it", "AS b\nCOPY . /s\nRUN bundle\nFROM ruby\nCOPY --from=b /gems /gems\n", files{"Gemfile": "gem 'dotenv-rails'"}, ".env", ""},
		{"another file in its directory", python, files{"serve.py": "open('weights/b.txt')\n", "weights/b.txt": ""}, "weights/a.onnx 20M", ""},
		{"a pattern", python, files{"serve.py": "glob('w*/*.onnx')\n"}, "weights/a.onnx 20M", "serve.py names it"},
		{"a variable", python, files{"serve.py": "f'weights/{name}.onnx'\n"}, "weights/a.onnx 20M", "serve.py names it"},
		{"a word for it", python, files{"serve.py": "weights = 1\n"}, "weights/a.onnx 20M", ""},
		{"a required module", node, files{"package.json": `{"scripts": {"start": "node a"}}`, "a.js": "require('./lib')", "lib/index.js": "'a.onnx'"}, "weights/a.onnx 20M", "lib/index.js names it"},
		{"a notebook", "COPY . .\nCMD voila a.ipynb\n", files{"a.ipynb": `"read('x.parquet')"`}, "x/x.parquet 20M", "a.ipynb names it"},
		{"a program in R", "COPY . .\nCMD Rscript app.R\n", files{"app.R": "readRDS('x.rds')"}, "x/x.rds 20M", "app.R names it"},
		{"a source of the program in the image", "COPY . .\nRUN go build -o /a .\nCMD /a\n", files{"db/a.go": `open("seed.db")`}, "seed.db 5M", "db/a.go names it"},
		{"a source of a program elsewhere", "AS b\nCOPY . /s\nRUN go build -o /a .\nFROM alpine\nCOPY --from=b /a /a\n", files{"db/a.go": `open("seed.db")`}, "seed.db 5M", ""},
		{"a test of it", "COPY . .\nRUN go build -o /a .\nCMD /a\n", files{"db/a_test.go": `open("seed.db")`}, "seed.db 5M", ""},
		{"a script of PHP", "COPY . /var/www/html\n", files{"lib/a.php": `fopen("x.csv")`}, "lists/x.csv 8M", "lib/a.php names it"},
		{"a web server", "AS web\nCOPY . /srv\nFROM nginx AS s\nCOPY . /usr/share/nginx/html\n", nil, "films/a.mp4 30M", "stage s serves what it is given"},
		{"a public directory", node, files{"package.json": "{}", "public/x.txt": ""}, "public/a.mp4 30M", "public is packed or served whole"},
		{"resources of Java", "AS b\nCOPY . .\nRUN mvn package\nFROM alpine\nCOPY --from=b /target/a.jar /\n", nil, "src/main/resources/a.onnx 30M", "src/main/resources is packed or served whole"},
		{"a loop over a directory", "COPY . /b\nRUN for f in /b/debs/*; do dpkg -i $f; done\n", nil, "debs/a.deb 2M", "Dockerfile:3 names it"},
		{"a variable in a RUN", "COPY . .\nARG V=1\nRUN tar xf sdk-${V}.tar.gz\n", nil, "sdk-1.tar.gz 2M", "Dockerfile:4 names it"},
		{"a path of Windows", "COPY . C:/s\nRUN Expand-Archive tools\\\\a.zip C:\\\\x\n", nil, "tools/a.zip 2M", "Dockerfile:3 names it"},
		{"a script with a pattern", "COPY . .\nRUN ./i.sh\n", files{"i.sh": "dpkg -i x/*.deb\n"}, "x/a.deb 2M", "i.sh names it"},
		{"a script that only removes", "COPY . .\nRUN ./i.sh\n", files{"i.sh": "rm -f x/*.deb\n"}, "x/a.deb 2M", ""},
		{"a script with a variable", "COPY . .\nRUN ./i.sh\n", files{"i.sh": "tar xf sdk-$(V).tar.gz\n"}, "x/sdk-1.tar.gz 2M", "i.sh names it"},
		{"a here-document of COPY", "COPY . .\nCOPY <<E /s.sh\nserve a.onnx\nE\nCMD sh /s.sh\n", nil, "m/a.onnx 20M", "Dockerfile:3 COPY names it"},
		{"a package feed", "COPY . .\nRUN dotnet restore\n", files{"nuget.config": `<add value="./feed" />`}, "feed/a.nupkg 2M", "nuget.config names it"},
		{"an offline mirror", "COPY . .\nRUN yarn install\n", files{".yarnrc": `yarn-offline-mirror "./m"`}, "m/a.tgz 2M", ".yarnrc names it"},
		{"a folder of wheels", "COPY . .\nRUN pip install -r requirements.txt -e .\n", files{"requirements.txt": "-f dist\n", "setup.py": ""}, "dist/a.whl 2M", "requirements.txt installs from it"},
		{"a dependency by its path", "COPY . .\nRUN poetry install && poetry build\n", files{"pyproject.toml": `a = {path = "dist/a.whl"}`}, "dist/a.whl 2M", "pyproject.toml installs from it"},
		{"data of a package", "COPY . .\nRUN pip install .\nCMD serve\n", files{"MANIFEST.in": "recursive-include a *.csv\n"}, "a/x.csv 8M", "MANIFEST.in names it"},
		{"what a Procfile starts", "COPY . .\nCMD honcho start\n", files{"Procfile": "w: python w.py\n", "w.py": "'a.onnx'"}, "x/a.onnx 20M", "w.py names it"},
		{"what compose starts", "COPY . .\nCMD a\n", files{"compose.yaml": "command:\n  - python\n  - w.py\nvolumes:\n  - ./x:/x\n", "w.py": "'a.onnx'"}, "x/a.onnx 20M", "w.py names it"},
		{"what compose mounts", "COPY . .\nCMD python w.py\n", files{"compose.yaml": "volumes:\n  - ./x:/x\n", "w.py": ""}, "x/a.onnx 20M", ""},
		{"what a supervisor starts", "COPY . .\nCMD supervisord -c s.conf\n", files{"s.conf": "command=python w.py\n", "w.py": "'a.onnx'"}, "x/a.onnx 20M", "w.py names it"},
		{"what the base image starts", "COPY . .\n", files{"w.py": "'a.onnx'"}, "x/a.onnx 20M", "w.py names it"},
		{"the main program of a package", "COPY . .\nCMD node .\n", files{"package.json": `{"main": "lib/w.js"}`, "lib/w.js": "'a.onnx'"}, "x/a.onnx 20M", "lib/w.js names it"},
		{"a server of files", "COPY . .\nCMD python -m http.server\n", nil, "films/a.mp4 30M", "stage 0 serves what it is given"},
		{"a link", "COPY . .\nCMD python w.py\n", files{"w.py": "", "m.onnx -> x/a.onnx": ""}, "x/a.onnx 20M", "m.onnx leads to it"},
		{
			"a link that another stage takes", "AS b\nCOPY . /s\nRUN make\nFROM alpine\nCOPY --from=b /s/last.log /\n",
			files{"a.txt": ""},
			"last.log -> a.txt", "Dockerfile:5 COPY --from=b /s/last.log takes it",
		},
		{
			"what another stage takes from a copy", "AS b\nCOPY . /s\nRUN cp -r /s /o\nFROM alpine\nCOPY --from=b /o/last.log /\n", nil,
			"last.log", "Dockerfile:5 COPY --from=b /o/last.log takes it",
		},
		{"a store and no network", "COPY . .\nRUN pnpm i --offline\n", files{"package.json": "{}"}, ".pnpm-store/v3/a 5M", "a RUN works offline"},
		{"a cache that the program reads", python, files{"serve.py": "load(cache='.cache/m')"}, ".cache/m/a 20M", "serve.py names it"},
		{"a cache", python, files{"serve.py": ""}, ".cache/m/a 20M", ""},
		{"terraform without init", "COPY . .\nCMD terraform apply\n", nil, ".terraform/providers/a 9M", "nothing says `terraform init`"},
		{"terraform with init", "COPY . .\nCMD terraform init && terraform apply\n", nil, ".terraform/providers/a 9M", ""},
		{"what containers start uses a program", "COPY . .\nRUN go build -o /a .\nCMD ./s.sh\n", files{"go.mod": "", "s.sh": "bin/tool x\n"}, "bin/tool 9M", "s.sh names it"},
		{"what a source uses", "COPY . .\nRUN go build -o /a .\nCMD /a\n", files{"go.mod": "", "a.go": `exec("./bin/tool")`}, "bin/tool 9M", "a.go names it"},
		{"what nobody uses", "COPY . .\nRUN go build -o /a .\nCMD /a\n", files{"go.mod": "", "a.go": ""}, "bin/tool 9M", ""},
		{"a clone", "COPY . .\nRUN colcon build\n", nil, "src/nav/.git/HEAD 5M", "a stage takes it"},
		{"a library from elsewhere", "COPY . .\nRUN make\n", files{"Makefile": "cc -Lx -la"}, "x/liba.a 5M", "ignored by git"},
		{"a library beside its objects", "COPY . .\nRUN make\n", files{"Makefile": "", "x/a.c": ""}, "x/liba.a 5M", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.check(t) })
	}
}

// check holds what is found to what is expected.
func (n needful) check(t *testing.T) {
	t.Helper()
	from := "FROM debian\n"
	if strings.HasPrefix(n.dockerfile, "AS ") {
		from = "FROM debian "
	}
	p := place{heads: map[string]string{"main": ""}, dockerfiles: []string{from + n.dockerfile}, files: []string{n.path, "main"}, tracked: []string{"main"}}
	for _, name := range slices.Sorted(maps.Keys(n.files)) {
		p.heads[name] = n.files[name]
		p.files, p.tracked = append(p.files, name), append(p.tracked, pathOf(name))
	}
	entry := pathOf(n.path)
	p.ignored = []string{entry}
	for dir := path.Dir(entry); dir != "."; dir = path.Dir(dir) {
		if !slices.ContainsFunc(p.tracked, func(name string) bool { return strings.HasPrefix(name, dir+"/") }) {
			p.ignored = append(p.ignored, dir)
		}
	}
	in := p.input(t)
	at, _ := in.Tree.Lookup(entry)
	for _, c := range Find(in) {
		for _, i := range c.Entries {
			if i > at || at >= in.Tree.End(i) {
				continue
			}
			if isSafe := c.Safety.String() == "safe"; isSafe != (n.evidence == "") {
				t.Errorf("%s: %q", c.Safety, c.Evidence)
			} else if n.evidence != "" && !slices.Contains(c.Evidence, n.evidence) {
				t.Errorf("evidence %q", c.Evidence)
			}
			return
		}
	}
	t.Error("it is not found")
}
