//go:build unix

package mapped_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/process/children"
	"github.com/tenter-go/tenter/prims/processpool"
	"github.com/tenter-go/tenter/prims/sharedmemory"
	"github.com/tenter-go/tenter/prims/sharedmemory/mapped"
)

func inherited() (*mapped.Memory, error) {
	return mapped.Open([mapped.Count]*os.File{children.Inherited(0), children.Inherited(1), children.Inherited(2)})
}

// count adds to the first word by Update, and to the second under the lock, as often as it is told.
var count = process.Register("count", func(times int) (int, error) {
	m, err := inherited()
	if err != nil {
		return 0, err
	}
	free, locked := sharedmemory.ValueOf[int64](m.Memory, 0), sharedmemory.ValueOf[int64](m.Memory, 1)
	for range times {
		free.Update(func(n int64) int64 { return n + 1 })
		if err := m.Lock().Acquire(context.Background()); err != nil {
			return 0, err
		}
		locked.Store(locked.Load() + 1)
		if err := m.Lock().Release(); err != nil {
			return 0, err
		}
	}
	return times, nil
})

// hold takes the lock and dies.
var hold = process.Register("hold", func(int) (int, error) {
	m, err := inherited()
	if err != nil {
		return 0, err
	}
	if err := m.Lock().Acquire(context.Background()); err != nil {
		return 0, err
	}
	children.Exit(0)
	return 0, nil
})

func TestMain(m *testing.M) {
	children.Main()
	os.Exit(m.Run())
}

func memory(t *testing.T, n int) (*mapped.Memory, process.Transport) {
	m, err := mapped.New(n)
	if err != nil {
		t.Fatal(err)
	}
	files, err := m.Files()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, f := range files {
			_ = f.Close()
		}
		_ = m.Close()
	})
	return m, children.Transport(files[:]...)
}

func TestProcessesCountTogether(t *testing.T) {
	const workers, times = 3, 300
	m, transport := memory(t, 2)
	err := processpool.Run(transport, workers, func(p *processpool.Pool) error {
		for _, err := range processpool.Map(t.Context(), p, count, func(yield func(int) bool) {
			for range workers {
				yield(times)
			}
		}) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a := sharedmemory.ArrayOf[int64](m.Memory, 0, 2)
	if a.Load(0) != workers*times || a.Load(1) != workers*times {
		t.Errorf("counted %d by Update and %d under the lock, want %d", a.Load(0), a.Load(1), workers*times)
	}
}

func TestADeadHolderLeavesTheLockHeld(t *testing.T) {
	m, transport := memory(t, 0)
	p, err := process.New(transport, hold, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(p.Start(), p.Join(t.Context())); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := m.Lock().Acquire(ctx); !errors.Is(err, context.DeadlineExceeded) || m.Lock().Holder() == 0 {
		t.Errorf("Acquire = %v, held by %d", err, m.Lock().Holder())
	}
	if err := m.Lock().Release(); err != nil || !m.Lock().TryAcquire() {
		t.Errorf("Release by another process = %v", err)
	}
}
