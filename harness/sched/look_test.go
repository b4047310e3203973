package sched

import (
	"testing"
	"time"
)

// A look that took long is not repeated before the program has had many times as long for itself.
func TestLooksAreAShareOfTheTime(t *testing.T) {
	long := nativeWait{looked: time.Now(), cost: time.Hour}
	none := nativeWait{looked: time.Now()}
	if long.due() || !none.due() {
		t.Errorf("due after a look of an hour: %v, after one of no time: %v; want false, true", long.due(), none.due())
	}
}
