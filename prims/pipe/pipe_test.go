package pipe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/pipe"
	"github.com/tenter-go/tenter/prims/pipe/ospipe"
)

// ends makes both kinds of pipe.
func ends(t *testing.T) map[string]func() (pipe.End, pipe.End) {
	return map[string]func() (pipe.End, pipe.End){
		"memory": func() (pipe.End, pipe.End) { return pipe.Memory(4) },
		"os": func() (pipe.End, pipe.End) {
			a, b, err := ospipe.New()
			if err != nil {
				t.Fatal(err)
			}
			return ospipe.FromFiles(a), ospipe.FromFiles(b)
		},
	}
}

func TestBothDirections(t *testing.T) {
	for name, construct := range ends(t) {
		t.Run(name, func(t *testing.T) {
			a, b := construct()
			defer a.Close()
			large := bytes.Repeat([]byte("large"), 100_000)
			echo := make(chan error, 1)
			go func() {
				for {
					message, err := b.Receive(t.Context())
					if err != nil {
						echo <- err
						return
					}
					if err := b.Send(t.Context(), append(message, '!')); err != nil {
						echo <- err
						return
					}
				}
			}()
			for _, message := range [][]byte{{}, []byte("one"), large} {
				if err := a.Send(t.Context(), message); err != nil {
					t.Fatal(err)
				}
				got, err := a.Receive(t.Context())
				if err != nil || string(got) != string(message)+"!" {
					t.Fatalf("got %d bytes, %v; sent %d", len(got), err, len(message))
				}
			}
			for range 2 {
				if err := a.Close(); err != nil {
					t.Error(err)
				}
			}
			if err := <-echo; !errors.Is(err, io.EOF) {
				t.Errorf("the other end got %v", err)
			}
			if err := a.Send(t.Context(), nil); !errors.Is(err, pipe.ErrClosed) {
				t.Errorf("Send on a closed end = %v", err)
			}
			if _, err := a.Receive(t.Context()); !errors.Is(err, pipe.ErrClosed) {
				t.Errorf("Receive on a closed end = %v", err)
			}
			if err := b.Send(t.Context(), []byte("x")); !errors.Is(err, pipe.ErrBroken) {
				t.Errorf("Send without a receiver = %v", err)
			}
		})
	}
}

func TestGivingUp(t *testing.T) {
	for name, construct := range ends(t) {
		t.Run(name, func(t *testing.T) {
			a, b := construct()
			defer a.Close()
			defer b.Close()
			for range 3 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
				if _, err := b.Receive(ctx); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("Receive = %v", err)
				}
				if err := a.Send(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("Send with a context that is done = %v", err)
				}
				cancel()
				if b.Poll() {
					t.Error("Poll of an empty pipe")
				}
			}
			if err := a.Send(t.Context(), []byte("after")); err != nil || !b.Poll() {
				t.Errorf("Send = %v", err)
			}
			if got, err := b.Receive(t.Context()); string(got) != "after" || err != nil {
				t.Errorf("Receive = %q, %v", got, err)
			}
			_ = a.Close()
			if !b.Poll() {
				t.Error("Poll at the end")
			}
		})
	}
}

// A sender that dies in the middle of a message leaves half of one, which must not pass for a message or
// for a clean end.
func TestHalfAMessage(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	end := ospipe.FromFiles(ospipe.Files{Read: r, Write: w})
	defer end.Close()
	if _, err := w.Write([]byte{0, 0, 0, 9, 'h', 'a', 'l', 'f'}); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	if _, err := end.Receive(t.Context()); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Receive = %v", err)
	}
}

func TestMemoryRefusesNonsense(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Memory(0) does not panic")
		}
	}()
	pipe.Memory(0)
}

func Example() {
	parent, child := pipe.Memory(1)
	go func() {
		defer child.Close()
		name, _ := child.Receive(context.Background())
		_ = child.Send(context.Background(), append([]byte("hello "), name...))
	}()
	_ = parent.Send(context.Background(), []byte("Bob"))
	greeting, _ := parent.Receive(context.Background())
	fmt.Println(string(greeting))
	_, err := parent.Receive(context.Background())
	fmt.Println(err)
	// Output:
	// hello Bob
	// EOF
}

func BenchmarkRoundTrip(b *testing.B) {
	a, z := pipe.Memory(1)
	go func() {
		for {
			m, err := z.Receive(context.Background())
			if err != nil || z.Send(context.Background(), m) != nil {
				return
			}
		}
	}()
	for b.Loop() {
		_ = a.Send(context.Background(), []byte("x"))
		_, _ = a.Receive(context.Background())
	}
	_ = a.Close()
}
