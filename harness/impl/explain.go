package impl

import (
	"errors"
	"fmt"
	"strings"
)

// ErrUnreachable is the error of a request for a module that can't be downloaded here and now.
var ErrUnreachable = errors.New("it can't be downloaded")

// unreachable is an error that is ErrUnreachable, and says why.
type unreachable struct{ error }

func (unreachable) Is(target error) bool { return target == ErrUnreachable }

// mistakes are what the go command says when a package can't be had, and what it means. The first that fits counts.
var mistakes = []struct{ says, means, next string }{
	{"unknown revision", "there is no such version", "'go list -m -versions %s' shows those there are; @latest is the newest"},
	{"invalid version", "there is no such version", "'go list -m -versions %s' shows those there are; @latest is the newest"},
	{"no matching versions", "there is no such version", "'go list -m -versions %s' shows those there are; @latest is the newest"},
	{"but does not contain package", "the module has no such package", "look for the package in the module's documentation"},
	{"missing go.sum entry", "the module that it is to be found in is not in order", "run 'go mod tidy' in it"},
	{"updates to go.mod needed", "the module that it is to be found in is not in order", "run 'go mod tidy' in it"},
	{"no such host", "the module proxy can't be reached", "check the network, or name the folder of a copy"},
	{"connection refused", "the module proxy can't be reached", "check the network, or name the folder of a copy"},
	{"i/o timeout", "the module proxy can't be reached", "check the network, or name the folder of a copy"},
	{"module lookup disabled", "no module may be downloaded here (GOPROXY=off)", "name the folder of a copy"},
	{"no required module provides", "the current module does not have it", "add a version: --impl %s@latest"},
	{"is not in std", "there is no such package", "name it by its import path, such as golang.org/x/sync/semaphore, or a folder by ./ and its name"},
	{"cannot find module providing", "there is no such package", "add a version: --impl %s@latest"},
	{"go.mod file not found", "there is no current module to take its version from", "add one: --impl %s@latest"},
	{"cannot find main module", "there is no current module to take its version from", "add one: --impl %s@latest"},
	{"no Go files", "there are no Go files in it", "name the folder of the package"},
	{"malformed module path", "it is no module path", "name it as an import does, such as golang.org/x/sync/semaphore"},
	{"403 Forbidden", "the module proxy does not give it out", "set GOPROXY to one that does, or name the folder of a copy"},
	{"404", "there is no such module", "look at its import path again"},
	{"not found", "there is no such module", "look at its import path again"},
	{"unrecognized import path", "there is no such module", "look at its import path again"},
	{"requires go >=", "it needs a newer Go", "install that, or take an older version of the module"},
}

// explain says in one sentence why a package can't be had, and what can be done.
func explain(pkg, version string, err error) error {
	what := pkg
	if version != "" {
		what += "@" + version
	}
	text := lastLine(err.Error())
	for _, m := range mistakes {
		if !strings.Contains(err.Error(), m.says) {
			continue
		}
		next := m.next
		if strings.Contains(next, "%s") {
			next = fmt.Sprintf(next, pkg)
		}
		err := fmt.Errorf("--impl: %s: %s: %s — %s", what, m.means, text, next)
		if strings.Contains(m.means, "proxy") || strings.Contains(m.means, "downloaded") {
			return unreachable{err}
		}
		return err
	}
	return fmt.Errorf("--impl: %s: it can't be loaded: %s", what, text)
}

// lastLine returns the line of the go command's complaint that says most: the last, without its prefix.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	line := strings.TrimSpace(lines[len(lines)-1])
	return strings.TrimPrefix(line, "go: ")
}
