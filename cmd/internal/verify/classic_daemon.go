package verify

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// An upload is a build context that the classic client has sent.
type upload struct {
	bytes   int64
	entries []entry
	err     error
}

// A classicDaemon is as much of a Docker daemon as the classic client needs to
// send a build context.
type classicDaemon struct {
	http.Server
	uploads chan *upload
}

// apiVersion is one that old and new clients accept (docker/cli refuses less
// than 1.44 since version 29).
const apiVersion = "1.44"

func newClassicDaemon() *classicDaemon {
	d := &classicDaemon{uploads: make(chan *upload, 1)}
	d.ReadHeaderTimeout = time.Minute
	d.Handler = http.HandlerFunc(d.serve)
	return d
}

func (d *classicDaemon) serve(w http.ResponseWriter, request *http.Request) {
	h := w.Header()
	h.Set("Api-Version", apiVersion)
	h.Set("Ostype", "linux")
	h.Set("Content-Type", "application/json")
	switch path := request.URL.Path; {
	case request.Method == http.MethodPost && strings.HasSuffix(path, "/build"):
		d.receive(request.Body)
		fmt.Fprintln(w, `{"stream":"received\n"}`)
	case strings.HasSuffix(path, "/_ping"):
		h.Set("Content-Type", "text/plain")
		fmt.Fprint(w, "OK")
	case strings.HasSuffix(path, "/version"):
		fmt.Fprintf(w, `{"ApiVersion":%q,"MinAPIVersion":"1.24","Os":"linux"}`+"\n", apiVersion)
	case strings.HasSuffix(path, "/info"):
		fmt.Fprintln(w, `{"OSType":"linux"}`)
	default:
		http.Error(w, `{"message":"this is no daemon"}`, http.StatusNotFound)
	}
}

// receive counts and lists what is sent. Only the first one counts.
func (d *classicDaemon) receive(body io.Reader) {
	u := &upload{}
	counted := io.TeeReader(body, (*counter)(&u.bytes))
	u.entries, u.err = readArchive(counted)
	select {
	case d.uploads <- u:
	default:
	}
}

// A counter counts what is written to it.
type counter int64

// Write counts p.
func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
