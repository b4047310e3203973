package verdict

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/spelling"
)

// Kind is the verdict on an execution. The list is closed.
type Kind uint8

const (
	OK Kind = iota
	WrongResult
	LostWakeup
	Deadlock
	Livelock
	Panic
	DataRace
	GoroutineLeak
	Nondeterminism
	// Unknown: the question could not be settled within the budget. It is never
	// a pass and never a violation.
	Unknown
	kinds
)

var kindNames = [kinds]string{
	OK: "ok", WrongResult: "wrong result", LostWakeup: "lost wakeup", Deadlock: "deadlock", Livelock: "livelock",
	Panic: "panic", DataRace: "data race", GoroutineLeak: "goroutine leak", Nondeterminism: "nondeterminism", Unknown: "unknown",
}

// Kinds returns all verdicts, in their fixed order.
func Kinds() []Kind {
	list := make([]Kind, kinds)
	for i := range list {
		list[i] = Kind(i)
	}
	return list
}

// String returns the verdict's words as they stand in reports and files.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return fmt.Sprintf("verdict(%d)", uint8(k))
}

// Violation reports whether the verdict accuses the subject.
func (k Kind) Violation() bool { return k != OK && k != Unknown && k != Nondeterminism }

// MarshalText returns the verdict's words.
func (k Kind) MarshalText() ([]byte, error) {
	if k >= kinds {
		return nil, fmt.Errorf("verdict %d is not in the closed list", uint8(k))
	}
	return []byte(k.String()), nil
}

// UnmarshalText is Parse.
func (k *Kind) UnmarshalText(text []byte) (err error) {
	*k, err = Parse(string(text))
	return err
}

// Parse returns the verdict of the given words, which may be written with
// spaces, hyphens or underscores and in any case.
func Parse(text string) (Kind, error) {
	words := strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSpace(text)))
	for k, name := range kindNames {
		if words == name {
			return Kind(k), nil
		}
	}
	return Unknown, fmt.Errorf("unknown verdict %q%s; the verdicts are: %s", text, spelling.Suggest(words, kindNames[:]), strings.Join(kindNames[:], ", "))
}
