// Package hostile holds subjects that do to their process what a supervisor must survive. Only tests import it.
//
// Each has one operation, Touch. Most do their deed only while another Touch is under way, so that it takes two tasks and a preemption.
// They are written with the shims, as rewritten code is, since packages of the harness are never rewritten.
package hostile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	stdsync "sync"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/models"
)

// OnceFile is the variable that names the file by which the subject "once" knows that it has done its deed.
const OnceFile = "TENTER_HOSTILE_ONCE"

// deeds are what Touch does when two of them meet, by the name of the subject.
var deeds = map[string]func(b *box){
	"sound":    func(*box) {},
	"exit":     func(*box) { os.Exit(3) },
	"fatal":    func(*box) { new(stdsync.Mutex).Unlock() },
	"overflow": func(b *box) { b.overflow(0) },
	"hog":      (*box).hog,
	"giant":    func(b *box) { b.waste = append(b.waste, make([]byte, 1<<38)) },
	"spin":     (*box).spin,
	"native":   (*box).wait,
	"noise":    (*box).shout,
	"wrong":    func(b *box) { b.wrong = true },
	"late":     (*box).exitLate,
	"once":     (*box).exitOnce,
	"scribble": (*box).scribble,
}

// Names of subjects that do not wait for two to meet.
const (
	stillborn = "stillborn" // whose constructor ends the process
	missing   = "missing"   // that has no operation
)

// Find is a worker.Find for the subjects of this package, by the name of the primitive.
func Find(name counterexample.Target) (*campaign.Target, error) {
	deed, ok := deeds[name.Prim]
	if !ok && name.Prim != stillborn && name.Prim != missing {
		return nil, fmt.Errorf("unknown subject %q", name.Prim)
	}
	model := models.New(0, models.Get("Touch", (*box).Touch, func(int) bool { return true }))
	t := &campaign.Target{Name: counterexample.Target{Prim: name.Prim}}
	t.Configs = []*models.Subject{model.Bind(func() *box {
		if name.Prim == stillborn {
			os.Exit(4)
		}
		return &box{deed: deed}
	})}
	if name.Prim == missing {
		t.Configs[0].Offers = func(any, int) bool { return false }
	}
	return t, nil
}

type box struct {
	inside atomic.Int64
	deed   func(*box)
	wrong  bool
	waste  [][]byte
}

// Touch returns true, unless the subject is one that is wrong.
func (b *box) Touch() bool {
	if b.inside.Add(1) == 2 {
		b.deed(b)
	}
	b.inside.Add(-1)
	return !b.wrong
}

//lint:ignore SA5007 the stack is to overflow
func (b *box) overflow(n int) int { return b.overflow(n+1) + 1 }

func (b *box) hog() {
	for {
		block := make([]byte, 8<<20)
		for i := 0; i < len(block); i += 4 << 10 {
			block[i] = 1 // memory that is not touched is not taken
		}
		b.waste = append(b.waste, block)
	}
}

func (b *box) spin() {
	for n := 0; ; n++ {
		b.wrong = n%2 == 0
	}
}

// wait waits for a channel that the scheduler does not see.
func (b *box) wait() { <-make(chan struct{}) }

func (b *box) shout() {
	for range 1000 {
		fmt.Println("this subject is loud, and what it says is none of the protocol's business")
		fmt.Fprintln(os.Stderr, "nor is this")
	}
}

var met int

// exitLate ends the process when it is told to for the tenth time.
func (b *box) exitLate() {
	if met++; met == 10 {
		os.Exit(5)
	}
}

// exitOnce ends only the first process that meets it.
func (b *box) exitOnce() {
	f, err := os.OpenFile(os.Getenv(OnceFile), os.O_CREATE|os.O_EXCL, 0o666)
	switch {
	case err == nil:
		f.Close()
		os.Exit(6)
	case !errors.Is(err, fs.ErrExist):
		panic(err)
	}
}

// scribble writes to the pipe of the replies, which it has no business to know.
func (b *box) scribble() {
	os.NewFile(4, "replies").WriteString("{\"nonsense\"\n")
}
