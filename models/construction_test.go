package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/models"
)

// panicText returns what f panics with, or "".
func panicText(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}

type box struct{}

func (box) Do()            {}
func (box) Put(int)        {}
func (box) Get() int       { return 0 }
func (box) List() []int    { return nil }
func (box) Do1(string) int { return 0 }

func same(s int) int { return s }

func TestMisfitsPanicAtConstruction(t *testing.T) {
	put := func(s int, _ int) int { return s }
	for _, c := range []struct {
		name string
		make func()
		want string
	}{
		{"no operations", func() { models.New[int, box](0) }, `models: model "box": it has no operations`},
		{"no name", func() { models.New(0, models.Do("", box.Do, same)) }, `operation "": it has no name`},
		{"two of a name", func() { models.New(0, models.Do("A", box.Do, same), models.Do("A", box.Do, same)) }, `operation "A": there are two operations of this name`},
		{"nil method", func() { models.New(0, models.Do[int, box]("A", nil, same)) }, `operation "A": its method is nil`},
		{"nil effect", func() { models.New(0, models.Do[int]("A", box.Do, nil)) }, `operation "A": its effect is nil`},
		{"nil condition", func() { models.New(0, models.Await[int]("A", box.Do, nil)) }, `operation "A": its condition is nil`},
		{"nil result", func() { models.New(0, models.Get[int]("A", box.Get, nil)) }, `operation "A": its result function is nil`},
		{"nil turn", func() {
			models.Grants(0, nil, models.Act[int]("A", models.Func(box.Do), nil))
		}, `operation "A": its function is nil`},
		{"no domain", func() { models.New(0, models.Change("Put", models.Func1(box.Put, models.Domain[int]{}), put)) }, `operation "Put": it takes an argument of type int but declares no values for it; use In(...) or Fresh()`},
		{"empty domain", func() { models.In[int]() }, "In() without values"},
		{"nil values", func() { models.FreshOf[int](nil) }, "FreshOf(nil)"},
		{"result without ==", func() {
			models.New(0, models.Get("List", box.List, func(int) []int { return nil }))
		}, `operation "List": its result type []int can't be compared`},
		{"answer of another type", func() {
			models.New(0, models.Get("Get", box.Get, same).MayYieldWith(false))
		}, `operation "Get": the answer false that it is allowed has type bool, but its results are of type int`},
		{"give back without wait", func() {
			models.New(0, models.Do("A", box.Do, same).GiveBack(func(s int, _, _ any) int { return s }))
		}, `operation "A": GiveBack on an operation that never waits`},
		{"nil give back", func() { models.New(0, models.Await("A", box.Do, func(int) bool { return true }).GiveBack(nil)) }, "GiveBack(nil)"},
		{"resume of a guard", func() {
			models.New(0, models.Do("A", box.Do, same).OnResume(func(*models.Turn[int], any) {}))
		}, "OnResume is for operations made by Act"},
		{"nil error of its own", func() { models.Err(func(box) error { return nil }, nil) }, "declares a nil error"},
		{"describe of another state", func() {
			models.New(0, models.Do("A", box.Do, same)).With(models.Describe(func(string) string { return "" }))
		}, "Describe takes a func(string) string, but the state is a int"},
		{"nil constructor", func() { models.Semaphore(1).Bind(nil) }, "models: semaphore: the constructor is nil"},
		{"negative permits", func() { models.Semaphore(-1) }, "models: Semaphore(-1): permits can't be negative"},
		{"no limit", func() { models.BoundedSemaphore(0) }, "models: BoundedSemaphore(0): the limit must be at least 1"},
		{"all at once", func() { models.New(0, models.Do[int]("A", box.Do, nil), models.Do[int, box]("", nil, same)) }, `operation "A": its effect is nil; operation "": it has no name; operation "": its method is nil`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := panicText(c.make); !strings.Contains(got, c.want) {
				t.Errorf("panics with %q, want %q in it", got, c.want)
			}
		})
	}
}

func TestMisuseOfATurnPanics(t *testing.T) {
	type turn = *models.Turn[int]
	for _, c := range []struct {
		name  string
		act   func(t turn, _ models.None)
		drain func(t turn)
		want  string
	}{
		{"left open", func(turn, models.None) {}, nil, `operation "A": its turn ended without Return or Block`},
		{"twice", func(t turn, _ models.None) { t.Block(); t.Return(nil) }, nil, `operation "A": Return or Block twice in one turn`},
		{"grant of nobody", func(t turn, _ models.None) { t.Grant(models.Waiter{Name: "B"}, nil) }, nil, `Grant of "B", which does not wait`},
		{"move of nobody", func(t turn, _ models.None) { t.Move(models.Waiter{Call: 3, Name: "B"}, 1) }, nil, `Move of "B", which does not wait`},
		{"no choice", func(t turn, _ models.None) { t.Choose(0) }, nil, "Choose(0): nothing to choose from"},
		{"return in a drain", func(t turn, _ models.None) { t.Return(nil) }, func(t turn) { t.Return(nil) }, "Return or Block in a drain"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := models.Grants(0, c.drain, models.Act("A", models.Func(box.Do), c.act)).Spec()
			if got := panicText(func() { spec.Possible(spec.Start(), 0, nil) }); !strings.Contains(got, c.want) {
				t.Errorf("panics with %q, want %q in it", got, c.want)
			}
		})
	}
}

func TestNamesAndLabels(t *testing.T) {
	m := models.New(3, models.Await("A", box.Do, func(int) bool { return true }))
	for _, c := range []struct{ got, want string }{
		{m.Spec().Name, "box"},
		{m.Spec().Label, "box(3), waiters in any order"},
		{m.With(models.Name("crate"), models.FIFO()).Spec().Label, "crate(3), waiters first come, first served"},
		{m.With(models.Label("crate of %d", 3)).Spec().Label, "crate of 3, waiters in any order"},
		{m.Spec().Label, "box(3), waiters in any order"}, // With leaves it as it is
		{models.New(0, models.Get("Get", box.Get, same)).Spec().Label, "box(0)"},
		{m.Spec().Describe(m.Spec().Start()), "the state is 3"},
		{models.BoundedSemaphore(2).Spec().Name, "bounded-semaphore"},
		{models.Semaphore(0).Spec().Name, "semaphore"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
