package instrument

import (
	"context"
	"slices"
	"strings"
)

// coverFlags works out the patterns of -coverpkg for the packages being tested, and leaves out the standard library and
// tenter's own packages: their archives are shared with other builds, and instrumented for coverage they would not fit.
func (s *settings) coverFlags(ctx context.Context, packages []string) ([]string, error) {
	patterns, ok := s.lookupFlag("coverpkg")
	if !ok || patterns == "" {
		return nil, nil
	}
	if len(packages) == 0 {
		packages = []string{"."}
	}
	const format = "{{if not .Standard}}{{.ImportPath}}{{end}}"
	// All that the tests depend on, and of that what the patterns name. The go command warns of a name that no test
	// depends on, so the patterns alone would do for the result but not for the peace.
	tested, err := s.list(ctx, append([]string{"-e", "-deps", "-test", "-f", format}, packages...))
	if err != nil {
		return nil, err
	}
	named, err := s.list(ctx, append([]string{"-e", "-f", format}, strings.Split(patterns, ",")...))
	if err != nil {
		return nil, err
	}
	covered := slices.DeleteFunc(named, func(path string) bool { return !slices.Contains(tested, path) || s.isExempt(path) })
	if len(covered) == 0 {
		return nil, nil
	}
	return []string{"-coverpkg=" + strings.Join(covered, ",")}, nil
}

// list runs go list with the user's build flags and returns the lines that it prints.
func (s *settings) list(ctx context.Context, args []string) ([]string, error) {
	line := append([]string{"list"}, formatFlags(s.shimFlags())...)
	out, err := output(ctx, s.goCommand(ctx, append(line, args...)...))
	if err != nil {
		return nil, err
	}
	return strings.Fields(string(out)), nil
}

func (s *settings) isExempt(path string) bool {
	return slices.ContainsFunc(s.exempt(), func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}
