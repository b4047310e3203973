package io_test

import (
	"errors"
	"fmt"
	stdio "io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/io"
)

var errWhy = errors.New("why")

// scripts are what two sides of a pipe do. Each ends in the same way in every execution.
var scripts = map[string]struct {
	write func(w *io.PipeWriter, say func(...any))
	read  func(r *io.PipeReader, say func(...any))
	want  string
}{
	"in parts": {
		func(w *io.PipeWriter, say func(...any)) { n, err := w.Write([]byte("hello")); w.Close(); say(n, err) },
		func(r *io.PipeReader, say func(...any)) {
			three := make([]byte, 3)
			for range 3 {
				n, err := r.Read(three)
				say(string(three[:n]), err)
			}
		}, "w: 5 <nil> r: hel <nil> r: lo <nil> r:  EOF",
	},
	"reader leaves": {
		func(w *io.PipeWriter, say func(...any)) {
			n, err := w.Write([]byte("hello"))
			say(n, err)
			say(w.Write(nil))
		},
		func(r *io.PipeReader, say func(...any)) {
			n, err := r.Read(make([]byte, 2))
			say(n, err, r.CloseWithError(errWhy), r.Close())
			say(r.Read(nil))
		}, "w: 2 why w: 0 why r: 2 <nil> <nil> <nil> r: 0 io: read/write on closed pipe",
	},
	"writer leaves": {
		func(w *io.PipeWriter, say func(...any)) { say(w.CloseWithError(errWhy)); say(w.Write([]byte("x"))) },
		func(r *io.PipeReader, say func(...any)) { say(r.Read(make([]byte, 1))); say(r.Read(make([]byte, 1))) },
		"w: <nil> w: 0 io: read/write on closed pipe r: 0 why r: 0 why",
	},
	"empty write": {
		func(w *io.PipeWriter, say func(...any)) { say(w.Write(nil)); say(w.Close()) },
		func(r *io.PipeReader, say func(...any)) { say(r.Read(make([]byte, 1))); say(r.Read(make([]byte, 1))) },
		"w: 0 <nil> w: <nil> r: 0 <nil> r: 0 EOF",
	},
}

func run(name string) string {
	s := scripts[name]
	r, w := io.Pipe()
	said := map[string][]string{}
	say := func(who string) func(...any) {
		return func(v ...any) { said[who] = append(said[who], who+": "+strings.TrimSuffix(fmt.Sprintln(v...), "\n")) }
	}
	over := make(chan int)
	toReader := say("r")
	shim.Go(func() { s.read(r, toReader); shim.Close(over) })
	s.write(w, say("w"))
	shim.From(over).Recv()
	return strings.Join(append(said["w"], said["r"]...), " ")
}

func TestPipe(t *testing.T) {
	for name, s := range scripts {
		got := shimtest.Outcomes(t, 2, func() func() string {
			text := run(name)
			return func() string { return text }
		})
		if d := cmp.Diff([]string{s.want}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// TestWritersTakeTurns has two writers: what one writes stays together.
func TestWritersTakeTurns(t *testing.T) {
	seen := map[string]bool{}
	shimtest.Explore(t, &sched.Random{}, 300, func() func() string {
		r, w := io.Pipe()
		left := make(chan int, 2)
		for _, text := range []string{"aa", "bb"} {
			shim.Go(func() { stdio.WriteString(w, text); shim.To(left).Send(1) })
		}
		shim.Go(func() { shim.From(left).Recv(); shim.From(left).Recv(); w.Close() })
		var all []byte
		for b := make([]byte, 1); ; {
			n, err := r.Read(b)
			all = append(all, b[:n]...)
			if err != nil {
				break
			}
		}
		return func() string { return string(all) }
	}, func(outcome string, _ sched.Result) { seen[outcome] = true })
	if d := cmp.Diff(map[string]bool{"aabb": true, "bbaa": true}, seen); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestNativePipe uses a pipe outside an execution, where it is the standard one.
func TestNativePipe(t *testing.T) {
	r, w := io.Pipe()
	go func() { stdio.WriteString(w, "native"); w.CloseWithError(errWhy) }()
	all, err := stdio.ReadAll(r)
	if string(all) != "native" || err != errWhy || r.Close() != nil {
		t.Errorf("read %q, %v", all, err)
	}
}
