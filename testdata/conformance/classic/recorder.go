// Package classic runs the classic builder: its clients, against a server that records what they upload, alone or in
// front of a real dockerd.
package classic

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"strings"
	"sync"

	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// An Upload is the build context as a client sent it.
type Upload struct {
	Entries []wire.Entry
	Size    int64 // of the archive, which is the figure that the client prints
}

// A recorder is a server for one build.
type recorder struct {
	server   *http.Server
	upstream http.Handler // nil: answer as a daemon that builds nothing

	mu     sync.Mutex
	upload *Upload
	err    error
}

// record listens on a socket. What it does not answer itself the daemon behind the other socket does, if one is given.
func record(socket, daemon string) (*recorder, error) {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(socket, 0o666); err != nil {
		return nil, err
	}
	r := new(recorder)
	if daemon != "" {
		r.upstream = &httputil.ReverseProxy{
			Rewrite: func(p *httputil.ProxyRequest) { p.Out.URL.Scheme, p.Out.URL.Host = "http", "docker" },
			Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "unix", daemon)
			}},
			FlushInterval: -1,
		}
	}
	r.server = &http.Server{Handler: r}
	go func() { _ = r.server.Serve(listener) }() // It ends with close.
	return r, nil
}

// close ends the server, when what it answers has been answered, and returns what was uploaded; nil if nothing was.
func (r *recorder) close(ctx context.Context) (*Upload, error) {
	if err := r.server.Shutdown(ctx); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.upload, r.err
}

// ServeHTTP answers what a client asks for a build.
func (r *recorder) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	builds := strings.HasSuffix(q.URL.Path, "/build")
	if builds {
		read, write := io.Pipe()
		body := &counted{Reader: io.TeeReader(q.Body, write)}
		q.Body = io.NopCloser(body)
		done := make(chan struct{})
		go func() {
			defer close(done)
			entries, err := wire.FromTar(read)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.upload, r.err = &Upload{Entries: entries}, err
		}()
		defer func() {
			_, _ = io.Copy(io.Discard, body) // A daemon that refuses the build does not read to the end.
			write.Close()
			<-done
			r.mu.Lock()
			defer r.mu.Unlock()
			r.upload.Size = body.n
		}()
	}
	switch {
	case r.upstream != nil:
		r.upstream.ServeHTTP(w, q)
	case builds:
		if _, err := io.Copy(io.Discard, q.Body); err == nil {
			fmt.Fprintln(w, `{"stream":"built nothing\n"}`)
		}
	case strings.HasSuffix(q.URL.Path, "/_ping"):
		w.Header().Set("Api-Version", "1.52")
		w.Header().Set("Builder-Version", "1")
		w.Header().Set("Ostype", "linux")
		fmt.Fprint(w, "OK")
	default:
		http.NotFound(w, q)
	}
}

// counted counts what is read.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
