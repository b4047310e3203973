// Package racelog keeps what the race detector writes: what is about one execution belongs to its report, and the rest to the standard error, where
// the detector would have written it.
package racelog

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// own is what the detector is told. It is to tell of the same two accesses again in each execution, and to leave it to us what a race means.
const own = `suppress_equal_stacks=0 suppress_equal_addresses=0 halt_on_error=0 exitcode=0 log_path="%s"`

// usersEnv is the variable that keeps what GORACE was without us, for processes that the program under test starts.
const usersEnv = "TENTER_GORACE"

// Environment returns an environment for a program that makes executions: its race detector writes to files in folder.
func Environment(env []string, folder string) []string {
	users := ""
	for _, kv := range env {
		if value, ok := strings.CutPrefix(kv, "GORACE="); ok {
			users = value
		}
	}
	options := strings.TrimSpace(users + " " + fmt.Sprintf(own, filepath.Join(folder, "race")))
	return append(slices.Clone(env), "GORACE="+options, usersEnv+"="+users)
}

// file is where the detector of this process writes to, "" where that can't be read back.
var file = takeOver()

func takeOver() string {
	name := logFile(os.Getenv("GORACE"), os.Getpid())
	if users, ok := os.LookupEnv(usersEnv); ok {
		os.Setenv("GORACE", users)
		os.Unsetenv(usersEnv)
	}
	return name
}

func logFile(options string, pid int) string {
	_, name, ok := cutLast(options, "log_path=")
	if !ok {
		return ""
	}
	if quoted, ok := strings.CutPrefix(name, `"`); ok {
		name, _, _ = strings.Cut(quoted, `"`)
	} else if i := strings.IndexAny(name, " \t"); i >= 0 {
		name = name[:i]
	}
	if name == "stdout" || name == "stderr" {
		return ""
	}
	return name + "." + strconv.Itoa(pid)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// known is up to where the file is known, and how many races it tells of up to there. Who makes executions has it.
var known struct {
	races  int
	offset int64
}

// A Watch is kept over one execution.
type Watch struct{ offset int64 }

// Begin begins a Watch. What was reported before it is none of an execution's.
func Begin() Watch {
	Flush()
	return Watch{known.offset}
}

// Text returns what has been reported since the beginning: "" if nothing was, or if it can't be read back.
func (w Watch) Text() string {
	catchUp()
	return read(w.offset, known.offset)
}

// End ends the Watch: what was reported meanwhile is told by Text, or concerns nobody.
func (w Watch) End() { catchUp() }

// Flush writes to the standard error what was reported while no execution was made.
func Flush() {
	from := known.offset
	if catchUp() {
		fmt.Fprint(os.Stderr, read(from, known.offset))
	}
}

// catchUp reports whether there was something new.
func catchUp() bool {
	n := edge.Races()
	if n == known.races {
		return false
	}
	known.races = n
	if info, err := os.Stat(file); err == nil {
		known.offset = info.Size()
	}
	return true
}

// maxText bounds what is read: a loop may race in each of its rounds.
const maxText = 64 << 10

func read(from, to int64) string {
	if file == "" || from == to {
		return ""
	}
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

// Head is how a report of the race detector begins.
const Head = "WARNING: DATA RACE"

// OnlyCloses reports whether all that the detector says is about a channel that is closed beside a send. It says so although no memory is at stake: the
// send may panic, and where a model knows what a send to a closed channel comes to, that is for the model to judge.
func OnlyCloses(text string) bool {
	reports := strings.Split(text, Head)[1:]
	for _, r := range reports {
		if !strings.Contains(r, "runtime.closechan()") || !strings.Contains(r, "runtime.chansend()") {
			return false
		}
	}
	return len(reports) > 0
}
