package stress

import (
	"go/parser"
	"go/token"
	"slices"
	"testing"
)

// TestLocksIn: what is given back above the line is not held there, but what is given back on a way that leaves the function is.
func TestLocksIn(t *testing.T) {
	const text = `package p

func f(q *queue, early bool) {
	q.log.Lock()
	q.log.Unlock()
	q.head.Lock()
	defer q.head.Unlock()
	if early {
		q.head.Unlock()
		return
	}
	q.table.RLock()
	q.locks[1].Lock()
}
`
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, "f.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	waited, taken := locksIn(set, functionAt(set, tree, 13), 13, text)
	if waited != "q.locks[1]" || lastName(waited) != "locks" || !slices.Equal(taken, []string{"q.head", "q.table"}) {
		t.Errorf("waits for %q with %q", waited, taken)
	}
}

// TestWaitsFor: two that wait for one lock do not wait for each other, whatever the source calls it.
func TestWaitsFor(t *testing.T) {
	a := lockWait{name: "locks", full: "s.locks[first]", addr: "0x1", has: []string{"locks"}, fulls: []string{"s.locks[second]"}}
	b, c := a, a
	c.addr = "0x2"
	if a.waitsFor(&b) || !a.waitsFor(&c) || a.waitsFor(&a) {
		t.Errorf("same lock %v, other lock %v, itself %v; want only the other", a.waitsFor(&b), a.waitsFor(&c), a.waitsFor(&a))
	}
}
