package harness

import (
	"errors"
	"strings"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/models"
)

// parseScenario reads what was given to the option Scenario.
func parseScenario(parts []string, spec *models.Spec) (*scenario.Scenario, error) {
	sc := &scenario.Scenario{}
	for _, text := range parts {
		dest := &sc.Prefix
		rest, isPrefix := strings.CutPrefix(text, "prefix:")
		if !isPrefix {
			var isEpilogue bool
			if rest, isEpilogue = strings.CutPrefix(text, "epilogue:"); isEpilogue {
				dest = &sc.Epilogue
			} else {
				sc.Tasks = append(sc.Tasks, nil)
				dest = &sc.Tasks[len(sc.Tasks)-1]
			}
		}
		for call := range strings.SplitSeq(rest, ";") {
			op, err := counterexample.ParseOp(strings.TrimSpace(call), spec)
			if err != nil {
				return nil, err
			}
			*dest = append(*dest, op)
		}
	}
	if len(sc.Tasks) == 0 {
		return nil, errors.New("it has no task — give each task's calls as a string")
	}
	return sc, nil
}
