package items

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

// slowWriter gives way in the middle of a write, under a lock.
type slowWriter struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *slowWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.b.Write(p[:1])
	yield()
	return w.b.Write(p[1:])
}

func (w *slowWriter) String() string { return strings.Join(strings.Fields(w.b.String()), " ") }

var errA, errB = errors.New("a"), errors.New("b")

var libraries = []Item{
	{Name: "errgroup", Want: []string{"a", "b"}, Run: func() string {
		var g errgroup.Group
		g.Go(func() error { return errA })
		g.Go(func() error { return errB })
		return g.Wait().Error()
	}},
	{Name: "errgroup with a context", Want: []string{"a context canceled"}, Run: func() string {
		g, ctx := errgroup.WithContext(context.Background())
		g.SetLimit(2)
		g.Go(func() error { return errA })
		g.Go(func() error { <-ctx.Done(); return ctx.Err() })
		err := g.Wait()
		return fmt.Sprint(err, " ", ctx.Err())
	}},
	{Name: "singleflight", Want: []string{"1", "2"}, Run: func() string {
		var g singleflight.Group
		var mu sync.Mutex
		n := 0
		step := func() {
			g.Do("k", func() (any, error) {
				mu.Lock()
				defer mu.Unlock()
				n++
				return n, nil
			})
		}
		both(step, step)
		return fmt.Sprint(n)
	}},
	{Name: "weighted semaphore", Want: []string{"2"}, Run: func() string {
		s := semaphore.NewWeighted(1)
		return twice(func() { s.Acquire(context.Background(), 1) }, func() { s.Release(1) })
	}},
	{Name: "weighted semaphore, cancelled", Want: []string{"<nil>", "context canceled"}, Run: func() string {
		s := semaphore.NewWeighted(1)
		s.Acquire(context.Background(), 1)
		ctx, cancel := context.WithCancel(context.Background())
		var err error
		both(func() { s.Release(1); cancel() }, func() { err = s.Acquire(ctx, 1) })
		return fmt.Sprint(err)
	}},
	{Name: "log.Logger over a writer that gives way", Want: []string{"one two", "two one"}, Run: func() string {
		var w slowWriter
		l := log.New(&w, "", 0)
		both(func() { l.Print("one") }, func() { l.Println("two") })
		return w.String()
	}},
	{Name: "slog over a writer that gives way", Want: []string{"level=INFO msg=one level=INFO msg=two", "level=INFO msg=two level=INFO msg=one"}, Run: func() string {
		var w slowWriter
		l := slog.New(slog.NewTextHandler(&w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		}}))
		both(func() { l.Info("one") }, func() { l.Info("two") })
		return w.String()
	}},
	{Name: "io.Pipe", Want: []string{"hello EOF"}, Run: func() string {
		r, w := io.Pipe()
		go func() {
			io.WriteString(w, "hel")
			io.WriteString(w, "lo")
			w.Close()
		}()
		all, err := io.ReadAll(r)
		_, end := r.Read(make([]byte, 1))
		if err != nil {
			return err.Error()
		}
		return fmt.Sprint(string(all), " ", end)
	}},
	{Name: "io.Pipe without a writer", Want: []string{"1 stuck"}, Hangs: true, Run: func() string {
		r, _ := io.Pipe()
		r.Read(make([]byte, 1))
		return ""
	}},
}
