package instrument

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// Import paths of what rewritten programs are made of.
const (
	modulePath = "github.com/tenter-go/tenter"
	shimPath   = modulePath + "/harness/shim"
	stampVar   = modulePath + "/harness/sched.stamp"
)

var shimPackages = []string{shimPath, shimPath + "/sync", shimPath + "/atomic", shimPath + "/time", shimPath + "/io", shimPath + "/rand",
	shimPath + "/randv2", shimPath + "/maphash", shimPath + "/entropy", shimPath + "/linked"}

// imported are the packages that the rewritten code of this build imports.
func (s *settings) imported() []string {
	if s.tests {
		return append(shimPackages[:len(shimPackages):len(shimPackages)], shimPath+"/tests")
	}
	return shimPackages
}

// exempt are the packages that are never rewritten, each with all below it: tenter's own, but for the primitives.
var exempt = []string{modulePath + "/harness", modulePath + "/models", modulePath + "/histories", modulePath + "/cmd"}

// unseen are the packages of tenter's whose memory all tasks use. The race detector is not to see it, nor is it to see it through functions that
// are inlined elsewhere.
var unseen = []string{modulePath + "/harness", modulePath + "/harness/sched", modulePath + "/harness/sched/edge", modulePath + "/harness/sched/racelog", modulePath + "/harness/exec", shimPath + "/tests", shimPath + "/time", shimPath + "/rand",
	shimPath + "/randv2", shimPath + "/digest", shimPath + "/entropy", shimPath + "/linked"}

// foundations are what tenter stands on in the process of the program under test. They are exempt there as well. Tests that are explored as they are may
// use them, and stand beside nothing of tenter that does.
var foundations = []string{
	"github.com/anishathalye/porcupine", "pgregory.net/rapid", "go.uber.org/goleak", "golang.org/x/sys", "golang.org/x/term",
}

func (s *settings) exempt() []string {
	if s.tests {
		return exempt
	}
	return slices.Concat(exempt, foundations)
}

// shims are the packages that rewritten code imports, where the user's module finds them, or else in tenter's own
// module: then the module under test requires nothing of tenter, and still gets its shims.
type shims struct {
	id       string // of builds with these shims: stands for their sources, the rewriter's, and its configuration
	dir      string // where the go command resolves them
	env      []string
	flags    []string
	packages []listedPackage
}

// listedPackage is what go list says of a package.
type listedPackage struct {
	ImportPath string
	Dir        string
	Export     string
	Standard   bool
	GoFiles    []string
	CgoFiles   []string
	SFiles     []string
	HFiles     []string
}

func findShims(ctx context.Context, s *settings) (*shims, error) {
	sh := s.usersModule()
	err := sh.load(ctx, s)
	if err != nil {
		own, ownErr := s.tentersModule()
		if ownErr == nil {
			sh, ownErr = own, own.load(ctx, s)
		}
		if ownErr != nil {
			return nil, fmt.Errorf("cannot find the packages that controlled programs need: neither in the module of %s (%w) nor in tenter's own (%w) — run 'go get %s' in the module",
				s.dir, err, ownErr, modulePath)
		}
	}
	sh.id, err = sh.computeID(s)
	return sh, err
}

// usersModule is the module of the folder that is built in. It is never changed: with -mod=mod the go command would
// write a requirement that it misses into go.mod.
func (s *settings) usersModule() *shims {
	flags := formatFlags(s.shimFlags())
	if mod, _ := s.lookupFlag("mod"); mod == "mod" {
		flags = append(flags, "-mod=readonly")
	}
	return &shims{dir: s.dir, env: s.env, flags: flags}
}

// tentersModule is the one that this package belongs to.
func (s *settings) tentersModule() (*shims, error) {
	dir, err := s.ownModule, error(nil)
	if dir == "" {
		dir, err = locateModule(s.goEnv["GOMODCACHE"])
	}
	if err != nil {
		return nil, err
	}
	// What is about the user's module must not reach another one.
	about := func(f buildFlag) bool { return slices.Contains([]string{"mod", "modfile", "overlay"}, f.name) }
	var goFlags []string
	for _, f := range s.goFlags {
		if about(f) {
			continue
		}
		word, err := quote(f.String())
		if err != nil {
			return nil, err
		}
		goFlags = append(goFlags, word)
	}
	env := append(slices.Clone(s.env), "GOWORK=off", "GO111MODULE=on", "GOFLAGS="+strings.Join(goFlags, " "))
	return &shims{dir: dir, env: env, flags: formatFlags(slices.DeleteFunc(s.shimFlags(), about))}, nil
}

// locateModule finds the folder of tenter's module: where this file was compiled, or in the module cache.
func locateModule(modCache string) (string, error) {
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		if dir := filepath.Join(filepath.Dir(file), "..", ".."); isFile(filepath.Join(dir, "go.mod")) {
			return dir, nil
		}
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", errors.New("this program was built without module information")
	}
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path != modulePath {
			continue
		}
		if m.Replace != nil {
			m = m.Replace
		}
		for _, dir := range []string{m.Path, filepath.Join(modCache, filepath.FromSlash(m.Path)+"@"+m.Version)} {
			if filepath.IsAbs(dir) && isFile(filepath.Join(dir, "go.mod")) {
				return dir, nil
			}
		}
		return "", fmt.Errorf("the sources of %s %s are not on this machine", m.Path, m.Version)
	}
	return "", errors.New("this program was built without module information")
}

// load asks the go command for the shims and all that they import.
func (sh *shims) load(ctx context.Context, s *settings) (err error) {
	sh.packages, err = sh.list(ctx, s, "-deps")
	if err != nil {
		return err
	}
	for _, p := range sh.packages {
		if slices.Contains(s.chosen(), p.ImportPath) {
			return fmt.Errorf("the shims import %s, which is rewritten to import the shims", p.ImportPath)
		}
	}
	return nil
}

func (sh *shims) list(ctx context.Context, s *settings, args ...string) ([]listedPackage, error) {
	line := slices.Concat([]string{"list", "-json=ImportPath,Dir,Export,Standard,GoFiles,CgoFiles,SFiles,HFiles"}, sh.flags, args, s.imported())
	cmd := s.goCommand(ctx, line...)
	runIn(cmd, sh.dir, sh.env)
	out, err := output(ctx, cmd)
	if err != nil {
		return nil, err
	}
	var packages []listedPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listedPackage
		if err := dec.Decode(&p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		packages = append(packages, p)
	}
}

// computeID sums up everything that shapes a rewritten program and that the go command does not know of. The folder is
// part of it: export data holds the positions of what can be inlined, so that the same sources in another folder have
// other fingerprints, and a package that was rewritten against these must not be linked with those.
func (sh *shims) computeID(s *settings) (string, error) {
	files, err := rewriterFiles()
	if err != nil {
		return "", err
	}
	key := newContentKey("id")
	key.add(rewriterKey(files).String(), strings.Join(s.exempt(), " "), strings.Join(s.chosen(), " "), strings.Join(unseen, " "), strconv.FormatBool(s.statements))
	for _, p := range sh.packages {
		if p.Standard {
			continue
		}
		key.add(p.ImportPath, p.Dir)
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.SFiles, p.HFiles) {
			data, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				return "", fmt.Errorf("cannot read a file of the shims: %w", err)
			}
			key.add(name, string(data))
		}
	}
	return key.String(), nil
}
