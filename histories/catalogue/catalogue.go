// Package catalogue holds bugs that other people's concurrent types had, and what a check must make of the versions that have them and of those
// that do not. An entry is data: which modules, which model, what is to be expected. Where it says that a type is wrong it also holds a program of
// plain Go that shows it, for those who do not believe a tool.
package catalogue

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed entries/*.txtar
var files embed.FS

// Entry is one type with its versions.
type Entry struct {
	Name  string // of its file
	Title string // what is or was wrong with it, in a line
	Prim  string // the model
	Type  string // which type of the package; "" for the one that is found
	New   string // how an object is made; "" for the constructor that is found
	Ops   []string
	Runs  []Run
	Proof []txtar.File // a program of plain Go that shows it; none where there is no claim of a defect
}

// Run is one version with what is expected of it.
type Run struct {
	Impl    string   // PKG@VERSION
	Allow   []string // how the model is weakened
	Demand  []string // how it is made stricter
	Leave   []string // operations that are left out
	Verdict []string // one of these; "ok" for none
}

// All returns the entries in the order of their names. They are not to be changed.
func All() ([]Entry, error) {
	names, err := files.ReadDir("entries")
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	var list []Entry
	for _, file := range names {
		data, err := files.ReadFile(path.Join("entries", file.Name()))
		if err != nil {
			return nil, fmt.Errorf("catalogue: %w", err)
		}
		e, err := Parse(strings.TrimSuffix(file.Name(), ".txtar"), data)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// Parse reads an entry: a txtar archive whose comment has a line "key: value" for each property, and whose files are the proof. Keys are title, prim,
// type, new, op, and run; op and run may come several times. A run is "PKG@VERSION gives VERDICT", with "allow NAME", "demand NAME" and "leave
// OPERATION" in between; several verdicts that will do are separated by commas. Lines that begin with # are for people.
func Parse(name string, data []byte) (Entry, error) {
	a := txtar.Parse(data)
	e := Entry{Name: name, Proof: a.Files}
	for i, line := range strings.Split(string(a.Comment), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return e, fmt.Errorf("catalogue: %s: line %d: %q: want \"key: value\"", name, i+1, line)
		}
		if err := e.set(key, strings.TrimSpace(value)); err != nil {
			return e, fmt.Errorf("catalogue: %s: line %d: %w", name, i+1, err)
		}
	}
	if e.Title == "" || e.Prim == "" || len(e.Runs) == 0 {
		return e, fmt.Errorf("catalogue: %s: an entry needs a title, a prim and a run", name)
	}
	return e, nil
}

func (e *Entry) set(key, value string) error {
	fields := map[string]*string{"title": &e.Title, "prim": &e.Prim, "type": &e.Type, "new": &e.New}
	switch {
	case key == "op":
		e.Ops = append(e.Ops, value)
	case key == "run":
		r, err := parseRun(value)
		if err != nil {
			return err
		}
		e.Runs = append(e.Runs, r)
	case fields[key] == nil:
		return fmt.Errorf("unknown key %q", key)
	case *fields[key] != "":
		return fmt.Errorf("%s is given twice", key)
	default:
		*fields[key] = value
	}
	return nil
}

func parseRun(text string) (r Run, err error) {
	what, verdicts, ok := strings.Cut(text, " gives ")
	words := strings.Fields(what)
	if !ok || len(words)%2 == 0 || !strings.Contains(words[0], "@") {
		return r, fmt.Errorf("run %q: want \"PKG@VERSION gives VERDICT\"", text)
	}
	r.Impl = words[0]
	for pair := range slices.Chunk(words[1:], 2) {
		list := map[string]*[]string{"allow": &r.Allow, "demand": &r.Demand, "leave": &r.Leave}[pair[0]]
		if list == nil {
			return r, fmt.Errorf("run %q: %q is neither allow, demand nor leave", text, pair[0])
		}
		*list = append(*list, pair[1])
	}
	for _, v := range strings.Split(verdicts, ",") {
		r.Verdict = append(r.Verdict, strings.TrimSpace(v))
	}
	return r, nil
}

// Flags returns the flags with which 'check' makes the run.
func (e *Entry) Flags(r Run) []string {
	flags := []string{"--prim", e.Prim, "--impl", r.Impl}
	add := func(flag string, values ...string) {
		for _, v := range values {
			if v != "" {
				flags = append(flags, flag, v)
			}
		}
	}
	add("--type", e.Type)
	add("--new", e.New)
	add("--op", e.Ops...)
	for _, op := range r.Leave {
		add("--op", op+"=")
	}
	add("--allow", r.Allow...)
	add("--demand", r.Demand...)
	return flags
}
