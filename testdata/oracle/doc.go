// Package oracle compares the program's models of the builders with the libraries that the builders are made of, on
// random small trees, rules and sources. It is a module of its own because those libraries are large and no part of
// the program.
package oracle
