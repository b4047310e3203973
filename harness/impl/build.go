package impl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tenter-go/tenter/harness/instrument"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/harness/worker/binary"
)

// Build builds the worker program of the subject, under control. A program that is there is used again if the subject can't have changed since: a
// version of a module is what it is, a folder is not.
func (s *Subject) Build(ctx context.Context) (worker.Program, error) {
	var none worker.Program
	tenter, err := binary.Sources(ctx)
	if err != nil {
		return none, err
	}
	cache, err := instrument.CacheFolder(os.Environ())
	if err != nil {
		return none, err
	}
	mod, err := s.place.goMod(tenter)
	if err != nil {
		return none, err
	}
	own, err := os.ReadFile(filepath.Join(tenter, "go.sum"))
	if err != nil {
		return none, fmt.Errorf("cannot read tenter's own go.sum: %w", err)
	}
	key, err := binary.Key(string(mod) + string(s.source) + strings.Join(s.build, " "))
	if err != nil {
		return none, err
	}
	dir := filepath.Join(cache, "impl-"+key)
	exe := filepath.Join(dir, binary.ProgramName())
	if info, err := os.Stat(exe); err == nil && info.Mode().IsRegular() && !s.place.local {
		binary.MarkUsed(dir)
		return worker.Program{Path: exe}, nil
	}
	sums := append(append(own, '\n'), s.place.sumText...)
	if err := layOut(dir, map[string][]byte{"go.mod": mod, "go.sum": sums, "main.go": s.source}); err != nil {
		return none, err
	}
	if exe, err = s.compile(ctx, dir, exe); err != nil {
		return none, err
	}
	binary.Trim(cache, "impl-", dir)
	return worker.Program{Path: exe}, nil
}

// layOut writes the module, each file at once: another process may be about the same.
func layOut(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("%w: %w — set TENTER_CACHE to a folder that can be written", instrument.ErrCache, err)
	}
	for name, data := range files {
		f, err := os.CreateTemp(dir, ".new-")
		if err != nil {
			return fmt.Errorf("%w: %w", instrument.ErrCache, err)
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(f.Name(), filepath.Join(dir, name))
		}
		if err != nil {
			os.Remove(f.Name())
			return fmt.Errorf("%w: %w", instrument.ErrCache, err)
		}
	}
	return nil
}

// compile builds the module in dir. The program of a folder's contents is not put where others find it: they may have changed by then.
func (s *Subject) compile(ctx context.Context, dir, exe string) (string, error) {
	env := binary.Environment()
	// The requirements and check sums that are still missing are added here.
	complete := exec.CommandContext(ctx, "go", "list", "-mod=mod", "-deps", "-f", "{{.Name}}", ".")
	complete.Dir, complete.Env = dir, append(env, "PWD="+dir)
	if out, err := complete.CombinedOutput(); err != nil {
		return "", fmt.Errorf("--impl: %s: its worker program can't be put together: %s", s.Impl.Package, lastLine(string(out)))
	}
	b, err := instrument.Prepare(ctx, instrument.Config{Dir: dir, Env: env, BuildFlags: s.build})
	if err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(dir, "build-")
	if err != nil {
		return "", fmt.Errorf("%w: %w", instrument.ErrCache, err)
	}
	out := filepath.Join(tmp, filepath.Base(exe))
	if err := b.Run(ctx, "build", "-buildvcs=false", "-o", out, "."); err != nil {
		os.RemoveAll(tmp)
		return "", fmt.Errorf("--impl: %s: it can't be built under control: %w", s.Impl.Package, err)
	}
	if s.place.local {
		s.temporary = tmp
		return out, nil
	}
	defer os.RemoveAll(tmp)
	if err := os.Rename(out, exe); err != nil && !errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("%w: %w", instrument.ErrCache, err)
	}
	return exe, nil
}

// Close removes what was made for this subject alone.
func (s *Subject) Close() {
	if s.temporary != "" {
		os.RemoveAll(s.temporary)
	}
}
