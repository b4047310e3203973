package suite

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/instrument"
)

// listed is what the go command says of a package.
type listed struct {
	ImportPath   string
	Dir          string
	Standard     bool
	TestGoFiles  []string
	XTestGoFiles []string
	Error        *struct{ Err string }
}

// errNoPackages is what patterns are said to be that match nothing.
var errNoPackages = errors.New("no packages match")

// list asks the go command which packages the patterns match.
func list(ctx context.Context, b *instrument.Build, patterns []string) ([]listed, error) {
	cmd := b.Command(ctx, "list", append([]string{"-e", "-json=ImportPath,Dir,Standard,TestGoFiles,XTestGoFiles,Error"}, patterns...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, &instrument.CommandError{Args: cmd.Args, Dir: cmd.Dir, Output: stderr.String(), Err: err}
	}
	var all []listed
	for dec := json.NewDecoder(&stdout); ; {
		var p listed
		err := dec.Decode(&p)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: %s", errNoPackages, strings.Join(patterns, " "))
	}
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return all, nil
}

func (p *listed) hasTests() bool { return len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 }
