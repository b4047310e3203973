package scenario_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func TestDrawIsReproducible(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	a, b := scenario.NewGenerator(spec, nil, scenario.Limits{}), scenario.NewGenerator(spec, nil, scenario.Limits{})
	distinct := map[string]bool{}
	for seed := range uint64(300) {
		s := a.Draw(seed)
		if d := cmp.Diff(s, b.Draw(seed)); d != "" {
			t.Fatalf("seed %d (-first +second):\n%s", seed, d)
		}
		distinct[s.String()] = true
	}
	if len(distinct) < 250 {
		t.Errorf("only %d distinct scenarios of 300", len(distinct))
	}
}

func TestLimits(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	limits := scenario.Limits{Tasks: 4, Ops: 2, Prefix: -1, Epilogue: 1}
	g := scenario.NewGenerator(spec, nil, limits)
	most := 0
	for seed := range uint64(500) {
		s := g.Draw(seed)
		if len(s.Prefix) > 0 || len(s.Epilogue) > 1 || len(s.Tasks) < 2 || len(s.Tasks) > 4 {
			t.Fatalf("seed %d: out of limits:\n%v", seed, s)
		}
		for _, ops := range s.Tasks {
			if len(ops) < 1 || len(ops) > 2 {
				t.Fatalf("seed %d: out of limits:\n%v", seed, s)
			}
		}
		most = max(most, len(s.Tasks))
	}
	if most != 4 {
		t.Errorf("never more than %d tasks", most)
	}
}

func TestEveryOperationModeAndArgumentIsDrawn(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	type call struct {
		name string
		mode histories.Mode
		arg  any
	}
	seen := map[call]int{}
	g := scenario.NewGenerator(spec, nil, scenario.Limits{})
	for seed := range uint64(2000) {
		for _, ops := range g.Draw(seed).Tasks {
			for _, o := range ops {
				seen[call{o.Name, o.Mode, o.Arg}]++
			}
		}
	}
	for i := range spec.Operations {
		info := &spec.Operations[i]
		for _, m := range info.Modes {
			for k := range max(1, info.Args.Len()) {
				c := call{info.Name, m, info.Args.Value(k)}
				if seen[c] == 0 {
					t.Errorf("never drawn: %+v", c)
				}
			}
		}
	}
}

func TestOnlyWhatIsOffered(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	try := spec.Index("TryAcquire")
	g := scenario.NewGenerator(spec, func(op int) bool { return op == try }, scenario.Limits{})
	if !g.Offers(try) || g.Offers(spec.Index("Acquire")) {
		t.Error("Offers disagrees with what was offered")
	}
	for seed := range uint64(100) {
		for _, ops := range g.Draw(seed).Tasks {
			for _, o := range ops {
				if o.Op != try {
					t.Fatalf("drawn though not offered: %v", o)
				}
			}
		}
	}
	if !scenario.NewGenerator(spec, func(int) bool { return false }, scenario.Limits{}).Empty() {
		t.Error("a generator without operations is not empty")
	}
}

func TestFreshArgumentsAreDistinct(t *testing.T) {
	type list struct{}
	m := models.New(0, models.Change("Put", models.Func1(func(*list, int) {}, models.Fresh()), func(n, v int) int { return n + v }))
	g := scenario.NewGenerator(m.Spec(), nil, scenario.Limits{})
	for seed := range uint64(300) {
		s := g.Draw(seed)
		seen := map[any]bool{}
		all := append(append([]scenario.Op(nil), s.Prefix...), s.Epilogue...)
		for _, ops := range s.Tasks {
			all = append(all, ops...)
		}
		for _, o := range all {
			if seen[o.Arg] {
				t.Fatalf("seed %d: argument %v twice:\n%v", seed, o.Arg, s)
			}
			seen[o.Arg] = true
		}
	}
}

func TestSizeAndNames(t *testing.T) {
	s := &scenario.Scenario{
		Prefix:   make([]scenario.Op, 1),
		Tasks:    [][]scenario.Op{make([]scenario.Op, 2), nil, make([]scenario.Op, 1)},
		Epilogue: make([]scenario.Op, 1),
	}
	if tasks, ops := s.Size(); tasks != 3 || ops != 5 {
		t.Errorf("size %d, %d", tasks, ops)
	}
	for client, want := range []string{"A", "B", "C", "prefix", "epilogue", "rescue", "rescue"} {
		if got := s.ClientName(client); got != want {
			t.Errorf("client %d is %q, want %q", client, got, want)
		}
	}
	if got := scenario.TaskName(27); got != "B1" {
		t.Errorf("task 27 is %q", got)
	}
}
