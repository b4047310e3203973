// Package instrument builds Go programs and test binaries in which the tenter scheduler has control of every
// synchronization operation, with the stock toolchain and without a change in the code being built.
//
// It does so by running the go command with -toolexec: the program in the folder rewriter stands in for the compiler
// and the linker. Its package comment defines marker, stamp, exempt, chosen std package and table, which are used here
// in the same meaning. The rewriter's sources are embedded in this package, and built once for each toolchain.
//
// Nothing is written outside the go command's own cache and tenter's cache folder, which is the value of TENTER_CACHE
// or else the folder tenter in os.UserCacheDir. Any number of processes may build at the same time.
package instrument

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Config says what to build, in the words of the go command.
type Config struct {
	// Dir is the folder that the go command is run in, the current one if empty.
	Dir string
	// Env is the environment of the go command, in the form of os.Environ; that of this process if nil. The go command
	// itself is looked up in its PATH.
	Env []string
	// BuildFlags are the user's build flags: -name, -name=value or -name value, with one dash or two. Flags of go test
	// that do not shape the build belong in the arguments of Run. A -C is applied to Dir.
	BuildFlags []string
	// Packages are the packages to be built or tested, "." if empty. They matter only beside -coverpkg, whose patterns
	// are worked out for them.
	Packages []string
	// Tests has package testing rewritten too, so that a test binary makes executions of its tests for a supervisor; see
	// package shim/tests. Without a supervisor it is a test binary like any other.
	Tests bool

	ownModule string // for tests: where tenter's own module is
}

// A Build is a prepared controlled build: the rewriter and the shims are compiled, and the flags that make the go
// command use them are known. It is immutable and may be used by several goroutines.
type Build struct {
	id    string
	dir   string
	env   []string
	goCmd string
	flags []string
	users []string // the flags without tenter's
}

// Prepare makes everything ready for controlled builds with the given configuration. The first time for a toolchain,
// or for a version of the shims, it compiles (seconds); after that it runs two short go commands.
//
// The error wraps ErrNoToolchain, ErrOldToolchain, ErrToolexec, ErrFlags, ErrRace or ErrCache, or is a *CommandError that has
// the go command's own message.
func Prepare(ctx context.Context, cfg Config) (*Build, error) {
	s, err := newSettings(ctx, cfg)
	if err != nil {
		return nil, err
	}
	rewriter, err := buildRewriter(ctx, s)
	if err != nil {
		return nil, err
	}
	shims, err := findShims(ctx, s)
	if err != nil {
		return nil, err
	}
	configFile, err := prepareTable(ctx, s, rewriter, shims)
	if err != nil {
		return nil, err
	}
	flags, err := s.controlFlags(rewriter, configFile, shims.id, usersPackages)
	if err != nil {
		return nil, err
	}
	cover, err := s.coverFlags(ctx, cfg.Packages)
	if err != nil {
		return nil, err
	}
	return &Build{
		id: shims.id, dir: s.dir, env: s.env, goCmd: s.goCmd,
		flags: slices.Concat(formatFlags(s.buildFlags()), cover, flags), users: formatFlags(s.flags),
	}, nil
}

// ID identifies the rewriter and the shims: builds with equal ids, and otherwise equal inputs, give equal programs.
func (b *Build) ID() string { return b.id }

// Dir is the folder in which the go command has to be run.
func (b *Build) Dir() string { return b.dir }

// Flags returns the flags to give to go build or go test: the user's, with tenter's added. In go test -vet=off has to
// be added, since vet would see the original sources against rewritten packages.
func (b *Build) Flags() []string { return slices.Clone(b.flags) }

// Env returns the environment in which the go command has to be run. It holds the toolchain fast that the rewriter was
// built with.
func (b *Build) Env() []string { return slices.Clone(b.env) }

// Command returns a go command, not yet started, for verb build, test, run or list: its flags are those of the Build,
// followed by args. It is killed when the context is done.
func (b *Build) Command(ctx context.Context, verb string, args ...string) *exec.Cmd {
	line := append([]string{verb}, b.flags...)
	if verb == "test" {
		line = append(line, "-vet=off")
	}
	cmd := exec.CommandContext(ctx, b.goCmd, append(line, args...)...)
	runIn(cmd, b.dir, b.env)
	return cmd
}

// Stock is Command without tenter: what the user would have run.
func (b *Build) Stock(ctx context.Context, verb string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.goCmd, slices.Concat([]string{verb}, b.users, args)...)
	runIn(cmd, b.dir, b.env)
	return cmd
}

// Run runs a Command to its end. If it fails, the error is a *CommandError with all that it printed: for code that does
// not compile, the compiler's own message with the positions of the user's files.
func (b *Build) Run(ctx context.Context, verb string, args ...string) error {
	_, err := output(ctx, b.Command(ctx, verb, args...))
	return err
}

// output runs a command and returns what it wrote to stdout.
func output(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err == nil {
		return stdout.Bytes(), nil
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return nil, &CommandError{Args: cmd.Args, Dir: cmd.Dir, Output: stdout.String() + stderr.String(), Err: err}
}

// CacheFolder returns tenter's cache folder for an environment in the form of os.Environ, and creates it if need be. The
// error wraps ErrCache.
func CacheFolder(env []string) (string, error) {
	dir := lookupEnv(env, "TENTER_CACHE")
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("%w: %w — set TENTER_CACHE to a folder", ErrCache, err)
		}
		dir = filepath.Join(user, "tenter")
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o777)
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w — set TENTER_CACHE to a folder that can be written", ErrCache, err)
	}
	return dir, nil
}

// lookupEnv returns the value of a variable in the form of os.Environ, in which the last entry counts.
func lookupEnv(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}
