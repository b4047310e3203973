package shim_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

// visit ranges over m as rewritten code does and returns the keys in their order.
func visit[K comparable, V any](m map[K]V, each func(k K)) (keys []string) {
	for r := shim.Range(m); r.Next(); {
		for k := range r.M {
			keys = append(keys, fmt.Sprint(k))
			each(k)
		}
	}
	return keys
}

func orderOf[K comparable, V any](m map[K]V) shimtest.Program {
	return func() func() string {
		keys := visit(m, func(K) {})
		return func() string { return strings.Join(keys, " ") }
	}
}

// TestOrders finds all orders of a few keys, the ascending one by default.
func TestOrders(t *testing.T) {
	want := []string{"1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"}
	if d := cmp.Diff(want, shimtest.Outcomes(t, 0, orderOf(map[int]bool{1: true, 2: true, 3: true}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if n := len(shimtest.Outcomes(t, 0, orderOf(map[string]int{"a": 1, "b": 1, "c": 1, "d": 1}))); n != 24 {
		t.Errorf("%d orders of four keys, want 24", n)
	}
	ten := map[float64]int{}
	for i := range 10 {
		ten[float64(i)/2] = i
	}
	if n := len(shimtest.Outcomes(t, 0, orderOf(ten))); n != 32 {
		t.Errorf("%d orders of ten keys, want a sample of 32", n)
	}
	var l shimtest.Log
	shimtest.Default(t, func() { l.Add(strings.Join(visit(ten, func(float64) {}), " ")) })
	if got := l.Outcome(); got != "0 0.5 1 1.5 2 2.5 3 3.5 4 4.5" {
		t.Errorf("by default: %s", got)
	}
}

type point struct {
	x, y any
	p    *int
}

// TestKeyOrder sorts keys of all kinds, in an order that does not depend on where they are in memory.
func TestKeyOrder(t *testing.T) {
	one, two := new(int), new(int)
	*one, *two = 1, 2
	var l shimtest.Log
	shimtest.Default(t, func() {
		l.Add(visit(map[any]int{"b": 1, "a": 1, 2: 1, 1: 1, true: 1, false: 1, 1.5: 1, nil: 1, uint8(3): 1, complex(1, 2): 1}, func(any) {}))
		l.Add(len(visit(map[point]int{{x: 1, y: "b"}: 1, {x: 1, y: "a"}: 1, {x: 0, p: one}: 1, {x: 0, p: two}: 1, {}: 1}, func(point) {})))
		c, d := make(chan int), make(chan int)
		named := map[any]string{shim.MapKey[any](d): "first", shim.MapKey[any](c): "second"}
		for r := shim.Range(named); r.Next(); {
			for _, v := range r.M {
				l.Add(v)
			}
		}
		unseen := map[*int]string{two: "two", one: "one"} // by contents, since nobody noted which came first
		for r := shim.Range(unseen); r.Next(); {
			for _, v := range r.M {
				l.Add(v)
			}
		}
	})
	if d := cmp.Diff("[<nil> false true (1+2i) 1.5 1 2 a b 3] 5 first second one two", l.Outcome()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestRangeKeepsItsPromises deletes and adds keys while a loop is on its way.
func TestRangeKeepsItsPromises(t *testing.T) {
	for range 2 { // natively, then under control
		m := map[int]int{1: 1, 2: 2, 3: 3, 4: 4}
		seen := map[string]bool{}
		loop := func() {
			for _, k := range visit(m, func(k int) { delete(m, (k%4)+1); m[k+100] = 0 }) {
				if seen[k] {
					t.Errorf("key %s is visited twice", k)
				}
				seen[k] = true
			}
		}
		shimtest.Default(t, loop)
		if len(seen) < 2 || len(m) == 0 {
			t.Errorf("visited %v", seen)
		}
	}
	for _, text := range shimtest.Outcomes(t, 0, func() func() string {
		m := map[int]int{1: 1, 2: 1, 3: 1}
		keys := visit(m, func(int) { clear(m) })
		return func() string { return fmt.Sprint(len(keys)) }
	}) {
		if text != "1" {
			t.Errorf("%s keys are visited of a map that was cleared at the first", text)
		}
	}
}

// TestSeed derives everything random from one choice, which a replay repeats.
func TestSeed(t *testing.T) {
	seeds := map[string]bool{}
	shimtest.Explore(t, &sched.Random{}, 100, func() func() string {
		seed := shim.Seed(sched.Current())
		if again := shim.Seed(sched.Current()); again != seed {
			t.Errorf("seed %d, then %d", seed, again)
		}
		return func() string { return fmt.Sprint(seed) }
	}, func(outcome string, res sched.Result) {
		seeds[outcome] = true
		shimtest.Explore(t, &sched.Replay{Schedule: slices.Clone(res.Decisions)}, 1, func() func() string {
			seed := shim.Seed(sched.Current())
			return func() string { return fmt.Sprint(seed) }
		}, func(same string, _ sched.Result) {
			if same != outcome {
				t.Errorf("seed %s is %s in a replay", outcome, same)
			}
		})
	})
	if len(seeds) < 90 {
		t.Errorf("%d seeds in 100 executions", len(seeds))
	}
	if d := cmp.Diff([]string{"0"}, shimtest.Outcomes(t, 0, func() func() string {
		seed := shim.Seed(sched.Current())
		return func() string { return fmt.Sprint(seed) }
	})); d != "" {
		t.Errorf("an exhaustive search has one seed only (-want +got):\n%s", d)
	}
}

// TestReflectMatchesNative performs random operations on channels, by reflection as rewritten and natively: they answer the same.
func TestReflectMatchesNative(t *testing.T) {
	for seed := range uint64(200) {
		script := func(rewritten bool) string {
			rng := rand.New(rand.NewPCG(seed, 1))
			v := reflect.MakeChan(reflect.TypeFor[chan any](), 2)
			var l shimtest.Log
			for range 12 {
				op, x := rng.IntN(5), reflect.ValueOf(rng.IntN(9))
				l.Try(func() { reflectStep(&l, v, op, x, rewritten) })
			}
			return l.Outcome()
		}
		want := script(false)
		if got := script(true); got != want {
			t.Fatalf("seed %d: natively %q, want %q", seed, got, want)
		}
		got := ""
		shimtest.Default(t, func() { got = script(true) })
		if got != want {
			t.Fatalf("seed %d: under control %q, want %q", seed, got, want)
		}
	}
}

func reflectStep(l *shimtest.Log, v reflect.Value, op int, x reflect.Value, rewritten bool) {
	cases := []reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: v}, {Dir: reflect.SelectDefault}}
	switch c := shim.Reflect(v); {
	case op == 0 && rewritten:
		l.Add(c.TrySend(x))
	case op == 0:
		l.Add(v.TrySend(x))
	case op == 1 && rewritten:
		l.Add(c.TryRecv())
	case op == 1:
		l.Add(v.TryRecv())
	case op == 2 && rewritten:
		l.Add(shim.ReflectSelect(cases))
	case op == 2:
		l.Add(reflect.Select(cases))
	case op == 3 && rewritten && v.Len() > 0:
		l.Add(c.Recv())
	case op == 3 && v.Len() > 0:
		l.Add(v.Recv())
	case op == 4 && x.Int() == 0 && rewritten:
		c.Close()
	case op == 4 && x.Int() == 0:
		v.Close()
	}
}
