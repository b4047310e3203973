package stdlib_test

import (
	"errors"
	"testing"

	"github.com/tenter-go/tenter/prims/stdlib"
)

// What would end the process is refused, and changes nothing.
func TestMisuseIsRefused(t *testing.T) {
	var m stdlib.Mutex
	var rw stdlib.RWMutex
	cond, wg := stdlib.NewCond(), stdlib.NewWaitGroup(0)
	for name, call := range map[string]func() error{
		"Mutex.Unlock": m.Unlock, "RWMutex.Unlock": rw.Unlock, "RWMutex.RUnlock": rw.RUnlock, "Cond.Unlock": cond.Unlock, "Cond.Wait": cond.Wait,
		"WaitGroup.Done": wg.Done, "WaitGroup.Add": func() error { return wg.Add(1) },
	} {
		if err := call(); !errors.Is(err, stdlib.ErrMisuse) {
			t.Errorf("%s = %v, want ErrMisuse", name, err)
		}
	}
	m.Lock()
	rw.RLock()
	if m.TryLock() || rw.TryLock() || !rw.TryRLock() {
		t.Error("a refused call has changed a lock")
	}
	if err := errors.Join(m.Unlock(), rw.RUnlock(), rw.RUnlock()); err != nil {
		t.Error(err)
	}
	wg.Wait()
}

func TestWaitGroupIsNotRaisedFromZero(t *testing.T) {
	wg := stdlib.NewWaitGroup(1)
	if err := errors.Join(wg.Add(2), wg.Done(), wg.Done(), wg.Done()); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if err := wg.Add(1); !errors.Is(err, stdlib.ErrMisuse) {
		t.Errorf("Add to a group that may have ended = %v, want ErrMisuse", err)
	}
}

func TestTokens(t *testing.T) {
	var tokens stdlib.Tokens
	tokens.Add(2)
	if tokens.Use(3) || !tokens.Use(2) || tokens.Use(1) {
		t.Error("tokens are used all or none")
	}
}
