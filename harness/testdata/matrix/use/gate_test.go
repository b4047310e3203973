package use_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/models"

	"example.com/user/gate"
)

func TestMain(m *testing.M) { harness.Main(m) }

var model = models.New(0,
	models.Do("Open", (*gate.Gate).Open, func(n int) int { return n + 1 }),
	models.Await("Pass", (*gate.Gate).Pass, func(n int) bool { return n > 0 }),
	models.Get("Opens", (*gate.Gate).Opens, func(n int) int { return n }),
)

func TestGate(t *testing.T) { harness.Check(t, model, gate.New, harness.Tasks(2), harness.Ops(2)) }

func FuzzGate(f *testing.F) {
	f.Fuzz(func(t *testing.T, n uint8) { harness.Check(t, model, gate.New, harness.Tasks(2+int(n%2)), harness.Ops(2)) })
}
