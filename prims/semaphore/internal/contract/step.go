package contract

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// step is what stands before the arrow in a line of a script.
type step struct {
	name   string // of the call that is made, if it may wait
	verb   string
	target string        // of cancel
	d      time.Duration // of pass and timeout
	n      int           // of the others
}

// parse reads a step.
func parse(line string) (step, error) {
	var s step
	op := strings.TrimSpace(line)
	if name, rest, found := strings.Cut(op, ":"); found {
		s.name, op = name, rest
	}
	words := strings.Fields(op)
	if len(words) == 0 {
		return s, fmt.Errorf("no verb")
	}
	s.verb = words[0]
	readers, known := grammar[s.verb]
	if !known {
		return s, fmt.Errorf("unknown verb %q", s.verb)
	}
	if len(words) != 1+len(readers) {
		return s, fmt.Errorf("%d words after %q, want %d", len(words)-1, s.verb, len(readers))
	}
	for i, read := range readers {
		if err := read(&s, words[1+i]); err != nil {
			return s, err
		}
	}
	return s, nil
}

// grammar has for each verb the readers of the words that follow it.
var grammar = map[string][]func(*step, string) error{
	"acquire": {readCount},
	"late":    {readCount},
	"timeout": {readDuration, readCount},
	"try":     {readCount},
	"release": {readCount},
	"free":    {},
	"cancel":  {readTarget},
	"pass":    {readDuration},
}

func readTarget(s *step, word string) error {
	s.target = word
	return nil
}

func readDuration(s *step, word string) (err error) {
	s.d, err = time.ParseDuration(word)
	return err
}

func readCount(s *step, word string) (err error) {
	switch word {
	case "max":
		s.n = semaphore.MaxPermits
	case "max+1":
		s.n = semaphore.MaxPermits + 1
	case "huge":
		s.n = math.MaxInt
	default:
		s.n, err = strconv.Atoi(word)
	}
	return err
}
