package suite

import (
	"testing"
	"time"
)

// A search that has to be made again does not get the whole budget again, and yet enough to say something.
func TestLimit(t *testing.T) {
	start := time.Unix(0, 0)
	for _, test := range []struct{ after, want time.Duration }{{0, 8}, {3, 8}, {6, 8}, {7, 9}, {20, 22}} {
		if got := limit(start, start.Add(test.after*time.Second), 8*time.Second).Sub(start); got != test.want*time.Second {
			t.Errorf("a search that begins after %d s ends after %v, want %d s", test.after, got, test.want)
		}
	}
}
