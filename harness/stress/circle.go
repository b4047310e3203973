package stress

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Tasks that wait for each other's locks are told from those that nobody has woken. The runtime says which lock a goroutine waits for, and the source which locks
// it has taken on its way there: those that the functions on its stack lock above the line where they stand, and do not give back above it. A lock goes by its last
// name, "tail" for q.tail and "locks" for s.locks[i], since its address is known only of those that are waited for.

// lockWait is a goroutine that waits for a lock.
type lockWait struct {
	call  stuckCall
	name  string   // of the lock that it waits for
	full  string   // the same, as the source has it
	addr  string   // its address; "" if that is not told
	has   []string // names of the locks that it has taken
	fulls []string
}

// circle returns the calls that wait for each other's locks, each for one that the next has taken and the last for one of the first; nil if there are none.
func circle(open []stuckCall, all []goroutine) []stuckCall {
	at := map[int64]*goroutine{}
	for i := range all {
		at[all[i].id] = &all[i]
	}
	var waits []lockWait
	for _, c := range open {
		if g := at[c.line.goid]; g != nil && lockStates[g.state] {
			if w, ok := lockWaitOf(g.frames); ok {
				w.call = c
				waits = append(waits, w)
			}
		}
	}
	for i := range waits {
		if path := around(waits, []int{i}); path != nil {
			var calls []stuckCall
			for _, k := range path {
				calls = append(calls, waits[k].call)
			}
			return calls
		}
	}
	return nil
}

// circleText says who waits for each other's locks.
func circleText(calls []stuckCall) string {
	var names []string
	for _, c := range calls {
		names = append(names, c.line.ops[c.index].Name+" of task "+c.line.o.group.sc.ClientName(c.line.client))
	}
	if len(names) == 1 {
		return names[0] + " waits for a lock that it has taken itself"
	}
	return "tasks wait for each other's locks, in " + strings.Join(names, " and ")
}

var lockStates = map[string]bool{"sync.Mutex.Lock": true, "sync.RWMutex.Lock": true, "sync.RWMutex.RLock": true}

// around follows who waits for whom from the end of the path until it is back at its beginning.
func around(waits []lockWait, path []int) []int {
	last := &waits[path[len(path)-1]]
	for next := range waits {
		switch {
		case !last.waitsFor(&waits[next]):
		case next == path[0]:
			return path
		case !slices.Contains(path, next):
			if found := around(waits, append(path[:len(path):len(path)], next)); found != nil {
				return found
			}
		}
	}
	return nil
}

// waitsFor reports whether w waits for a lock that o has taken. One that waits for itself has taken what the source calls the same.
func (w *lockWait) waitsFor(o *lockWait) bool {
	if w == o {
		return slices.Contains(w.fulls, w.full)
	}
	return slices.Contains(o.has, w.name) && (w.addr == "" || w.addr != o.addr)
}

var lockAddress = regexp.MustCompile(`sync\.\(\*(?:RW)?Mutex\)\.\w+\((0x[0-9a-f]+)`)

// lockWaitOf reads from a stack, and the source that it names, what lock is waited for and which have been taken.
func lockWaitOf(frames string) (w lockWait, ok bool) {
	if m := lockAddress.FindStringSubmatch(frames); m != nil {
		w.addr = m[1]
	}
	for _, f := range framesOf(subjectsFrames(frames)) {
		if strings.HasPrefix(f.function, "sync.") || strings.HasPrefix(f.function, "internal/sync.") {
			continue
		}
		waited, taken := locksAt(f.file, f.line)
		if w.full == "" {
			if waited == "" {
				return w, false // the innermost function is not the one that locks
			}
			w.full, w.name = waited, lastName(waited)
		}
		for _, t := range taken {
			w.fulls, w.has = append(w.fulls, t), append(w.has, lastName(t))
		}
	}
	return w, w.full != ""
}

// frame is a function on a stack, and where it stands.
type frame struct {
	function, file string
	line           int
}

func framesOf(text string) (list []frame) {
	lines := strings.Split(text, "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		position, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " +0x")
		at := strings.LastIndexByte(position, ':')
		if at < 0 || strings.HasPrefix(lines[i], "created by ") {
			break
		}
		if n, err := strconv.Atoi(position[at+1:]); err == nil {
			list = append(list, frame{lines[i], position[:at], n})
		}
	}
	return list
}

// lastName is what a lock goes by.
func lastName(expr string) string {
	if i := strings.IndexByte(expr, '['); i >= 0 {
		expr = expr[:i]
	}
	return expr[strings.LastIndexByte(expr, '.')+1:]
}

// locksAt returns which lock the function asks for on the line, "" for none, and which it has taken above it.
func locksAt(file string, line int) (waited string, taken []string) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", nil
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, text, parser.SkipObjectResolution)
	if err != nil {
		return "", nil
	}
	return locksIn(set, functionAt(set, tree, line), line, string(text))
}

// functionAt returns the body of the innermost function around the line; nil if there is none.
func functionAt(set *token.FileSet, tree *ast.File, line int) (body *ast.BlockStmt) {
	ast.Inspect(tree, func(n ast.Node) bool {
		if n == nil || set.Position(n.Pos()).Line > line || set.Position(n.End()).Line < line {
			return false
		}
		switch f := n.(type) {
		case *ast.FuncDecl:
			body = f.Body
		case *ast.FuncLit:
			body = f.Body
		}
		return true
	})
	return body
}

func locksIn(set *token.FileSet, body *ast.BlockStmt, line int, text string) (waited string, taken []string) {
	if body == nil {
		return "", nil
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt, *ast.GoStmt: // not made here
			return false
		case *ast.BlockStmt:
			return n == body || set.Position(n.End()).Line >= line || !leaves(n)
		case *ast.CallExpr:
			s, ok := n.Fun.(*ast.SelectorExpr)
			if !ok || len(n.Args) > 0 || set.Position(n.Pos()).Line > line {
				return true
			}
			lock := text[set.Position(s.X.Pos()).Offset:set.Position(s.X.End()).Offset]
			at := set.Position(s.Sel.Pos()).Line
			switch name := s.Sel.Name; {
			case (name == "Lock" || name == "RLock") && at == line:
				waited = lock
			case name == "Lock" || name == "RLock":
				taken = append(taken, lock)
			case name == "Unlock" || name == "RUnlock":
				taken = slices.DeleteFunc(taken, func(t string) bool { return t == lock })
			}
		}
		return true
	})
	return waited, taken
}

// leaves reports whether what comes after the block is not reached from it: what it gives back has been given back elsewhere only.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}
