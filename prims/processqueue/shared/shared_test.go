//go:build unix

package shared_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/process/children"
	"github.com/tenter-go/tenter/prims/processqueue"
	"github.com/tenter-go/tenter/prims/processqueue/shared"
)

const (
	capacity  = 3
	maxLength = 16
)

func inherited() (*shared.Queue, error) {
	var files [shared.Count]*os.File
	for i := range files {
		files[i] = children.Inherited(i)
	}
	return shared.Open(files, capacity, maxLength)
}

// order is what a producer is asked for: so many messages with its name.
type order struct {
	Name  string
	Count int
}

var produce = process.Register("produce", func(o order) (int, error) {
	q, err := inherited()
	if err != nil {
		return 0, err
	}
	for i := range o.Count {
		if err := q.Put(context.Background(), fmt.Appendf(nil, "%s %d", o.Name, i)); err != nil {
			return i, err
		}
	}
	return o.Count, nil
})

// get waits for a message, for ever if none comes.
var get = process.Register("get", func(int) (string, error) {
	q, err := inherited()
	if err != nil {
		return "", err
	}
	message, err := q.Get(context.Background())
	return string(message), err
})

func TestMain(m *testing.M) {
	children.Main()
	os.Exit(m.Run())
}

func queue(t *testing.T) (*shared.Queue, process.Transport) {
	q, err := shared.New(capacity, maxLength)
	if err != nil {
		t.Fatal(err)
	}
	files, err := q.Files()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, f := range files {
			_ = f.Close()
		}
		_ = q.Close()
	})
	return q, children.Transport(files[:]...)
}

func start[A, R any](t *testing.T, transport process.Transport, fn process.Function[A, R], arg A) *process.Process {
	p, err := process.New(transport, fn, arg)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestProducersInProcesses(t *testing.T) {
	const messages = 200
	q, transport := queue(t)
	names := []string{"left", "right"}
	var all []*process.Process
	for _, name := range names {
		all = append(all, start(t, transport, produce, order{name, messages}))
	}
	next := map[string]int{}
	for range len(names) * messages {
		message, err := q.Get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var name string
		var i int
		if _, err := fmt.Sscanf(string(message), "%s %d", &name, &i); err != nil || i != next[name] {
			t.Fatalf("%q comes when %s's number %d was due: %v", message, name, next[name], err)
		}
		next[name]++
		if err := q.TaskDone(); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		if err := p.Join(t.Context()); err != nil {
			t.Fatal(err)
		}
		if code, ended := p.ExitCode(); code != 0 || !ended {
			t.Errorf("a producer ended %v with exit code %d", ended, code)
		}
	}
	if err := q.Join(t.Context()); err != nil || q.Len() != 0 {
		t.Errorf("Join = %v, %d messages left", err, q.Len())
	}
}

// TestAKilledGetterTakesNothingWithIt kills a process that waits: what it waited for goes to another.
func TestAKilledGetterTakesNothingWithIt(t *testing.T) {
	q, transport := queue(t)
	p := start(t, transport, get, 0)
	if err := errors.Join(p.Terminate(), p.Join(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := q.Put(t.Context(), []byte("for whom it may concern")[:maxLength]); err != nil {
		t.Fatal(err)
	}
	if message, err := q.Get(t.Context()); string(message) != "for whom it may " || err != nil {
		t.Errorf("Get = %q, %v", message, err)
	}
}

func TestGiveUp(t *testing.T) {
	q, _ := queue(t)
	if _, err := q.GetTimeout(time.Millisecond); !errors.Is(err, processqueue.ErrEmpty) {
		t.Errorf("GetTimeout = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := q.Get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Get = %v", err)
	}
}
