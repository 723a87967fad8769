package main

import (
	"io/fs"
	"sync"

	"github.com/moby/buildkit/session/filesync"
	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
	"google.golang.org/grpc"

	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// A spy is the service that the daemon asks for files. BuildKit's own answers; the spy listens.
type spy struct {
	filesync.UnimplementedFileSyncServer
	dirs map[string]fsutil.FS

	mu        sync.Mutex
	transfers []*wire.Transfer
}

// Register makes the spy known to the session.
func (s *spy) Register(server *grpc.Server) { filesync.RegisterFileSyncServer(server, s) }

// DiffCopy answers one request. Each has a provider of its own, whose last filter tells what was asked for.
func (s *spy) DiffCopy(stream filesync.FileSync_DiffCopyServer) error {
	t := new(wire.Transfer)
	provider := filesync.NewFSSyncProvider(filesync.StaticDirSource(s.dirs), func(name string, opt *fsutil.FilterOpt) error {
		t.Name, t.Follow, t.Exclude = name, opt.FollowPaths, opt.ExcludePatterns
		return nil
	})
	err := provider.(filesync.FileSyncServer).DiffCopy(&listener{FileSync_DiffCopyServer: stream, transfer: t})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.transfers = append(s.transfers, t)
	return err
}

// recorded are the transfers that ended.
func (s *spy) recorded() []*wire.Transfer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*wire.Transfer{}, s.transfers...)
}

// A listener is a stream that records what is sent. Only one goroutine sends at a time (fsutil send.go, syncStream).
type listener struct {
	filesync.FileSync_DiffCopyServer
	transfer *wire.Transfer
}

// SendMsg sends a packet.
func (l *listener) SendMsg(m any) error {
	if p, ok := m.(*types.Packet); ok {
		l.record(p)
	}
	return l.FileSync_DiffCopyServer.SendMsg(m)
}

func (l *listener) record(p *types.Packet) {
	t, size := l.transfer, int64(p.Size())
	t.Total += size
	switch p.Type {
	case types.PACKET_STAT:
		t.StatBytes += size
		if p.Stat != nil {
			t.Entries = append(t.Entries, entry(p.Stat))
		}
	case types.PACKET_ERR:
		t.Failed = true
	case types.PACKET_DATA:
		t.DataBytes += size
		t.Payload += int64(len(p.Data))
		t.Entries[p.ID].Sent += int64(len(p.Data))
	}
}

// entry is what the daemon makes of an announcement.
func entry(s *types.Stat) wire.Entry {
	mode := fs.FileMode(s.Mode)
	e := wire.Entry{Path: s.Path, Type: wire.File, Mode: wire.Mode(mode), Size: s.Size, Linkname: s.Linkname}
	switch {
	case mode.IsDir():
		e.Type = wire.Dir
	case mode&fs.ModeSymlink != 0:
		e.Type = wire.Symlink
	case s.Linkname != "":
		e.Type = wire.Hardlink
	case mode&fs.ModeNamedPipe != 0:
		e.Type = wire.Fifo
	case mode&fs.ModeDevice != 0:
		e.Type = wire.Device
	}
	return e
}
