package catalog_test

import (
	"fmt"

	"github.com/buildctx/buildctx/suggest/catalog"
)

// What is known of directories called target.
func ExampleStacks() {
	for _, s := range catalog.Stacks() {
		for _, a := range s.Artefacts {
			if a.Name() == "target" && len(a.Beside) > 0 {
				fmt.Printf("%s: %s beside %s, made again by %s\n", s.Title, a.Why, a.Beside[0], a.MadeAgain())
			}
		}
	}
	// Output:
	// Java, Kotlin, Scala and Clojure: build output beside pom.xml, made again by `mvn package`
	// Java, Kotlin, Scala and Clojure: build output beside build.sbt, made again by `sbt package`
	// Java, Kotlin, Scala and Clojure: build output beside project.clj, made again by `lein uberjar`
	// Rust: build output beside Cargo.toml, made again by `cargo build`
}
