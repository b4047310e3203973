package postmortem

import (
	"strings"
	"sync"
)

const (
	// tailSize is how much of a process's output is kept: enough for the stacks of all goroutines of a small program.
	tailSize = 64 << 10
	// headSize is how much is kept of what the runtime says first when it ends a process: why, and the stack of the goroutine that did it.
	headSize = 8 << 10
)

// Tail keeps the end of what is written to it, and the beginning of the last words of the Go runtime, after which the stacks of very many goroutines
// may follow. It may be used by several goroutines.
type Tail struct {
	mu      sync.Mutex
	buf     []byte
	head    string // from the line in which the runtime says why it ends the process, once that has left buf
	dropped bool
}

// Write implements io.Writer. It never fails.
func (t *Tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if len(t.buf) > 2*tailSize { // cut now and then rather than at each write
		over := len(t.buf) - tailSize
		if at := fatal.FindIndex(t.buf[:over]); at != nil && t.head == "" {
			t.head = string(t.buf[at[0]:min(at[0]+headSize, over)])
		}
		t.buf = append(t.buf[:0], t.buf[over:]...)
		t.dropped = true
	}
	return len(p), nil
}

// String returns what was kept, from the beginning of a line on.
func (t *Tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.head != "" {
		return t.head + "\n\n" + t.rest()
	}
	return t.rest()
}

func (t *Tail) rest() string {
	text := string(t.buf)
	if over := len(text) - tailSize; over > 0 {
		text = text[over:]
	} else if !t.dropped {
		return text
	}
	_, text, _ = strings.Cut(text, "\n")
	return text
}
