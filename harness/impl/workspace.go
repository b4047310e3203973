package impl

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	gomodule "golang.org/x/mod/module"
)

// tenterPath is the module path of tenter.
const tenterPath = "github.com/tenter-go/tenter"

// readSums reads the check sums while the place is there.
func (p *place) readSums() error {
	var all [][]byte
	for _, file := range p.sums {
		data, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		} else if err != nil {
			return fmt.Errorf("--impl: %s: %w", p.pkg, err)
		}
		all = append(all, data)
	}
	p.sumText = bytes.Join(all, []byte("\n"))
	return nil
}

// modulePath returns the path of the generated module. It lies where the package may be imported from, if that is internal.
func (p *place) modulePath() string {
	parts := strings.Split(p.pkg, "/")
	for i, part := range slices.Backward(parts) {
		if part == "internal" && i > 0 {
			return strings.Join(parts[:i], "/") + "/tenterworker"
		}
	}
	return "tenter.worker"
}

// goMod returns the go.mod of the generated module: it requires tenter from its folder, and holds the modules of the subject at exactly the versions
// that they have without tenter, whatever tenter requires.
func (p *place) goMod(tenter string) ([]byte, error) {
	file := filepath.Join(tenter, "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read tenter's own go.mod: %w", err)
	}
	own, err := modfile.Parse(file, data, nil)
	if err != nil {
		return nil, fmt.Errorf("cannot read tenter's own go.mod: %w", err)
	}
	f := new(modfile.File)
	mods := slices.DeleteFunc(slices.Clone(p.modules), func(m module) bool { return m.Path == tenterPath })
	errs := []error{f.AddModuleStmt(p.modulePath()), f.AddGoStmt(own.Go.Version), f.AddRequire(tenterPath, "v0.0.0"), f.AddReplace(tenterPath, "", tenter, "")}
	for _, m := range mods {
		version := m.Version
		if version == "" {
			version = anyVersion(m.Path)
		}
		path, at := m.source()
		errs = append(errs, f.AddRequire(m.Path, version), f.AddReplace(m.Path, "", path, at))
	}
	for _, r := range own.Require {
		if !slices.ContainsFunc(mods, func(m module) bool { return m.Path == r.Mod.Path }) {
			f.AddNewRequire(r.Mod.Path, r.Mod.Version, r.Indirect)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("--impl: %s: %w", p.pkg, err)
	}
	return f.Format()
}

// anyVersion is a version that a module of that path may have. It stands for a folder.
func anyVersion(path string) string {
	_, suffix, _ := gomodule.SplitPathVersion(path)
	if major := gomodule.PathMajorPrefix(suffix); major != "" {
		return major + ".0.0"
	}
	return "v0.0.0"
}
