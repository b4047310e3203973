package twin

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/instrument"
)

// Binary is a twin that can be run.
type Binary struct {
	Path  string
	Spent time.Duration // on finding or building it
}

// Find returns the twin of this test binary, which is run with args, and builds it unless the cache folder has it. A twin that is
// there takes no go command. Find may be called in several processes at once.
//
// The error wraps ErrPackage, or one of those of package instrument, whose message names the place in the user's code if that does
// not compile.
func Find(ctx context.Context, args Args) (*Binary, error) {
	start := time.Now()
	id, err := identify(args)
	if err != nil {
		return nil, err
	}
	cache, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	exe := filepath.Join(cache, id.key, id.name())
	if info, err := os.Stat(exe); err != nil || !info.Mode().IsRegular() {
		if err := id.build(ctx, cache, exe); err != nil {
			return nil, err
		}
		sweep(cache, start)
	}
	now := time.Now()
	_ = os.Chtimes(filepath.Dir(exe), now, now) // for sweep; a folder that can be read only serves as well
	return &Binary{Path: exe, Spent: time.Since(start)}, nil
}

// cacheFolder is the folder of the twins within tenter's cache.
func cacheFolder() (string, error) {
	dir, err := instrument.CacheFolder(os.Environ())
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "twins")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", fmt.Errorf("%w: %w — set TENTER_CACHE to a folder that can be written", instrument.ErrCache, err)
	}
	return dir, nil
}

// build makes the twin under a name of its own and then renames it: who looks for it sees all of it or nothing.
func (id *identity) build(ctx context.Context, cache, exe string) error {
	b, err := instrument.Prepare(ctx, instrument.Config{Dir: id.dir, BuildFlags: id.flags, Packages: []string{id.pkg}})
	if err != nil {
		return err
	}
	if err := id.isHere(ctx, b); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(cache, "build-")
	if err != nil {
		return fmt.Errorf("%w: %w", instrument.ErrCache, err)
	}
	defer os.RemoveAll(tmp)
	built := filepath.Join(tmp, filepath.Base(exe))
	line := []string{"-c", "-o", built}
	if id.fuzz != "" {
		line = append(line, "-fuzz="+id.fuzz)
	}
	if err := b.Run(ctx, "test", append(line, id.pkg)...); err != nil {
		return err
	}
	err = os.MkdirAll(filepath.Dir(exe), 0o777)
	if err == nil {
		err = os.Rename(built, exe)
	}
	if err != nil {
		return fmt.Errorf("%w: cannot keep the twin: %w", instrument.ErrCache, err)
	}
	return nil
}

// isHere makes sure that the go command, asked for the package, means the sources that this binary was made from: a binary may
// have been carried elsewhere.
func (id *identity) isHere(ctx context.Context, b *instrument.Build) error {
	var complaint strings.Builder
	cmd := b.Command(ctx, "list", "-f", "{{.Dir}}", id.pkg)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		return fmt.Errorf("%w: the module of this folder has no package %s — run its tests with go test, or this binary in the package's folder:\n%s",
			ErrPackage, id.pkg, strings.TrimSpace(complaint.String()))
	}
	wd, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("cannot tell the current folder: %w", err)
	}
	here, err := os.Stat(wd)
	there, terr := os.Stat(dir)
	if err := errors.Join(err, terr); err != nil {
		return err
	}
	if !os.SameFile(here, there) {
		return fmt.Errorf("%w: this binary tests %s, which is in %s — run it in that folder", ErrPackage, id.pkg, dir)
	}
	return nil
}

// keepFor is how long a twin is kept that nobody runs. Each change of a test makes another one, of some megabytes.
const keepFor = 72 * time.Hour

// sweep removes the twins that were not run for long, and what builds that were killed have left. It does what it can.
func sweep(cache string, now time.Time) {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > keepFor {
			_ = os.RemoveAll(filepath.Join(cache, e.Name()))
		}
	}
}
