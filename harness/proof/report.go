package proof

import (
	"bufio"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// outcome is what go test said of one test.
type outcome struct {
	status string // pass, fail or skip
	output string
}

// readOutcomes reads the stream of go test -json.
func readOutcomes(stream string) (map[string]*outcome, error) {
	tests := map[string]*outcome{}
	lines := bufio.NewScanner(strings.NewReader(stream))
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var e struct{ Action, Test, Output string }
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("cannot read what go test says: %q: %w", lines.Text(), err)
		}
		o := tests[e.Test]
		if o == nil {
			o = &outcome{}
			tests[e.Test] = o
		}
		switch e.Action {
		case "output", "build-output":
			o.output += e.Output
		case "pass", "fail", "skip":
			o.status = e.Action
		}
	}
	return tests, lines.Err()
}

// stuck is a goroutine that a report says will never end. The function of a timer has no go statement.
type stuck struct{ started, waits place }

// finding is what a report says.
type finding struct {
	verdict   string // "" for none
	execution int    // in which it was found
	stuck     []stuck
	executed  int // without a violation: executions made
}

var (
	verdictLine = regexp.MustCompile(`_test\.go:\d+: (deadlock|goroutine leak|livelock|panic|wrong result|lost wakeup|unknown|nondeterminism): `)
	foundLine   = regexp.MustCompile(`found in execution (\d+)`)
	passLine    = regexp.MustCompile(`_test\.go:\d+: ok: (\d+) executions? `)
	stuckTask   = regexp.MustCompile(`(?:[Tt]ask \w+, started at (\S+):(\d+) in \S+,|Timer function \w+) waits at (\S+):(\d+)`)
)

// readFinding reads the report of one exploration. It is read as a person would: the sentence, the block that says why, the foot.
func readFinding(output string) finding {
	var f finding
	if m := passLine.FindStringSubmatch(output); m != nil {
		f.executed = number(m[1])
	}
	if m := verdictLine.FindStringSubmatch(output); m != nil {
		f.verdict = m[1]
	}
	if m := foundLine.FindStringSubmatch(output); m != nil {
		f.execution = number(m[1])
	}
	_, why, _ := strings.Cut(output, "Why it is wrong\n")
	why, _, _ = strings.Cut(why, "\n    replay ")
	for _, m := range stuckTask.FindAllStringSubmatch(strings.Join(strings.Fields(why), " "), -1) {
		f.stuck = append(f.stuck, stuck{place{m[1], number(m[2])}, place{m[3], number(m[4])}})
	}
	return f
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
