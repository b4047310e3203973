package twin

import (
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Args are the arguments of a test binary, without its name.
type Args []string

// find returns the index of the last argument that gives the flag, its value, and how many arguments that takes.
func (a Args) find(name string) (at int, value string, words int) {
	at = -1
	for i := 0; i < len(a); {
		got, v, n, ok := a.flagAt(i)
		if !ok {
			break
		}
		if got == name {
			at, value, words = i, v, n
		}
		i += n
	}
	return at, value, words
}

// flagAt reads the flag that begins at argument i as package flag does. ok is false where the flags end.
func (a Args) flagAt(i int) (name, value string, words int, ok bool) {
	arg := a[i]
	if len(arg) < 2 || arg[0] != '-' || arg == "--" {
		return "", "", 0, false
	}
	name, value, has := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
	if has {
		return name, value, 1, true
	}
	if isBool(name) || i+1 == len(a) {
		return name, "true", 1, true
	}
	return name, a[i+1], 2, true
}

// isBool reports whether a flag needs no value. The flags of package testing are registered before TestMain begins.
func isBool(name string) bool {
	f := flag.Lookup(name)
	if f == nil {
		return false
	}
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// Value returns the value of the flag -test.name, "" if it was not given.
func (a Args) Value(name string) string {
	_, value, _ := a.find("test." + name)
	return value
}

// Has reports whether the flag -test.name was given with another value than the empty one.
func (a Args) Has(name string) bool {
	v := a.Value(name)
	return v != "" && v != "false"
}

// without returns the arguments without the given flags of package testing.
func (a Args) without(names ...string) Args {
	a = slices.Clone(a)
	for _, name := range names {
		for at, _, n := a.find("test." + name); at >= 0; at, _, n = a.find("test." + name) {
			a = slices.Delete(a, at, at+n)
		}
	}
	return a
}

// with returns the arguments with a flag in front of all others, having removed it from among them.
func (a Args) with(name, value string) Args {
	return append(Args{"-test." + name + "=" + value}, a.without(name)...)
}

// later returns the arguments for a process that starts so much later than go test thinks: its time-out, after which it is to dump its
// goroutines, must strike before go test kills it.
func (a Args) later(by time.Duration) Args {
	d, err := time.ParseDuration(a.Value("timeout"))
	if err != nil || d <= 0 {
		return a
	}
	return a.with("timeout", max(d-by, time.Second).String())
}

// only returns the arguments that run nothing but one test, for a process that is not the one whose profiles go test wants.
func (a Args) only(test string) Args {
	a = a.without("v", "run", "skip", "bench", "fuzz", "count", "cpu", "shuffle", "coverprofile", "gocoverdir", "cpuprofile", "memprofile",
		"blockprofile", "mutexprofile", "trace", "testlogfile")
	return append(Args{"-test.run=" + Pattern(test), "-test.count=1"}, a...)
}

// Pattern returns what -run must be given to run one test, or one subtest.
func Pattern(test string) string {
	parts := strings.Split(test, "/")
	for i, p := range parts {
		parts[i] = "^" + regexp.QuoteMeta(p) + "$"
	}
	return strings.Join(parts, "/")
}

// Command returns the command line, for a shell, that runs the test of one check, and with it the check's saved cases first. pkg is the
// package as go test takes it.
func Command(check, pkg string) string {
	return fmt.Sprintf("go test -run '%s' %s", strings.ReplaceAll(Pattern(TestOf(check)), "'", `'\''`), pkg)
}

// Native reports whether the arguments ask for something that needs no control, so that the native binary may serve it: lists and help, and
// benchmarks without tests, unless these are wanted under control.
func (a Args) Native(benchmarksToo bool) bool {
	return a.Has("list") || a.help() || !benchmarksToo && a.Has("bench") && a.Value("run") == "^$" && !a.Has("fuzz")
}

func (a Args) help() bool {
	for _, name := range []string{"h", "help"} {
		if at, _, _ := a.find(name); at >= 0 {
			return true
		}
	}
	return false
}
