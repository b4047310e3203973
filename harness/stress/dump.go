package stress

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// labelKey is the goroutine label that says to which object a goroutine belongs.
const labelKey = "tenter"

// goroutine is what a dump says of one.
type goroutine struct {
	id      int64
	state   string // "chan receive", "running"
	label   string // value of labelKey; "" without
	frames  string // the stack, innermost frame first
	creator int64  // goroutine that started it; 0 if that is not told
}

// showLabels has the runtime print goroutine labels in dumps, and in the traceback of a fatal error.
var showLabels = sync.OnceFunc(func() {
	const setting = "tracebacklabels=1"
	value := os.Getenv("GODEBUG")
	switch {
	case strings.Contains(value, "tracebacklabels="):
	case value == "":
		os.Setenv("GODEBUG", setting)
	default:
		os.Setenv("GODEBUG", value+","+setting)
	}
})

// dumpMost bounds the text of a dump. Goroutines beyond it are not seen; a share ends long before there are so many.
const dumpMost = 64 << 20

// dumper takes dumps of all goroutines, all at one moment.
type dumper struct{ buf []byte }

func (d *dumper) take() []goroutine {
	if d.buf == nil {
		d.buf = make([]byte, 1<<17)
	}
	for {
		n := runtime.Stack(d.buf, true)
		if n < len(d.buf) || len(d.buf) >= dumpMost {
			return parseDump(string(d.buf[:n]))
		}
		d.buf = make([]byte, 4*len(d.buf))
	}
}

func parseDump(text string) (list []goroutine) {
	for block := range strings.SplitSeq(text, "\n\n") {
		head, frames, _ := strings.Cut(block, "\n")
		if g, ok := parseHead(head); ok {
			g.frames = strings.TrimRight(frames, "\n")
			g.creator = creatorOf(frames)
			list = append(list, g)
		}
	}
	return list
}

// parseHead reads a line like
//
//	goroutine 34 [chan receive, 2 minutes labels:{"tenter": "1:5"}]:
func parseHead(head string) (g goroutine, ok bool) {
	rest, ok := strings.CutPrefix(head, "goroutine ")
	if !ok {
		return g, false
	}
	number, rest, ok := strings.Cut(rest, " [")
	if !ok {
		return g, false
	}
	number, _, _ = strings.Cut(number, " ")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return g, false
	}
	rest = strings.TrimSuffix(rest, "]:")
	state, labels, _ := strings.Cut(rest, " labels:{")
	state, _, _ = strings.Cut(state, ",")
	return goroutine{id: id, state: state, label: labelIn(labels)}, true
}

// labelIn returns the value of labelKey in a list of labels as the runtime prints it.
func labelIn(labels string) string {
	_, value, found := strings.Cut(labels, `"`+labelKey+`": "`)
	if !found {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
}

func creatorOf(frames string) int64 {
	_, number, found := strings.Cut(frames, " in goroutine ")
	if !found {
		return 0
	}
	number, _, _ = strings.Cut(number, "\n")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// parked are the states in which a goroutine stays until another one does something about it, or a timer of a channel.
var parked = map[string]bool{
	"chan receive": true, "chan send": true, "select": true, "select (no cases)": true, "chan receive (nil chan)": true, "chan send (nil chan)": true,
	"sync.Mutex.Lock": true, "sync.RWMutex.RLock": true, "sync.RWMutex.Lock": true, "sync.Cond.Wait": true, "sync.WaitGroup.Wait": true,
	"semacquire": true, "coroutine": true,
}

// resting reports whether the goroutine is one of ours with no call in progress.
func (g *goroutine) resting() bool {
	const ours = "harness/stress.(*walk).client("
	return strings.Contains(g.frames, ours) && !strings.Contains(g.frames, "harness/stress.(*client).serve(")
}

// ownID returns the number of the calling goroutine.
func ownID() int64 {
	var buf [64]byte
	head := string(buf[:runtime.Stack(buf[:], false)])
	number, _, _ := strings.Cut(strings.TrimPrefix(head, "goroutine "), " ")
	id, _ := strconv.ParseInt(number, 10, 64)
	return id
}
