// Package racelog reads what the race detector writes: which of its words are about one execution.
package racelog

import (
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// A Watch tells what is reported from its beginning on from what was before.
type Watch struct{ offset int64 }

// Begin begins a Watch. It is called by who makes executions, one at a time.
func Begin() Watch {
	if n := edge.Errors(); n != told.errors {
		told.errors, told.offset = n, size()
	}
	return Watch{told.offset}
}

// Text returns what has been reported since the beginning: "" if nothing was, or if the detector writes where it can't be read back.
func (w Watch) Text() string {
	if n := edge.Errors(); n != told.errors {
		told.errors, told.offset = n, size()
	}
	if file == "" || told.offset == w.offset {
		return ""
	}
	return read(w.offset, told.offset)
}

// told is up to where the detector's file is known, and how many races it tells of up to there.
var told struct {
	errors int
	offset int64
}

// file is where the detector writes to: what GORACE says, and the number of the process.
var file = logFile(os.Getenv("GORACE"), os.Getpid())

// logFile returns "" where the detector writes to standard output or error.
func logFile(options string, pid int) (name string) {
	for option := range strings.FieldsSeq(options) {
		if path, ok := strings.CutPrefix(option, "log_path="); ok {
			name = path
		}
	}
	if name == "" || name == "stdout" || name == "stderr" {
		return ""
	}
	return name + "." + strconv.Itoa(pid)
}

func size() int64 {
	if file == "" {
		return 0
	}
	if info, err := os.Stat(file); err == nil {
		return info.Size()
	}
	return 0
}

// maxText bounds what is read: a loop may race in each of its rounds.
const maxText = 64 << 10

func read(from, to int64) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(io.NewSectionReader(f, from, min(to-from, maxText)))
	if err != nil {
		return ""
	}
	return string(text)
}
