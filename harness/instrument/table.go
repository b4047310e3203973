package instrument

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// rewriterConfig is the rewriter's configuration, which the rewriter defines.
type rewriterConfig struct {
	ID         string
	GOROOT     string
	Shim       string
	Stamp      string
	Table      map[string]string
	Exempt     []string
	Std        []string
	Unseen     []string
	Statements bool
}

// archiveEnv are the variables of go env that shape an archive.
var archiveEnv = []string{"GOVERSION", "GOROOT", "GOOS", "GOARCH", "GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64",
	"GORISCV64", "GOWASM", "GOEXPERIMENT", "GOFIPS140", "CGO_ENABLED", "GOFLAGS", "GOCACHE"}

// prepareTable compiles the shims, with the flags of the build, and returns the file with the rewriter's configuration,
// which holds the table of their archives. The go command fixes what it builds before it calls the rewriter, so that
// an import that the rewriter adds is invisible to it: the archives have to be there before.
func prepareTable(ctx context.Context, s *settings, rewriter string, sh *shims) (string, error) {
	gcflags := s.gcflags(sh.id, onlyShims)
	key := newContentKey("table")
	key.add(sh.id, sh.dir)
	key.add(sh.flags...)
	key.add(gcflags...)
	for _, name := range archiveEnv {
		key.add(name, s.goEnv[name])
	}
	file := filepath.Join(s.cache, "build-"+key.String()+".json")
	return file, s.once(file, func() bool { return tableIsWhole(file) }, func() error {
		return buildTable(ctx, s, rewriter, sh, file)
	})
}

// tableIsWhole reports whether all archives are still there: the go command clears its cache at times of its own.
func tableIsWhole(file string) bool {
	data, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	var cfg rewriterConfig
	if json.Unmarshal(data, &cfg) != nil {
		return false
	}
	for _, archive := range cfg.Table {
		if !isFile(archive) {
			return false
		}
	}
	return len(cfg.Table) > 0
}

// buildTable has the shims compiled by the rewriter too, so that they carry its stamp and, in a module that imports
// them itself, are the very archives that the build makes.
func buildTable(ctx context.Context, s *settings, rewriter string, sh *shims, file string) error {
	cfg := rewriterConfig{ID: sh.id, GOROOT: s.goEnv["GOROOT"], Shim: shimPath, Stamp: stampVar, Exempt: s.exempt(), Std: s.chosen(), Unseen: unseen, Statements: s.statements}
	bare := file + ".shims"
	if err := writeConfig(bare, cfg); err != nil {
		return err
	}
	flags, err := s.controlFlags(rewriter, bare, sh.id, onlyShims)
	if err != nil {
		return err
	}
	packages, err := sh.list(ctx, s, slices.Concat(flags, []string{"-export", "-deps"})...)
	if err != nil {
		return fmt.Errorf("cannot compile the shims: %w", err)
	}
	cfg.Table = map[string]string{}
	for _, p := range packages {
		if p.Export != "" {
			cfg.Table[p.ImportPath] = p.Export
		}
	}
	return writeConfig(file, cfg)
}

func writeConfig(file string, cfg rewriterConfig) error {
	data, err := json.MarshalIndent(cfg, "", "\t")
	if err != nil {
		return err
	}
	return writeFile(file, data)
}
