package instrument

import (
	"context"
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// minGo is the oldest toolchain with which the shims build, the go line of tenter's own module.
const minGo = "go1.26"

// settings are a Config with everything looked up that depends on the user's machine and module.
type settings struct {
	dir        string
	env        []string
	goCmd      string
	goEnv      map[string]string
	cache      string
	flags      []buildFlag // the user's, GOFLAGS apart
	goFlags    []buildFlag // from GOFLAGS
	statements bool        // accesses of memory are yield points
	tests      bool        // package testing is rewritten
	ownModule  string
}

func newSettings(ctx context.Context, cfg Config) (*settings, error) {
	s := &settings{env: cfg.Env, tests: cfg.Tests, ownModule: cfg.ownModule}
	if s.env == nil {
		s.env = os.Environ()
	}
	var err error
	if s.flags, err = parseFlags(cfg.BuildFlags); err != nil {
		return nil, err
	}
	if err := s.setYield(); err != nil {
		return nil, err
	}
	if err := s.setDir(cfg.Dir); err != nil {
		return nil, err
	}
	if s.goCmd, err = findGo(s.env); err != nil {
		return nil, err
	}
	if err := s.readGoEnv(ctx); err != nil {
		return nil, err
	}
	if s.goFlags, err = parseGOFLAGS(s.goEnv["GOFLAGS"]); err != nil {
		return nil, err
	}
	if err := s.refuseFlags(); err != nil {
		return nil, err
	}
	s.cache, err = CacheFolder(s.env)
	return s, err
}

// YieldFlag is the name of the one flag that is not the go command's: what is a yield point beside operations that synchronize. Its value may be
// "statements": then every access of memory that tasks may share is one too, in all packages but those of the standard library. Memory that may be shared are
// variables of packages, local variables that closures or pointers share, fields and elements reached through pointers, elements of slices and of maps.
const YieldFlag = "yield"

// setYield takes that flag from the others.
func (s *settings) setYield() error {
	for _, f := range s.flags {
		switch {
		case f.name != YieldFlag:
		case f.value == "statements":
			s.statements = true
		default:
			return fmt.Errorf("%w: %q — want -%s=statements", ErrFlags, f.String(), YieldFlag)
		}
	}
	s.flags = slices.DeleteFunc(s.flags, func(f buildFlag) bool { return f.name == YieldFlag })
	return nil
}

// setDir applies the -C flags, which the go command accepts only in front of all others.
func (s *settings) setDir(dir string) error {
	for _, f := range s.flags {
		if f.name != "C" {
			continue
		}
		if filepath.IsAbs(f.value) {
			dir = f.value
		} else {
			dir = filepath.Join(dir, f.value)
		}
	}
	s.flags = slices.DeleteFunc(s.flags, func(f buildFlag) bool { return f.name == "C" })
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("cannot find the folder to build in: %w", err)
	}
	s.dir = dir
	return nil
}

// findGo looks the go command up in the PATH of an environment.
func findGo(env []string) (string, error) {
	for _, dir := range filepath.SplitList(lookupEnv(env, "PATH")) {
		if path, err := exec.LookPath(filepath.Join(dir, "go")); err == nil && filepath.IsAbs(path) {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: none of the folders in PATH has it — install Go (https://go.dev/dl), or add its bin folder to PATH", ErrNoToolchain)
}

var releasedGo = regexp.MustCompile(`^go[0-9]+\.[0-9.]+(rc[0-9]+)?$`)

// readGoEnv asks the go command about itself. In the user's folder, since the module there may select another
// toolchain; from then on that one is held fast.
func (s *settings) readGoEnv(ctx context.Context) error {
	out, err := output(ctx, s.goCommand(ctx, "env", "-json"))
	if err != nil {
		if strings.Contains(err.Error(), "running go 1.") {
			return fmt.Errorf("%w: %w", ErrOldToolchain, err)
		}
		return err
	}
	if err := json.Unmarshal(out, &s.goEnv); err != nil {
		return fmt.Errorf("cannot read the output of go env: %w", err)
	}
	goVersion := s.goEnv["GOVERSION"]
	if release, _, _ := strings.Cut(goVersion, "-"); version.IsValid(release) && version.Compare(release, minGo) < 0 {
		return fmt.Errorf("%w: %s in %s — tenter needs %s or newer", ErrOldToolchain, goVersion, s.goEnv["GOROOT"], minGo)
	}
	pin := "local"
	if releasedGo.MatchString(goVersion) {
		pin = goVersion
	}
	s.env = append(slices.Clone(s.env), "GOTOOLCHAIN="+pin)
	return nil
}

// goCommand returns a go command that runs in the user's folder.
func (s *settings) goCommand(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.goCmd, args...)
	runIn(cmd, s.dir, s.env)
	return cmd
}

// runIn sets a command's folder and environment. A PWD of another folder would be wrong there.
func runIn(cmd *exec.Cmd, dir string, env []string) {
	cmd.Dir, cmd.Env = dir, append(slices.Clone(env), "PWD="+dir)
}

// refuseFlags names the flags that leave no room for control.
func (s *settings) refuseFlags() error {
	for _, f := range slices.Concat(s.goFlags, s.flags) {
		switch {
		case f.name == "race" && f.value != "false" && s.goEnv["CGO_ENABLED"] == "0" && s.goEnv["GOOS"] != "darwin":
			return fmt.Errorf("%w: it needs cgo, and CGO_ENABLED is 0 — install a C compiler such as gcc and set CGO_ENABLED=1, or leave -race out", ErrRace)
		case f.name == "toolexec" && f.value != "":
			return fmt.Errorf("%w: %q — tenter builds through -toolexec itself; drop the flag for controlled runs", ErrToolexec, f.String())
		case f.name == "compiler" && f.value != "gc", f.name == "linkshared" && f.value != "false":
			return fmt.Errorf("%w: %q — drop it for controlled runs", ErrFlags, f.String())
		}
	}
	return nil
}
