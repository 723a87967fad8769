package builds

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/suggest/commands"
)

// scriptElsewhere reports whether a RUN calls a script of a package.json that
// works in another part of the build context than that which holds the entry:
// "build": "npm run build -w apps/api".
func (r *Builds) scriptElsewhere(line runLine, i uint32) bool {
	dir := uint32(0)
	if len(line.dirs) == 1 {
		dir = line.dirs[0]
	}
	var scripts map[string]string
	for _, command := range line.Commands {
		name := scriptOf(command)
		if name == "" {
			continue
		}
		if scripts == nil {
			scripts = r.scriptsIn(dir)
		}
		if text := scripts[name]; commands.MovesElsewhere(r.tree, text, i) || commands.ChoosesElsewhere(r.tree, text, i) {
			return true
		}
	}
	return false
}

// scriptOf is the script that a command calls: "npm run build", "yarn build";
// empty if it calls none.
func scriptOf(command string) string {
	words := strings.Fields(command)
	if len(words) < 2 || !slices.Contains([]string{"npm", "pnpm", "yarn", "bun"}, words[0]) {
		return ""
	}
	if words[1] == "run" && len(words) > 2 {
		return words[2]
	}
	return words[1]
}

// packageJSONSize is how much of a package.json is read.
const packageJSONSize = 64 << 10

// scriptsIn are the scripts of the package.json in a directory.
func (r *Builds) scriptsIn(dir uint32) map[string]string {
	var manifest struct {
		Scripts map[string]string `json:"scripts"`
	}
	if r.head == nil || json.Unmarshal(r.head(path.Join(r.tree.Path(dir), "package.json"), packageJSONSize), &manifest) != nil {
		return map[string]string{}
	}
	return manifest.Scripts
}
