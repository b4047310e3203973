package sched

import (
	"runtime"
	"slices"
	"strings"
	"sync"
)

// outside are the objects at which something may arrive from outside the process, and what.
var outside struct {
	sync.Mutex
	what map[Pointer]string
}

// Outside notes that what arrives at obj comes from outside the process: a signal. A task that waits there when nobody can run is not stuck.
func Outside(obj Pointer, what string) {
	outside.Lock()
	defer outside.Unlock()
	if outside.what == nil {
		outside.what = map[Pointer]string{}
	}
	outside.what[obj] = what
	if r := ofCaller(); r != nil {
		r.outside = append(r.outside, obj)
	}
}

func ofCaller() *Run {
	if t := Current(); t != nil {
		return t.run
	}
	return nil
}

// forgetOutside lets go of the objects of an execution.
func (r *Run) forgetOutside() {
	outside.Lock()
	defer outside.Unlock()
	for _, obj := range r.outside {
		delete(outside.what, obj)
	}
	r.outside = r.outside[:0]
}

// outsideWait returns what a task waits for that comes from outside, "" if none does.
func (r *Run) outsideWait() string {
	outside.Lock()
	defer outside.Unlock()
	if len(outside.what) == 0 {
		return ""
	}
	for _, t := range r.tasks {
		if t.state != stateBlocked {
			continue
		}
		for i := range t.waits {
			if what, ok := outside.what[t.waits[i].key]; ok {
				return "a task waits for " + what + ", which comes from outside"
			}
		}
	}
	return ""
}

// firstDump and maxDump bound the text of all goroutines' stacks.
const (
	firstDump = 16 << 10
	maxDump   = 1 << 20
)

// dumped is where the text is put. Who has the turnstile has it. A new one each time would cost more than the look does.
var dumped = make([]byte, firstDump)

// dumpAll returns the stacks of all goroutines, cut off at maxDump.
func dumpAll() string {
	for {
		if n := runtime.Stack(dumped, true); n < len(dumped) || len(dumped) >= maxDump {
			return string(dumped[:n])
		}
		dumped = make([]byte, 4*len(dumped))
	}
}

// foreigner is a goroutine that is not controlled.
type foreigner struct {
	id    string // the runtime's name of it
	state string // what it waits for, in the runtime's words
	at    string // where it is: the innermost line of the program, or of the standard library
	by    string // where it was started
}

// foreigners returns the goroutines that are not controlled: those that run code of the program, and those of the standard library. The harness's own are
// left out, and so are those in which tests wait for each other.
func foreigners() (program, standard []foreigner) {
	for block := range strings.SplitSeq(dumpAll(), "\n\n") {
		f, own, ok := parseForeigner(block)
		switch {
		case !ok:
		case own:
			program = append(program, f)
		default:
			standard = append(standard, f)
		}
	}
	return program, standard
}

// own is what the names of the harness's functions begin with.
const own = "github.com/tenter-go/tenter/harness/"

// notForeign are functions on whose stacks there is no goroutine to wait for.
var notForeign = []string{"github.com/tenter-go/tenter/", "testing.", "os/signal.loop", "os/signal.signal_recv", "runtime/pprof."}

// parseForeigner reads one goroutine of a dump. own says that it runs code of the program.
func parseForeigner(block string) (f foreigner, own, ok bool) {
	head, frames, _ := strings.Cut(block, "\n")
	f.state = stateOf(block)
	f.id, _, _ = strings.Cut(head, " [")
	if strings.HasPrefix(f.state, "coroutine") || frames == "" {
		return f, false, false
	}
	lines := strings.Split(strings.TrimSpace(frames), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		function, place := lines[i], linePlace(lines[i+1])
		created, isCreation := strings.CutPrefix(function, "created by ")
		if calledByProgram(function) || isCreation && calledByProgram(created) {
			continue // rewritten code of the program stands behind it
		}
		for _, p := range notForeign {
			if strings.HasPrefix(function, p) || strings.HasPrefix(created, p) {
				return f, false, false
			}
		}
		switch {
		case isCreation:
			f.by = place
		case ofProgram(function) && !own:
			own, f.at = true, place
		case f.at == "" && !strings.HasPrefix(function, "runtime."):
			f.at = place
		}
	}
	return f, own, f.at != ""
}

// calledByProgram tells the functions of ours that foreign goroutines call.
func calledByProgram(function string) bool {
	name, ours := strings.CutPrefix(function, own)
	return ours && (strings.HasPrefix(name, "shim") || strings.HasPrefix(name, "sched.Touched(") || strings.HasPrefix(name, "sched.(*Scheduler).post(") ||
		strings.HasPrefix(name, "sched.Current(") || strings.HasPrefix(name, "sched.(*Task).mine("))
}

// ofProgram tells functions of the program from those of the standard library.
func ofProgram(function string) bool {
	path, _, _ := strings.Cut(function, "(")
	first, _, slash := strings.Cut(path, "/")
	if !slash {
		first, _, _ = strings.Cut(path, ".")
	}
	return !slices.Contains(standard, first)
}

// standard are the first elements of the standard library's import paths. A module may well have a path without a dot.
var standard = strings.Fields("archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt " +
	"go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync " +
	"syscall testing text time unicode unique unsafe vendor weak")

// linePlace takes file and line out of a line of a dump.
func linePlace(line string) string {
	line, _, _ = strings.Cut(strings.TrimSpace(line), " ")
	return line[strings.LastIndexByte(line, '/')+1:]
}

// describeForeign names a foreign goroutine that may have been about to wake somebody: the last that was started during the execution, if any was, or else one
// that runs code of the program.
func (r *Run) describeForeign() string {
	program, standard := foreigners()
	all := append(program, standard...)
	if len(all) == 0 {
		return "a goroutine that is not under control has dealt with a task"
	}
	f := all[0]
	if r.started() {
		for _, o := range all {
			if newer := len(o.id) > len(f.id) || len(o.id) == len(f.id) && o.id > f.id; !r.known[o.id] && (newer || r.known[f.id]) {
				f = o
			}
		}
	}
	text := "a goroutine that is not under control is at " + f.at + " (" + f.state + ")"
	if f.by != "" {
		text += ", started at " + f.by
	}
	return text
}
