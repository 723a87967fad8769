// Package handed has BuildKit build Dockerfiles whose stages hand on what they
// have, before and after what the program proposes for them.
package handed
