package main

import (
	"go/version"
	"slices"
	"strings"
)

// minLang is the language version that rewritten files need at least (generic calls with inference). One above
// go1.21 would give the loops of older modules a new variable in each iteration, and so another meaning.
const minLang = "go1.21"

const markerFlag = "-tenter="

// compileArgs are the arguments of one run of the compiler, split where the source files begin.
type compileArgs struct {
	flags []string
	files []string
}

func parseCompileArgs(args []string) compileArgs {
	i := len(args)
	for i > 0 && strings.HasSuffix(args[i-1], ".go") {
		i--
	}
	return compileArgs{slices.Clone(args[:i]), slices.Clone(args[i:])}
}

// takeMarker removes the marker and returns the id that it named, empty if there was none.
func (a *compileArgs) takeMarker() (id string) {
	a.flags = slices.DeleteFunc(a.flags, func(f string) bool {
		v, ok := strings.CutPrefix(f, markerFlag)
		if ok {
			id = v
		}
		return ok
	})
	return id
}

// has reports whether a flag was given, in the form -name, -name=value or -name value.
func (a *compileArgs) has(name string) bool { return a.index(name) >= 0 }

func (a *compileArgs) index(name string) int {
	return slices.IndexFunc(a.flags, func(f string) bool {
		return f == name || strings.HasPrefix(f, name+"=")
	})
}

// value returns a flag's value, empty if the flag was not given.
func (a *compileArgs) value(name string) string {
	i := a.index(name)
	switch {
	case i < 0:
		return ""
	case a.flags[i] != name:
		return a.flags[i][len(name)+1:]
	case i+1 < len(a.flags):
		return a.flags[i+1]
	}
	return ""
}

// set gives a flag a new value, adding the flag if need be.
func (a *compileArgs) set(name, value string) {
	i := a.index(name)
	switch {
	case i < 0:
		a.flags = append(a.flags, name+"="+value)
	case a.flags[i] != name:
		a.flags[i] = name + "=" + value
	case i+1 < len(a.flags):
		a.flags[i+1] = value
	}
}

// raiseLang lifts the language version to minLang where it is older.
func (a *compileArgs) raiseLang() {
	if lang := a.value("-lang"); lang != "" && version.Compare(lang, minLang) < 0 {
		a.set("-lang", minLang)
	}
}

// hideFromRaceDetector has the package compiled without calls of the race detector. Nothing of it is inlined, since it would be into packages
// that are compiled with them.
func (a *compileArgs) hideFromRaceDetector() {
	a.flags = slices.DeleteFunc(a.flags, func(f string) bool { return f == "-race" })
	a.flags = append(a.flags, "-l")
}

func (a *compileArgs) all() []string { return slices.Concat(a.flags, a.files) }
