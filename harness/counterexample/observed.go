package counterexample

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/histories"
)

// Observed is what was seen of a case that was found without control. There is no schedule that would bring it about again, so what was seen is kept: it can be
// judged again, and the scenario can be run again, many times.
type Observed struct {
	Stamps  string             // where the stamps came from: "counter", "clock" or "none"
	History *histories.History // nil if the process died of it
	Stacks  string             // of the goroutines that were stuck or left behind, or of a panic
}

// modeStress is the value of the field "mode" for cases that were found without control; others have none.
const modeStress = "stress"

func formatObserved(b *bytes.Buffer, o *Observed) {
	if o == nil {
		return
	}
	fmt.Fprintf(b, "mode: %s\n", modeStress)
	if o.Stamps != "" {
		fmt.Fprintf(b, "stamps: %s\n", o.Stamps)
	}
	if o.History != nil && o.History.Unordered {
		b.WriteString("unordered: yes\n")
	}
}

// formatSeen writes what was seen, behind the scenario.
func formatSeen(b *bytes.Buffer, o *Observed) error {
	if o == nil {
		return nil
	}
	if o.History != nil {
		b.WriteString("history:\n")
		if err := formatHistory(b, o.History); err != nil {
			return err
		}
	}
	if o.Stacks == "" {
		return nil
	}
	b.WriteString("stacks:\n")
	for line := range strings.Lines(o.Stacks) {
		fmt.Fprintf(b, "\t| %s\n", strings.TrimRight(line, "\r\n"))
	}
	return nil
}

// observed takes a field of a case that was found without control.
func (p *parser) observed(name, value string) error {
	if p.c.Observed == nil {
		p.c.Observed = &Observed{}
	}
	switch name {
	case "mode":
		if value != modeStress {
			return fmt.Errorf("want %q", modeStress)
		}
	case "stamps":
		p.c.Observed.Stamps = value
	case "unordered":
		p.unordered = value == "yes"
	}
	return nil
}

// quoted returns an item function for a section of lines of text.
func quoted(to *string) func(string) error {
	return func(text string) error {
		*to += strings.TrimPrefix(strings.TrimPrefix(text, "|"), " ") + "\n"
		return nil
	}
}
