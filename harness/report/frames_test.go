package report

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

func TestWhoseFrames(t *testing.T) {
	for _, c := range []struct {
		pkg, file string
		want      bool
	}{
		{"main", "/home/me/m/main.go", true},
		{"m", "/home/me/m/sem.go", true},
		{"example.com/m", "example.com/m/sem.go", true},
		{"example.com/m_test", "/home/me/m/sem_test.go", true},
		{"sync", "/usr/local/go/src/sync/mutex.go", false},
		{"sync", "sync/mutex.go", false}, // -trimpath
		{"sync", "/home/me/sync/mine.go", true},
		{"context", "/root/go/pkg/mod/golang.org/toolchain@v0.0.1/src/context/context.go", false},
		{"internal/runtime/maps", "/usr/local/go/src/runtime/panic.go", false},
		{"", "/usr/local/go/src/runtime/panic.go", false},
		{"golang.org/x/sync/semaphore", "/root/go/pkg/mod/golang.org/x/sync@v0.24.0/semaphore/semaphore.go", true},
		{"github.com/tenter-go/tenter/harness/shim/sync", "/w/harness/shim/sync/mutex.go", false},
		{"github.com/tenter-go/tenter/models", "/w/models/method.go", false},
		{"github.com/tenter-go/tenter/prims/semaphore", "/w/prims/semaphore/queue.go", true},
		{"github.com/tenter-go/tenter/harness/report_test", "/w/harness/report/subjects_test.go", true},
	} {
		if got := users(c.pkg, c.file); got != c.want {
			t.Errorf("users(%q, %q) = %v", c.pkg, c.file, got)
		}
	}
}

func TestFunctionNames(t *testing.T) {
	for _, c := range []struct{ name, pkg, fn, last string }{
		{"example.com/a.b/sem.(*Sem).Acquire", "example.com/a.b/sem", "(*Sem).Acquire", "Acquire"},
		{"main.main.func1.2", "main", "main.func1.2", "main"},
		{"example.com/q.(*Queue[...]).Put", "example.com/q", "(*Queue[...]).Put", "Put"},
		{"example.com/q.Map[example.com/x.Key].func1", "example.com/q", "Map[example.com/x.Key].func1", "Map"},
		{"example.com/q.Size.Add-fm", "example.com/q", "Size.Add-fm", "Add"},
		{"example.com/q.Fill.gowrap1", "example.com/q", "Fill.gowrap1", "Fill"},
	} {
		pkg, fn := splitFunction(c.name)
		if pkg != c.pkg || fn != c.fn || lastName(fn) != c.last {
			t.Errorf("%s: got %q, %q, %q", c.name, pkg, fn, lastName(fn))
		}
	}
}

func TestExpressions(t *testing.T) {
	const file = `package p

func f() {
	s.free.Add(-1)
	n := atomic.AddInt64(&s.n, 1)
	if v, ok := <-c.in; ok {
	}
	c.out <- g(v)
	for v := range c.in {
	}
	select {
	case c.out <- 1:
	case v := <-c.in:
	default:
	}
	go func() {
		work()
	}()
	x := a.Load() + b.Load()
	s.
		mu.
		Lock()
	defer s.mu.Unlock()
	defer s.other.Unlock()
	wg.Go(func() {
		work()
	})
	<-ctx.Done()
	return // the deferred calls run here
}

func linked() int64
`
	src := newSources(Options{ReadFile: func(path string) ([]byte, error) {
		if path != "/p.go" {
			return nil, errors.New("no such file")
		}
		return []byte(file), nil
	}})
	for _, c := range []struct {
		line         int
		kind         sched.Kind
		callee       string
		text, object string
	}{
		{4, sched.KindAtomicAdd, "Add", "s.free.Add(-1)", "s.free"},
		{5, sched.KindAtomicAdd, "AddInt64", "atomic.AddInt64(&s.n, 1)", "s.n"},
		{6, sched.KindRecv, "Recv2", "<-c.in", "c.in"},
		{8, sched.KindSend, "Send", "c.out <- g(v)", "c.out"},
		{9, sched.KindRecv, "Recv2", "range c.in", "c.in"},
		{11, sched.KindSelect, "Select", "select c.out <- 1 or <-c.in", ""},
		{16, sched.KindGo, "Go", "go func() {...}()", ""},
		{19, sched.KindLoad, "Load", "x := a.Load() + b.Load()", ""}, // which of them can't be told
		{22, sched.KindLock, "Lock", "s.mu.Lock()", "s.mu"},
		{25, sched.KindGo, "Go", "wg.Go(func() {...})", "wg"},
		{28, sched.KindLoad, "Done", "ctx.Done()", "ctx"},
		{28, sched.KindRecv, "Recv", "<-ctx.Done()", "ctx.Done()"},
		{29, sched.KindUnlock, "Unlock", "s.other.Unlock()", "s.other"}, // the last one that was deferred
		{32, sched.KindLock, "Lock", "func linked() int64", ""},         // it has no body
		{99, sched.KindLock, "Lock", "lock", ""},
	} {
		e := src.expression(&site{chain: []place{{file: "/p.go", line: c.line}}, callee: c.callee}, c.kind)
		if d := cmp.Diff([2]string{c.text, c.object}, [2]string{e.text, e.object}); d != "" {
			t.Errorf("line %d, %v (-want +got):\n%s", c.line, c.kind, d)
		}
	}
	gone := src.expression(&site{chain: []place{{file: "/gone.go", line: 3}}, callee: "Lock"}, sched.KindLock)
	if gone.text != "lock" {
		t.Errorf("without the source: %q", gone.text)
	}
}

func TestNamesOfFiles(t *testing.T) {
	s := newSources(Options{Base: "/w"})
	for _, f := range []string{"/w/a/sem.go", "/w/b/sem.go", "/w/b/pool.go", "/root/go/pkg/mod/example.com/x@v1.0.0/y.go"} {
		s.note(place{file: f, line: 1})
	}
	want := []string{"a/sem.go", "b/sem.go", "pool.go", "y.go"}
	var got, paths []string
	for _, f := range s.seen {
		got, paths = append(got, s.name(f)), append(paths, s.path(f))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"a/sem.go", "b/sem.go", "b/pool.go", "example.com/x@v1.0.0/y.go"}, paths); d != "" {
		t.Errorf("paths (-want +got):\n%s", d)
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("  one   two three four five six seven", 24)
	if d := cmp.Diff([]string{"  one   two three four", "        five six seven"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestCompress(t *testing.T) {
	step := func(task int, expr string) row { return row{kind: rowStep, task: task, expr: expr} }
	var rows []row
	for range 50 {
		rows = append(rows, step(0, "x.Load()"), step(1, "y.Load()"))
	}
	got := compress(rows, 40, func(row) bool { return false })
	if len(got) != 3 || got[2].kind != rowGap || got[2].expr != "these 2 steps 49 times more" {
		t.Errorf("two tasks that spin in turn: %+v", got)
	}
	rows = nil
	for i := range 100 {
		rows = append(rows, step(0, itoa(i)))
	}
	pinned := func(r row) bool { return r.expr == "50" }
	got = compress(rows, 20, pinned)
	if len(got) != 11 || !pinned(got[5]) {
		t.Errorf("a long stretch with a step that matters: %+v", got)
	}
	rows = nil
	for i := range 100 {
		rows = append(rows, step(i%2, itoa(i)))
	}
	if got = compress(rows, 20, pinned); len(got) != 20 || got[19].expr != "99" {
		t.Errorf("nothing but switches: %d rows, the last %+v", len(got), got[len(got)-1])
	}
}
