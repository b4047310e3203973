package instrument

import (
	"path"
	"regexp"
	"strings"
)

// chosenStd are the standard packages that are rewritten in place. Each costs a compilation of all that imports it, so
// that they are few: the rest of the standard library is shared with the user's plain builds.
//
// Beside context these are the packages that hold a lock of their own while they call the user's code: a task that stopped in there would
// have the next one wait in the runtime.
var chosenStd = []string{"context", "database/sql", "expvar", "log", "log/slog"}

// chosen are the standard packages that this build rewrites. Package testing/quick takes its seeds from the clock.
func (s *settings) chosen() []string {
	if s.tests {
		return append(chosenStd[:len(chosenStd):len(chosenStd)], "testing", "testing/quick", "testing/synctest")
	}
	return chosenStd
}

// controlFlags are the flags that put a build under control.
func (s *settings) controlFlags(rewriter, configFile, id string, of scope) ([]string, error) {
	exe, err := quote(rewriter)
	if err != nil {
		return nil, err
	}
	config, err := quote(configFile)
	if err != nil {
		return nil, err
	}
	// A profile would make the go command compile the standard library a second time.
	flags := append([]string{"-toolexec=" + exe + " " + config, "-pgo=off"}, s.gcflags(id, of)...)
	if _, given := s.lookupFlag("ldflags"); !given {
		flags = append(flags, "-ldflags=-w") // nobody debugs the rewritten program, and what a debugger needs takes a third of the linker's time
	}
	return flags, nil
}

// scope tells what a build names on its command line, which is what flags without a pattern are about.
type scope bool

const (
	usersPackages scope = false
	onlyShims     scope = true // in the user's build, and so in all others, the shims are dependencies
)

// gcflags puts the marker into the compiler flags. The go command gives a package the flags of the last pattern that
// matches it, and no others, so each of the user's own settings has to repeat the marker, and the ones that reach the
// standard library have to be taken back there.
func (s *settings) gcflags(id string, of scope) []string {
	marker := "-tenter=" + id
	set := func(pattern, flags string) string {
		return "-gcflags=" + pattern + "=" + strings.TrimSpace(flags)
	}
	out := []string{set("all", marker), set("std", "")}
	flagsOf := make([]string, len(s.chosen()))
	for _, f := range append(append([]buildFlag(nil), s.goFlags...), s.flags...) {
		if f.name != "gcflags" {
			continue
		}
		pattern, flags := splitPattern(f.value)
		if pattern == "" && of == onlyShims {
			continue
		}
		switch pattern {
		case "":
			out = append(out, "-gcflags="+strings.TrimSpace(flags+" "+marker))
		case "std":
			out = append(out, set("std", flags))
		case "all":
			out = append(out, set("all", flags+" "+marker), set("std", flags))
		default:
			out = append(out, set(pattern, flags+" "+marker))
		}
		for i, std := range s.chosen() {
			if matchesStd(pattern, std) {
				flagsOf[i] = flags
			}
		}
	}
	for i, std := range s.chosen() {
		out = append(out, set(std, flagsOf[i]+" "+marker))
	}
	return out
}

// splitPattern takes a -gcflags value apart: pattern=flags, or only flags, for the packages on the command line.
func splitPattern(value string) (pattern, flags string) {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "-") {
		return "", value
	}
	pattern, flags, _ = strings.Cut(value, "=")
	return strings.TrimSpace(pattern), flags
}

// matchesStd reports whether a pattern of packages takes in a standard package. Patterns that begin with a dot are
// about folders of the user's.
func matchesStd(pattern, std string) bool {
	switch {
	case pattern == "all" || pattern == "std":
		return true
	case pattern == "" || strings.HasPrefix(pattern, ".") || path.IsAbs(pattern):
		return false
	}
	expr := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	if prefix, ok := strings.CutSuffix(expr, "/.*"); ok {
		expr = prefix + "(/.*)?" // x/... takes in x
	}
	ok, err := regexp.MatchString("^"+expr+"$", std)
	return ok && err == nil
}
