package oracle

import (
	"strings"
	"testing"

	"github.com/buildctx/buildctx/context/needs"
)

// TestNeedsPlatforms compares how platforms are read and what the arguments
// derived from them hold.
func TestNeedsPlatforms(t *testing.T) {
	const arguments = "FROM scratch\n" +
		"ARG TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETOSVERSION BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT BUILDOSVERSION\n" +
		"COPY p/$TARGETPLATFORM o/$TARGETOS a/$TARGETARCH v/$TARGETVARIANT w/$TARGETOSVERSION " +
		"bp/$BUILDPLATFORM bo/$BUILDOS ba/$BUILDARCH bv/$BUILDVARIANT bw/$BUILDOSVERSION /x/\n"
	for _, p := range []string{
		"linux/amd64", "linux/amd64/v1", "linux/amd64/v3", "linux/x86_64", "linux/X86-64", "linux/386", "linux/i386", "LINUX/AMD64",
		"linux/arm64", "linux/arm64/v8", "linux/arm64/v8.0", "linux/arm64/8", "linux/arm64/9", "linux/arm64/v9.1", "linux/aarch64",
		"linux/arm", "linux/arm/v5", "linux/arm/6", "linux/arm/v7", "linux/arm/7", "linux/arm/8", "linux/armhf", "linux/armel", "linux/armhf/v6",
		"linux/riscv64", "linux/ppc64le", "linux/s390x", "linux/unheard", "unheard/of", "windows/amd64", "windows(10.0.17763)/amd64",
		"windows(10.0.17763+win32k)/amd64", "macos/arm64", "darwin", "linux", "amd64", "arm64", "arm", "armhf", "wasm", "js/wasm",
	} {
		if difference, refused := compare(arguments, needs.Options{Platforms: []string{p}}, nil); difference != "" || refused {
			t.Errorf("%s: refused %v, %s", p, refused, difference)
		}
	}
	for _, p := range []string{"unheard", "a/b/c/d", "*", "linux/*", "linux/a b", "linux/", "/amd64", "a/b/", "linux(x/y)", "é/a"} {
		if difference, refused := compare("FROM --platform="+strings.ReplaceAll(p, " ", `\ `)+" scratch\n", needs.Options{}, nil); difference != "" || !refused {
			t.Errorf("%s: refused %v, %s", p, refused, difference)
		}
	}
}

// TestNeedsReferences compares which names of images are accepted.
func TestNeedsReferences(t *testing.T) {
	hex := strings.Repeat("0123456789abcdef", 4)
	for _, name := range []string{
		"alpine", "alpine:3", "alpine:", "alpine:a/b", ":3", "Alpine", "alpine:A", "a/b", "A/b", "A/B", "a/B", "localhost/x", "localhost:5000/x", "localhost",
		"h.io/x", "H.io/x", "h.io/X", "h.io:80/x:y", "h.io:x/y", "[::1]:5000/x", "[::1]/x", "index.docker.io/x", "docker.io/x", "docker.io/a/b",
		"a_b", "a__b", "a___b", "a.b", "a..b", "a-b", "a--b", "a-", "-a", "_a", "a_", ".a", "a//b", "/a", "a/", "é", "a:é",
		hex, hex[1:], "x@sha256:" + hex, "x:1@sha256:" + hex, "x@sha256:" + hex[1:], "x@md9:" + hex, "x@sha256:" + strings.ToUpper(hex), "x@", "x@y",
		strings.Repeat("a", 255), strings.Repeat("a", 256), strings.Repeat("a", 247), strings.Repeat("a", 248), "h.io/" + strings.Repeat("a", 255),
		"h.io/" + strings.Repeat("a", 256), "x:" + strings.Repeat("t", 128), "x:" + strings.Repeat("t", 129),
	} {
		if difference, _ := compare("FROM "+name+"\nCOPY a /x/\n", needs.Options{}, nil); difference != "" {
			t.Errorf("%s: %s", name, difference)
		}
	}
}
