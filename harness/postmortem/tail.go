package postmortem

import (
	"strings"
	"sync"
)

// tailSize is how much of a process's output is kept: enough for the stacks of all goroutines of a small program.
const tailSize = 64 << 10

// Tail keeps the end of what is written to it. It may be used by several goroutines.
type Tail struct {
	mu      sync.Mutex
	buf     []byte
	dropped bool
}

// Write implements io.Writer. It never fails.
func (t *Tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if len(t.buf) > 2*tailSize { // cut now and then rather than at each write
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-tailSize:]...)
		t.dropped = true
	}
	return len(p), nil
}

// String returns what was kept, from the beginning of a line on.
func (t *Tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := string(t.buf)
	if over := len(text) - tailSize; over > 0 {
		text = text[over:]
	} else if !t.dropped {
		return text
	}
	_, text, _ = strings.Cut(text, "\n")
	return text
}
