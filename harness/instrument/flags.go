package instrument

import (
	"fmt"
	"slices"
	"strings"
)

// A buildFlag is one flag of the go command. A flag without a value has none, not "true": the go command reads both
// alike, but a person typed one of them.
type buildFlag struct {
	name     string
	value    string
	hasValue bool
}

func (f buildFlag) String() string {
	if f.hasValue {
		return "-" + f.name + "=" + f.value
	}
	return "-" + f.name
}

// valueFlags are the build flags that take the next word where they have no value of their own. All others may stand
// without one.
var valueFlags = []string{
	"C", "p", "covermode", "coverpkg", "asmflags", "buildmode", "compiler", "gccgoflags", "gcflags", "installsuffix",
	"ldflags", "mod", "modfile", "overlay", "pgo", "pkgdir", "tags", "toolexec", "fuzz", YieldFlag,
}

func parseFlags(args []string) ([]buildFlag, error) {
	var flags []buildFlag
	for i := 0; i < len(args); i++ {
		f, err := parseFlag(args[i])
		if err != nil {
			return nil, err
		}
		if !f.hasValue && slices.Contains(valueFlags, f.name) {
			if i++; i == len(args) {
				return nil, fmt.Errorf("%w: %q needs a value", ErrFlags, args[i-1])
			}
			f.value, f.hasValue = args[i], true
		}
		flags = append(flags, f)
	}
	return flags, nil
}

func parseFlag(arg string) (buildFlag, error) {
	name, dash := strings.CutPrefix(arg, "-")
	name = strings.TrimPrefix(name, "-")
	name, value, hasValue := strings.Cut(name, "=")
	if !dash || name == "" || strings.HasPrefix(name, "-") {
		return buildFlag{}, fmt.Errorf("%w: %q is not a flag — write a flag that tenter does not know as -name=value, and packages as arguments", ErrFlags, arg)
	}
	return buildFlag{name, value, hasValue}, nil
}

// parseGOFLAGS splits the variable as the go command does: at blanks, except within quotes around a whole word.
func parseGOFLAGS(text string) ([]buildFlag, error) {
	words, err := splitQuoted(text)
	if err != nil {
		return nil, fmt.Errorf("%w: GOFLAGS: %w", ErrFlags, err)
	}
	var flags []buildFlag
	for _, w := range words {
		f, err := parseFlag(w)
		if err != nil {
			return nil, fmt.Errorf("GOFLAGS: %w", err)
		}
		flags = append(flags, f)
	}
	return flags, nil
}

func splitQuoted(s string) ([]string, error) {
	const blanks = " \t\r\n"
	var words []string
	for s = strings.TrimLeft(s, blanks); s != ""; s = strings.TrimLeft(s, blanks) {
		end, next := strings.IndexAny(s, blanks), 0
		if quote := s[:1]; quote == `"` || quote == "'" {
			s, next = s[1:], 1
			if end = strings.Index(s, quote); end < 0 {
				return nil, fmt.Errorf("%s without its counterpart in %q", quote, s)
			}
		}
		if end < 0 {
			end = len(s)
		}
		words = append(words, s[:end])
		s = s[end+next:]
	}
	return words, nil
}

// quote makes one word for splitQuoted.
func quote(word string) (string, error) {
	switch {
	case !strings.ContainsAny(word, " \t\r\n'\""):
		return word, nil
	case !strings.Contains(word, "'"):
		return "'" + word + "'", nil
	case !strings.Contains(word, `"`):
		return `"` + word + `"`, nil
	}
	return "", fmt.Errorf("%w: a path with both kinds of quotes cannot be passed on: %s — set TENTER_CACHE to another folder", ErrCache, word)
}

func formatFlags(flags []buildFlag) []string {
	var out []string
	for _, f := range flags {
		out = append(out, f.String())
	}
	return out
}

// rewrittenFlags are those that come back changed: see controlFlags and coverFlags.
var rewrittenFlags = []string{"gcflags", "pgo", "coverpkg", "toolexec"}

// buildFlags returns the user's flags that the build takes as they are.
func (s *settings) buildFlags() []buildFlag {
	return slices.DeleteFunc(slices.Clone(s.flags), func(f buildFlag) bool { return slices.Contains(rewrittenFlags, f.name) })
}

// shimFlags returns those of the user's flags that shape the archives of the shims. Coverage is not among them: the
// shims are never covered.
func (s *settings) shimFlags() []buildFlag {
	forward := []string{
		"p", "race", "msan", "asan", "trimpath", "modcacherw", "asmflags", "buildmode", "installsuffix", "mod", "modfile",
		"overlay", "pkgdir", "tags",
	}
	return slices.DeleteFunc(slices.Clone(s.flags), func(f buildFlag) bool { return !slices.Contains(forward, f.name) })
}

// lookupFlag returns the value that counts, the user's last one or else that in GOFLAGS.
func (s *settings) lookupFlag(name string) (value string, ok bool) {
	for _, f := range slices.Concat(s.goFlags, s.flags) {
		if f.name == name {
			value, ok = f.value, true
		}
	}
	return value, ok
}
