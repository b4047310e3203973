package instrument

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The sources travel inside this package, so that the rewriter can be built wherever a program that uses this package
// runs: in a vendor folder, in a binary that was installed, without tenter's own module at hand.
//
//go:embed rewriter/*.go
var rewriterSources embed.FS

// rewriterFiles returns the embedded sources by file name, without the tests.
func rewriterFiles() (map[string][]byte, error) {
	names, err := fs.Glob(rewriterSources, "rewriter/*.go")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[filepath.Base(name)], err = rewriterSources.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// contentKey is the name under which something is cached: the sum of all that it is made from.
type contentKey struct{ hash.Hash }

func newContentKey(kind string) contentKey {
	k := contentKey{sha256.New()}
	k.add(kind)
	return k
}

func (k contentKey) add(parts ...string) {
	for _, p := range parts {
		fmt.Fprintf(k, "%d:%s;", len(p), p)
	}
}

func (k contentKey) String() string { return hex.EncodeToString(k.Sum(nil)[:10]) }

func rewriterKey(files map[string][]byte) contentKey {
	k := newContentKey("rewriter")
	for _, name := range sortedKeys(files) {
		k.add(name, string(files[name]))
	}
	return k
}

// buildRewriter returns the path of the rewriter's executable for the toolchain of the build. It is built by that
// toolchain, since it reads the export data that this writes, and for the machine that it runs on, which is not always
// the one that the build is for.
func buildRewriter(ctx context.Context, s *settings) (string, error) {
	files, err := rewriterFiles()
	if err != nil {
		return "", err
	}
	key := rewriterKey(files)
	key.add(s.goEnv["GOVERSION"], s.goEnv["GOHOSTOS"], s.goEnv["GOHOSTARCH"])
	dir := filepath.Join(s.cache, "rewriter-"+key.String())
	exe := filepath.Join(dir, "rewriter")
	if s.goEnv["GOHOSTOS"] == "windows" {
		exe += ".exe"
	}
	return exe, s.once(dir, func() bool { return isFile(exe) }, func() error {
		return compileRewriter(ctx, s, files, exe)
	})
}

func compileRewriter(ctx context.Context, s *settings, files map[string][]byte, exe string) error {
	src, err := os.MkdirTemp(s.cache, "rewriter-src-")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCache, err)
	}
	defer os.RemoveAll(src)
	files["go.mod"] = []byte("module tenter.rewriter\n\ngo " + strings.TrimPrefix(minGo, "go") + "\n")
	for _, name := range sortedKeys(files) {
		if err := os.WriteFile(filepath.Join(src, name), files[name], 0o666); err != nil {
			return fmt.Errorf("%w: %w", ErrCache, err)
		}
	}
	built := filepath.Join(src, filepath.Base(exe))
	cmd := s.goCommand(ctx, "build", "-buildvcs=false", "-o", built, ".")
	runIn(cmd, src, s.env)
	cmd.Env = append(cmd.Env, "GOWORK=off", "GOFLAGS=", "GO111MODULE=on", "GOEXPERIMENT=",
		"GOOS="+s.goEnv["GOHOSTOS"], "GOARCH="+s.goEnv["GOHOSTARCH"])
	if _, err := output(ctx, cmd); err != nil {
		return fmt.Errorf("cannot build the rewriter: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(exe), 0o777); err != nil {
		return fmt.Errorf("%w: %w", ErrCache, err)
	}
	if err := os.Rename(built, exe); err != nil {
		return fmt.Errorf("%w: %w", ErrCache, err)
	}
	return nil
}
