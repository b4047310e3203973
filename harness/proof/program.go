package proof

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Program is a program of the Go distribution's own tests of channels.
type Program struct {
	Name   string // the file's, without its ending
	Source []byte // a package of that name, in which Main does what the program does
}

const channelFolder = "test/chan"

// ChannelPrograms returns the programs of this machine's Go distribution that run alone. A program that writes another one is run for it; what is
// only there to be refused by the compiler is none.
func ChannelPrograms(ctx context.Context) ([]Program, error) {
	dir, err := goRoot(channelFolder)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var list []Program
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("cannot read a program: %w", err)
		}
		action, _, _ := strings.Cut(string(src), "\n")
		switch action {
		case "// run":
		case "// runoutput":
			if src, err = exec.CommandContext(ctx, "go", "run", file).Output(); err != nil {
				return nil, fmt.Errorf("cannot make a program: go run %s: %w", file, err)
			}
		default:
			continue
		}
		p, err := readProgram(strings.TrimSuffix(filepath.Base(file), ".go"), src)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// readProgram makes a package of a program, so that many can be part of one. What the runtime does before main, Main does each time: it gives the
// package's variables their values and calls the init functions. So each execution begins afresh, and all of it is under control.
func readProgram(name string, src []byte) (Program, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return Program{}, fmt.Errorf("cannot read a program: %w", err)
	}
	at := func(p token.Pos) int { return fset.Position(p).Offset }
	text := func(n ast.Node) string { return string(src[at(n.Pos()):at(n.End())]) }
	edits := []edit{{at(tree.Name.Pos()), at(tree.Name.End()), packageName(name)}}
	var set, calls strings.Builder
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				for _, spec := range d.Specs {
					set.WriteString(initialize(spec.(*ast.ValueSpec), text))
				}
			}
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				as := fmt.Sprintf("proofInit%d", len(edits))
				edits = append(edits, edit{at(d.Name.Pos()), at(d.Name.End()), as})
				calls.WriteString("\t" + as + "()\n")
			}
		}
	}
	return Program{name, fmt.Appendf(apply(src, edits), "\n\nfunc Main() {\n%s%s\tmain()\n}\n", set.String(), calls.String())}, nil
}

// initialize returns statements that give variables of a package the values that they begin with. A flag is defined once in a process.
func initialize(spec *ast.ValueSpec, text func(ast.Node) string) string {
	var names, values []string
	for _, n := range spec.Names {
		names = append(names, n.Name)
	}
	for _, v := range spec.Values {
		if strings.HasPrefix(text(v), "flag.") {
			return ""
		}
		values = append(values, text(v))
	}
	if len(values) > 0 {
		return "\t" + strings.Join(names, ", ") + " = " + strings.Join(values, ", ") + "\n"
	}
	return "\t{\n\t\tvar begin struct{ v " + text(spec.Type) + " }\n\t\t" + strings.Join(names, ", ") + " = " +
		strings.TrimSuffix(strings.Repeat("begin.v, ", len(names)), ", ") + "\n\t}\n"
}

// packageName keeps a program called select from being a package of that name.
func packageName(name string) string { return "program_" + name }

// layPrograms writes programs into a module, and for each of two packages the table of them all.
func layPrograms(m *module, programs []Program, packages ...string) error {
	var imports, table strings.Builder
	for _, p := range programs {
		name := packageName(p.Name)
		if err := m.write(name+"/"+p.Name+".go", string(p.Source)); err != nil {
			return err
		}
		fmt.Fprintf(&imports, "import %q\n", modulePath+"/"+name)
		fmt.Fprintf(&table, "\t{%q, %s.Main},\n", p.Name, name)
	}
	for _, pkg := range packages {
		text := "package main\n\n" + imports.String() + "\nvar programs = []struct {\n\tname string\n\tmain func()\n}{\n" + table.String() + "}\n"
		if err := m.write(pkg+"/table.go", text); err != nil {
			return err
		}
	}
	return nil
}
