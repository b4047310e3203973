package worker

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestControlOf(t *testing.T) {
	got := ControlOf("tenter=1;id=abc;packages=19;points=94;limits=1;package=x 94;limit=x f.go:3 cgo call;later=unknown")
	if diff := cmp.Diff(Control{Packages: 19, Points: 94, Limits: []string{"x f.go:3 cgo call"}}, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}
