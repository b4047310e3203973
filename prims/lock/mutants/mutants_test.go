package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/lock/internal/contract"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"cleared-bit": {"a cancelled waiter leaves from anywhere"},
		// That wake-and-retry is wrong shows when the releasing task goes on before the waiter runs.
	}
	script.Mutants(t, All(), func() Subject { return new(sound) }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}

// In the default order, the waiter does not run before the task that released has made its next call.
// The waiter is played by its queue entry.
func TestWakeAndRetryIsOvertaken(t *testing.T) {
	l := new(wakeAndRetry)
	l.TryAcquire()
	w := l.enter()
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	<-w.Ready
	if !l.TryAcquire() {
		t.Error("the newcomer did not overtake the woken waiter")
	}
}
