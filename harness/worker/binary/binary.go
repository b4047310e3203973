// Package binary finds the worker program that belongs to this executable, and builds it if there is none.
//
// The program is built under control from the sources that this executable was built from, and kept in tenter's cache folder under a name
// made from the sum of the executable. So a changed executable gets a new program, and an unchanged one needs no go command.
package binary

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/instrument"
)

// Config says which program is wanted.
type Config struct {
	Package  string // of the worker program, relative to tenter's module: "./cmd/check/worker"
	Race     bool   // built for the race detector
	Yield    string // see instrument.YieldFlag; "" for nothing
	Building func() // called before a build begins, which takes seconds; may be nil
}

// name tells the program from others that belong to the same executable.
func (c *Config) name() string { return strings.Join(append([]string{c.Package}, c.Flags()...), " ") }

// Flags returns the flags of the build.
func (c *Config) Flags() []string {
	var flags []string
	if c.Race {
		flags = append(flags, "-race")
	}
	if c.Yield != "" {
		flags = append(flags, "-"+instrument.YieldFlag+"="+c.Yield)
	}
	return flags
}

// Find returns the path of the worker program. If it has to be built and that fails, the error wraps one of package instrument's, or says
// that the sources were not found.
func Find(ctx context.Context, cfg Config) (string, error) {
	key, err := executableKey(cfg.name())
	if err != nil {
		return "", err
	}
	cache, err := instrument.CacheFolder(os.Environ())
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "worker-"+key)
	exe := filepath.Join(dir, ProgramName())
	if info, err := os.Stat(exe); err == nil && info.Mode().IsRegular() {
		MarkUsed(dir)
		return exe, nil
	}
	if cfg.Building != nil {
		cfg.Building()
	}
	if err := build(ctx, cfg, exe); err != nil {
		return "", err
	}
	Trim(cache, "worker-", dir)
	return exe, nil
}

// executableKey sums up this executable, which holds the harness and the primitives, and with them all that shapes the worker program.
func executableKey(pkg string) (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("cannot find this executable: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("cannot read this executable: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	fmt.Fprintf(h, "%s %s %s %s\n", pkg, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("cannot read this executable: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)[:10]), nil
}

// Key is a name for a program that is made from the given text and from tenter's sources: it sums up both.
func Key(text string) (string, error) { return executableKey(text) }

// ProgramName is what the file of a worker program is called here.
func ProgramName() string {
	if runtime.GOOS == "windows" {
		return "worker.exe"
	}
	return "worker"
}

// Environment is the environment of builds of worker programs: those of this machine, of modules, whatever the user's settings are.
func Environment() []string {
	return append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GO111MODULE=on", "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
}

// build builds the program and puts it in its place at once, so that another process sees all of it or nothing.
func build(ctx context.Context, cfg Config, exe string) error {
	src, err := Sources(ctx)
	if err != nil {
		return err
	}
	env := Environment()
	b, err := instrument.Prepare(ctx, instrument.Config{Dir: src, Env: env, BuildFlags: cfg.Flags()})
	if err != nil {
		return err
	}
	dir := filepath.Dir(exe)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("%w: %w — set TENTER_CACHE to a folder that can be written", instrument.ErrCache, err)
	}
	tmp, err := os.MkdirTemp(dir, "build-")
	if err != nil {
		return fmt.Errorf("%w: %w — set TENTER_CACHE to a folder that can be written", instrument.ErrCache, err)
	}
	defer os.RemoveAll(tmp)
	out := filepath.Join(tmp, filepath.Base(exe))
	if err := b.Run(ctx, "build", "-buildvcs=false", "-o", out, cfg.Package); err != nil {
		return fmt.Errorf("cannot build the worker program: %s: %w", src, err)
	}
	if err := os.Rename(out, exe); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%w: %w", instrument.ErrCache, err)
	}
	return nil
}

// Programs that were not used for a while are removed, as the go command does with its own.
const keepFor = 5 * 24 * time.Hour

// MarkUsed notes that the program in dir was used just now.
func MarkUsed(dir string) {
	now := time.Now()
	os.Chtimes(dir, now, now) // a cache that can't be written can still be read
}

// Trim removes old programs from the cache whose folders' names begin like that, but not the one in dir. What can't be removed stays.
func Trim(cache, prefix, dir string) {
	list, err := filepath.Glob(filepath.Join(cache, prefix+"*"))
	if err != nil {
		return
	}
	for _, old := range list {
		if info, err := os.Stat(old); err == nil && old != dir && time.Since(info.ModTime()) > keepFor {
			os.RemoveAll(old)
		}
	}
}
