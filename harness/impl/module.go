// Package impl makes a worker program for an implementation that tenter does not bring along: a package of any module in any version, of the
// current module, or in a folder.
//
// The program is a module of its own in tenter's cache folder, in which exactly those versions count that the implementation would be built with
// on its own. Nothing is written anywhere else.
package impl

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// place is a package that is to be checked, found.
type place struct {
	dir      string // where the go command knows it
	env      []string
	asked    string // what was typed
	pkg      string // import path
	name     string
	module   module // that it belongs to; none for the standard library
	packages int    // that it consists of, the standard library's apart
	modules  []module
	sums     []string // files with check sums
	sumText  []byte   // what stands in them
	local    bool     // its sources may change
	remove   func()
}

// module is what the go command says of one.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

// source is what the module is built from: a path with a version, or a folder.
func (m module) source() (path, version string) {
	switch {
	case m.Main:
		return m.Dir, ""
	case m.Replace != nil && m.Replace.Version == "":
		return m.Replace.Dir, ""
	case m.Replace != nil:
		return m.Replace.Path, m.Replace.Version
	}
	return m.Path, m.Version
}

// isLocal reports whether the module's sources are in a folder of the user's.
func (m module) isLocal() bool { return m.Main || m.Replace != nil && m.Replace.Version == "" }

// isPath reports whether what was typed is a folder rather than an import path.
func isPath(name string) bool {
	return name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || filepath.IsAbs(name)
}

// locate finds a package. version is "" for the one in the current module.
func locate(ctx context.Context, name, version string) (*place, error) {
	p := &place{env: os.Environ(), asked: name, pkg: name, remove: func() {}}
	var err error
	switch {
	case isPath(name) && version != "":
		return nil, fmt.Errorf("--impl: %s@%s: a folder has no versions; leave @%s out", name, version, version)
	case isPath(name):
		err = p.inFolder(name)
	case version != "":
		err = p.fetch(ctx, version)
	default:
		p.dir, err = os.Getwd()
	}
	if err == nil {
		err = p.list(ctx)
	}
	if err != nil {
		p.remove()
		return nil, err
	}
	return p, nil
}

func (p *place) inFolder(name string) error {
	dir, err := filepath.Abs(name)
	if err != nil {
		return fmt.Errorf("--impl: %s: %w", name, err)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("--impl: %s: there is no such folder", name)
	}
	p.dir, p.pkg = dir, "."
	return nil
}

// fetch has the go command find the module of a package in the given version, in a module made for that.
func (p *place) fetch(ctx context.Context, version string) error {
	dir, err := os.MkdirTemp("", "tenter-impl-")
	if err != nil {
		return fmt.Errorf("--impl: no folder to work in: %w", err)
	}
	p.dir, p.remove = dir, func() { os.RemoveAll(dir) }
	p.env = append(p.env, "GOWORK=off", "GOFLAGS=-mod=mod", "GO111MODULE=on")
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module tenter.impl\n\ngo 1.26.0\n"), 0o666); err != nil {
		return err
	}
	if _, err := p.goCommand(ctx, "get", p.pkg+"@"+version); err != nil {
		return p.explainFetch(ctx, version, err)
	}
	return nil
}

// explainFetch tells a module that is not there from a version that is not there, which proxies do not always do.
func (p *place) explainFetch(ctx context.Context, version string, err error) error {
	if strings.Contains(err.Error(), "403 Forbidden") || !strings.Contains(err.Error(), "/@v/") && !strings.Contains(err.Error(), "not available") {
		return explain(p.pkg, version, err)
	}
	for path, depth := p.pkg, 0; strings.Contains(path, "/") && depth < mostParents; path, depth = path[:strings.LastIndex(path, "/")], depth+1 {
		if _, latestErr := p.goCommand(ctx, "list", "-m", path+"@latest"); latestErr == nil {
			return fmt.Errorf("--impl: %s@%s: there is no such version: %s — 'go list -m -versions %s' shows those there are; @latest is the newest", p.pkg, version, lastLine(err.Error()), path)
		}
	}
	return fmt.Errorf("--impl: %s@%s: there is no such module: %s — look at its import path again", p.pkg, version, lastLine(err.Error()))
}

// mostParents bounds how many folders above a package are looked at for its module.
const mostParents = 4

// listed is what go list says of a package.
type listed struct {
	ImportPath, Name string
	Standard         bool
	DepOnly          bool
	Module           *module
	Error            *struct{ Err string }
	GoFiles          []string
	CgoFiles         []string
}

// list asks the go command what the package consists of.
func (p *place) list(ctx context.Context) error {
	out, err := p.goCommand(ctx, "list", "-e", "-deps", "-json=ImportPath,Name,Standard,DepOnly,Module,Error,GoFiles,CgoFiles", p.pkg)
	if err != nil {
		return p.explain(err)
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("--impl: %s: cannot read the output of go list: %w", p.pkg, err)
		}
		if l.Error != nil {
			return p.explain(errors.New(l.Error.Err))
		}
		if !l.Standard {
			p.packages++
		}
		if m := l.Module; m != nil && !slices.ContainsFunc(p.modules, func(have module) bool { return have.Path == m.Path }) {
			p.modules = append(p.modules, *m)
			p.local = p.local || m.isLocal()
		}
		if !l.DepOnly {
			p.pkg, p.name = l.ImportPath, l.Name
			if l.Module != nil {
				p.module = *l.Module
			}
		}
	}
	slices.SortFunc(p.modules, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	if p.name == "main" {
		return fmt.Errorf("--impl: %s: it is a program, and can't be imported; name a package", p.pkg)
	}
	return p.findSums(ctx)
}

// explain is for a package that is not where it was looked for.
func (p *place) explain(err error) error {
	if isPath(p.asked) && strings.Contains(err.Error(), "go.mod file not found") {
		return fmt.Errorf("--impl: %s: the folder belongs to no module — run 'go mod init' in it, or name a package by its import path", p.asked)
	}
	return explain(p.asked, "", err)
}

// findSums finds the files that the modules' check sums stand in.
func (p *place) findSums(ctx context.Context) error {
	out, err := p.goCommand(ctx, "env", "GOMOD", "GOWORK")
	if err != nil {
		return err
	}
	for _, file := range strings.Fields(string(out)) {
		switch {
		case strings.HasSuffix(file, ".work"):
			p.sums = append(p.sums, file+".sum")
		case strings.HasSuffix(file, ".mod"):
			p.sums = append(p.sums, strings.TrimSuffix(file, ".mod")+".sum")
		}
	}
	for _, m := range p.modules {
		if m.isLocal() {
			p.sums = append(p.sums, filepath.Join(m.Dir, "go.sum"))
		}
	}
	return nil
}

// goCommand runs the go command where the package is known.
func (p *place) goCommand(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = p.dir, append(slices.Clone(p.env), "PWD="+p.dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return nil, errors.New(text)
		}
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}
