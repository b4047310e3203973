package shimtest

import (
	"fmt"
	"strings"
)

// Log collects what tasks see. Only one of them runs at a time.
type Log struct{ words []string }

// Add appends the values.
func (l *Log) Add(v ...any) {
	for _, v := range v {
		l.words = append(l.words, fmt.Sprint(v))
	}
}

// Try calls f and appends what it panics with.
func (l *Log) Try(f func()) {
	defer func() {
		if v := recover(); v != nil {
			l.Add(v)
		}
	}()
	f()
}

// Outcome returns everything, on one line.
func (l *Log) Outcome() string { return strings.Join(l.words, " ") }
