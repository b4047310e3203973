package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// sources holds the user's files as far as they have been read.
type sources struct {
	read  func(path string) ([]byte, error)
	base  string
	files map[string]*source
	seen  []string // all files that places were shown of, in the order in which they came up
	exprs map[exprKey]expression
}

// source is one file. A file that can't be read or parsed has none of the fields.
type source struct {
	fset  *token.FileSet
	file  *ast.File
	lines []string
}

type exprKey struct {
	at     place
	kind   sched.Kind
	callee string
}

func newSources(opt Options) *sources {
	return &sources{read: opt.ReadFile, base: opt.Base, files: map[string]*source{}, exprs: map[exprKey]expression{}}
}

func (s *sources) source(path string) *source {
	if f, ok := s.files[path]; ok {
		return f
	}
	f := &source{}
	s.files[path] = f
	if s.read == nil {
		return f
	}
	data, err := s.read(path)
	if err != nil {
		return f
	}
	f.lines = strings.Split(string(data), "\n")
	fset := token.NewFileSet()
	if file, err := parser.ParseFile(fset, path, data, parser.SkipObjectResolution); err == nil {
		f.fset, f.file = fset, file
	}
	return f
}

// text returns a line of a file without its indentation and comment.
func (s *sources) text(p place) string {
	f := s.source(p.file)
	if p.line < 1 || p.line > len(f.lines) {
		return ""
	}
	line, _, _ := strings.Cut(f.lines[p.line-1], " // ")
	return strings.TrimSpace(line)
}

// note remembers that places of a file are shown, since names must tell apart the files of one report.
func (s *sources) note(p place) {
	if !p.known() {
		return
	}
	for _, f := range s.seen {
		if f == p.file {
			return
		}
	}
	s.seen = append(s.seen, p.file)
}

// name returns the shortest end of a path that tells it from the other files of the report.
func (s *sources) name(file string) string {
	name := filepath.Base(file)
	for dir := filepath.Dir(file); s.ambiguous(file, name) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		name = filepath.Base(dir) + "/" + name
	}
	return name
}

func (s *sources) ambiguous(file, name string) bool {
	for _, f := range s.seen {
		if f != file && strings.HasSuffix("/"+filepath.ToSlash(f), "/"+name) {
			return true
		}
	}
	return false
}

// line writes a place the way rows do: "sem.go:25".
func (s *sources) line(p place) string {
	if !p.known() {
		return "?"
	}
	return s.name(p.file) + ":" + itoa(p.line)
}

// path writes a file relative to the base directory, or, for a file of a module cache, relative to that.
func (s *sources) path(file string) string {
	if _, in, ok := strings.Cut(filepath.ToSlash(file), "/pkg/mod/"); ok {
		return in
	}
	if s.base != "" {
		if rel, err := filepath.Rel(s.base, file); err == nil && !strings.HasPrefix(rel, "..") {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(file)
}

// inFunction writes a place with its function: "sem.go:33 in Release".
func (s *sources) inFunction(p place) string {
	if fn := lastName(p.fn); fn != "" {
		return s.line(p) + " in " + fn
	}
	return s.line(p)
}
