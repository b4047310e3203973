package proof

import (
	"context"
	"fmt"
	"regexp"
)

// Exhaust makes every execution that a kernel has, without exception, and returns how many there are. It is an error if one of them does not
// end well. That takes long for any but the smallest.
func Exhaust(ctx context.Context, dir string, k Kernel) (executions int, err error) {
	m, err := newModule(dir)
	if err != nil {
		return 0, err
	}
	const folder = "kernels"
	if err := layKernels(m, folder, []Kernel{k}); err != nil {
		return 0, err
	}
	if err := m.write(folder+"/kernels_test.go", exhaustion); err != nil {
		return 0, err
	}
	out, err := m.goCommand(ctx, nil, "test", "-count=1", "-vet=off", "-v", "-timeout=60m", "./"+folder)
	if err != nil {
		return 0, err
	}
	done := exhausted.FindStringSubmatch(out)
	if done == nil {
		return 0, fmt.Errorf("%s: not every execution ends well:\n%s", k.Name, tail(out))
	}
	return number(done[1]), nil
}

var exhausted = regexp.MustCompile(`all (\d+) executions end well`)

const exhaustion = `package main

import (
	"testing"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/harness/sched"
)

func TestMain(m *testing.M) { harness.Main(m) }

func TestExhaust(t *testing.T) {
	s := sched.New()
	defer s.Close()
	for _, kernel := range kernels {
		every := &sched.Bounded{Preemptions: 1 << 30}
		for n := 0; ; n++ {
			res, more := s.Run(0, sched.Config{Strategy: every}, kernel)
			if !more {
				t.Logf("all %d executions end well", n)
				break
			}
			if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
				t.Fatalf("execution %d: %v, with %d stuck", n, res.Ending, len(res.Stuck))
			}
		}
	}
}
`
