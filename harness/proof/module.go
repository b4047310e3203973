package proof

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// modulePath is what the module of the programs calls itself.
const modulePath = "example.com/proof"

// cacheVariable says where instrumented builds are kept.
const cacheVariable = "TENTER_CACHE"

// own is this module.
const own = "github.com/tenter-go/tenter"

// module is a module in a folder of its own that requires this one from where it is.
type module struct{ dir string }

// newModule lays out a module in dir, which is emptied. Its requirements are this module's, so that nothing need be downloaded or resolved.
func newModule(dir string) (*module, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("cannot lay out a module: %w", err)
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", own).Output()
	if err != nil {
		return nil, fmt.Errorf("cannot find the source of %s: go list: %w — run it inside the module", own, err)
	}
	root := strings.TrimSpace(string(out))
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, fmt.Errorf("cannot lay out a module: %w", err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, fmt.Errorf("cannot lay out a module: %w", err)
	}
	m := &module{dir: dir}
	text := strings.Replace(string(mod), "module "+own+"\n", "module "+modulePath+"\n", 1) +
		"\nrequire " + own + " v0.0.0\n\nreplace " + own + " => " + strconv.Quote(root) + "\n"
	if err := m.write("go.mod", text); err != nil {
		return nil, err
	}
	return m, m.write("go.sum", string(sum))
}

// write writes a file, given by its path in the module.
func (m *module) write(name, text string) error {
	file := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("cannot write a program: %w", err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return fmt.Errorf("cannot write a program: %w", err)
	}
	return nil
}

// goCommand runs the go command in the module and returns what it has written to standard output. That it exits with another status than 0 is
// no error where it has written something there: tests fail. What the process was told about checks of its own does not concern the programs.
func (m *module) goCommand(ctx context.Context, env []string, args ...string) (string, error) {
	return m.command(ctx, "go", env, args...)
}

func (m *module) command(ctx context.Context, name string, env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = m.dir
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); !strings.HasPrefix(name, "TENTER_") || name == cacheVariable {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(append(cmd.Env, "GOFLAGS=", "GOWORK=off", "GOPROXY=off"), env...)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || out.Len() == 0) {
		return "", fmt.Errorf("cannot run the programs: %s %s: %w\n%s", filepath.Base(name), args[0], err, complaints.String())
	}
	return out.String(), nil
}
