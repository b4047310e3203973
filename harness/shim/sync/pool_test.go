package sync_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

func TestNilPoolPanics(t *testing.T) {
	var pool *sync.Pool
	panics := 0
	try := func(f func()) {
		defer func() {
			if recover() != nil {
				panics++
			}
		}()
		f()
	}
	shimtest.Default(t, func() {
		try(func() { pool.Get() })
		try(func() { pool.Put(1) })
	})
	if panics != 2 {
		t.Errorf("%d of 2 calls panic", panics)
	}
}

// Making a function of these costs two allocations, as with the real ones: tests of the standard library hold people to it.
func TestOnceFuncAllocations(t *testing.T) {
	var f func()
	var g func() (int, int)
	for name, make := range map[string]func(){
		"OnceFunc":   func() { f = sync.OnceFunc(func() {}) },
		"OnceValues": func() { g = sync.OnceValues(func() (int, int) { return 1, 2 }) },
	} {
		if n := testing.AllocsPerRun(10, make); n > 2 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	if f(); g == nil {
		t.Error("no function")
	}
}
