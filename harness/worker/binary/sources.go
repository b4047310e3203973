package binary

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/tenter-go/tenter/harness/instrument"
)

const modulePath = "github.com/tenter-go/tenter"

// Sources returns the folder of tenter's module. The best are the very files that this executable was compiled from; an executable that
// was installed has them in the module cache, which the go command fills if need be; last comes the module that the working directory
// belongs to or requires.
func Sources(ctx context.Context) (string, error) {
	if dir := compiledFrom(); dir != "" {
		return dir, nil
	}
	var tried []string
	for _, args := range [][]string{{"mod", "download", "-json", modulePath + "@" + Version()}, {"list", "-m", "-json", modulePath}} {
		if strings.HasSuffix(args[len(args)-1], "@") {
			continue
		}
		dir, err := ask(ctx, args)
		if err == nil {
			return dir, nil
		}
		if _, lookErr := exec.LookPath("go"); lookErr != nil {
			return "", fmt.Errorf("%w: none of the folders in PATH has it — install Go (https://go.dev/dl), or add its bin folder to PATH", instrument.ErrNoToolchain)
		}
		tried = append(tried, fmt.Sprintf("go %s: %v", strings.Join(args, " "), err))
	}
	return "", fmt.Errorf("cannot find tenter's sources, which the worker program is built from: %s — run this command inside a module that requires %s",
		strings.Join(tried, "; "), modulePath)
}

// compiledFrom returns the folder whose files the compiler saw, if it is still there. Paths are not absolute in a program built with
// -trimpath.
func compiledFrom() string {
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) {
		return ""
	}
	dir := filepath.Join(filepath.Dir(file), "..", "..", "..")
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil || !bytes.HasPrefix(data, []byte("module "+modulePath+"\n")) {
		return ""
	}
	return dir
}

// Version returns the version of tenter's module that this executable was built from, "" if it was no released one.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path == modulePath && m.Replace == nil && m.Version != "(devel)" && !strings.Contains(m.Version, "+dirty") {
			return m.Version
		}
	}
	return ""
}

// ask runs a go command that prints a Dir.
func ask(ctx context.Context, args []string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, strings.TrimSpace(stderr.String()))
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil || module.Dir == "" {
		return "", fmt.Errorf("no folder in its output")
	}
	return module.Dir, nil
}
