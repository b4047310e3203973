package twin

import (
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

// goTest is the go test command that has built and started this binary, as far as it can be known.
type goTest struct {
	dir   string   // where it runs; empty if there is none
	flags []string // its build flags, in the form -name=value
}

// The flags of go test, by what matters here. All others of its flags are boolean or of the form -name=value.
var (
	// buildFlags shape the build.
	buildFlags = []string{"asmflags", "buildmode", "compiler", "coverpkg", "gcflags", "installsuffix", "ldflags", "mod", "modfile",
		"overlay", "pkgdir", "tags", "toolexec"}
	// buildSwitches shape the build and may stand without a value.
	buildSwitches = []string{"asan", "linkshared", "modcacherw", "msan", "race", "trimpath"}
	// otherFlags take the next word where they have no value of their own.
	otherFlags = []string{"C", "bench", "benchtime", "blockprofile", "blockprofilerate", "count", "covermode", "coverprofile", "cpu",
		"cpuprofile", "exec", "fuzz", "fuzzminimizetime", "fuzztime", "list", "memprofile", "memprofilerate", "mutexprofile",
		"mutexprofilefraction", "o", "outputdir", "p", "parallel", "pgo", "run", "shuffle", "skip", "timeout", "trace", "vet"}
)

// parseGoTest reads the command line of a process. ok is false if it is no go test command.
func parseGoTest(line []string) (flags []string, ok bool) {
	if len(line) < 2 || !isGo(line[0]) || line[1] != "test" {
		return nil, false
	}
	for args := line[2:]; len(args) > 0; args = args[1:] {
		arg := args[0]
		if arg == "-args" || arg == "--args" {
			break
		}
		name, dash := strings.CutPrefix(arg, "-")
		if !dash {
			continue // a package
		}
		name, value, has := strings.Cut(strings.TrimPrefix(name, "-"), "=")
		isBuild := slices.Contains(buildFlags, name)
		if !has && (isBuild || slices.Contains(otherFlags, name)) && len(args) > 1 {
			value, has = args[1], true
			args = args[1:]
		}
		switch {
		case isBuild:
			flags = append(flags, "-"+name+"="+value)
		case slices.Contains(buildSwitches, name) && has:
			flags = append(flags, "-"+name+"="+value)
		case slices.Contains(buildSwitches, name):
			flags = append(flags, "-"+name)
		}
	}
	return flags, true
}

// isGo reports whether a process's name is that of a go command: go, go.exe, go1.26.8, gotip.
func isGo(arg0 string) bool {
	base := strings.TrimSuffix(filepath.Base(arg0), ".exe")
	return base == "go" || base == "gotip" || strings.HasPrefix(base, "go1.")
}

// recordedFlags are the build flags that the binary itself knows of: without -coverpkg, -mod, -modfile and -overlay.
func recordedFlags(info *debug.BuildInfo) (flags []string) {
	for _, s := range info.Settings {
		name, dash := strings.CutPrefix(s.Key, "-")
		switch {
		case !dash || name == "compiler" || name == "buildmode" && s.Value == "exe":
		case slices.Contains(buildFlags, name), slices.Contains(buildSwitches, name):
			flags = append(flags, s.Key+"="+s.Value)
		}
	}
	return flags
}

// agrees reports whether the flags of a command line can be those that the binary was built with. A process of that name may be
// another one's ancestor.
func agrees(flags []string, info *debug.BuildInfo) bool {
	recorded := recordedFlags(info)
	for _, f := range flags {
		name, value, has := strings.Cut(f, "=")
		want := name == "-race" || name == "-msan" || name == "-asan"
		if want && (!has || value == "true") && !slices.Contains(recorded, name+"=true") {
			return false
		}
	}
	return true
}
