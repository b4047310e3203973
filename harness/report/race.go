package report

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// access is one of the two accesses of a data race, or the go statement of a goroutine that made one.
type access struct {
	what   string // "write"
	who    string // "goroutine 8"
	frames []place
}

// parseRace reads the text of the race detector: the two accesses, then where their goroutines were started.
func parseRace(text string) []access {
	var list []access
	var stack strings.Builder
	if i := strings.Index(text, racelog.Head); i >= 0 {
		text, _, _ = strings.Cut(text[i+len(racelog.Head):], racelog.Head) // the first of them
	}
	flush := func() {
		if n := len(list); n > 0 {
			list[n-1].frames = textFrames(stack.String())
		}
		stack.Reset()
	}
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if a, ok := accessOf(trimmed); ok {
			flush()
			list = append(list, a)
			continue
		}
		stack.WriteString(line)
	}
	flush()
	return list
}

func accessOf(line string) (access, bool) {
	what, who, ok := strings.Cut(line, " by ")
	if ok && strings.HasSuffix(who, ":") && strings.Contains(what, " at 0x") {
		what, _, _ = strings.Cut(what, " at 0x")
		what = strings.TrimPrefix(strings.ToLower(what), "previous ")
		return access{what: what, who: strings.TrimSuffix(who, ":")}, true
	}
	if who, _, ok := strings.Cut(line, " created at:"); ok && strings.HasPrefix(who, "Goroutine ") {
		who, _, _ = strings.Cut(who, " (")
		return access{what: "start", who: strings.ToLower(who)}, true
	}
	return access{}, false
}

// RaceSentence says in one sentence, without the folders of the files, what the race detector has found.
func RaceSentence(text string) string {
	return raceBetween(parseRace(text), func(p place) string { return filepath.Base(p.file) + ":" + strconv.Itoa(p.line) })
}

func raceBetween(accesses []access, name func(place) string) string {
	if len(accesses) < 2 || len(accesses[0].frames) == 0 || len(accesses[1].frames) == 0 {
		return "two accesses of the same memory, with nothing that orders them"
	}
	one, other := accesses[0], accesses[1]
	return "a " + one.what + " at " + name(one.frames[0]) + " and a " + other.what + " at " + name(other.frames[0]) +
		" of the same memory, with nothing that orders them"
}

func (a *analysis) whyRace() []string {
	list := parseRace(a.in.Race)
	if len(list) == 0 {
		return []string{"The race detector's own words:", a.in.Race}
	}
	var lines []string
	for i, x := range list {
		name := "goroutine " + string(rune('1'+i))
		for k := range list[:i] {
			if list[k].who == x.who {
				name = "goroutine " + string(rune('1'+k))
			}
		}
		switch x.what {
		case "start":
			if len(x.frames) > 0 {
				lines = append(lines, sentencef("%s was started at %s.", name, a.src.inFunction(x.frames[0])))
			}
			continue
		}
		lines = append(lines, sentencef("%s, a %s:", name, x.what))
		lines = append(lines, a.stack(x.frames, 6)...)
	}
	return append(lines,
		"No lock, channel or atomic operation orders the two in this execution, so each may see the memory half changed, or never: the program has no defined result.")
}
