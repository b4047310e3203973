package report

import (
	"embed"
	"strings"

	"github.com/tenter-go/tenter/harness/verdict"
)

//go:embed explain/*.txt
var explanations embed.FS

// Explain says what a verdict means, how it was established, what to look at, and shows code that gets it beside its cure.
func Explain(k verdict.Kind) string {
	text, err := explanations.ReadFile("explain/" + strings.ReplaceAll(k.String(), " ", "-") + ".txt")
	if err != nil {
		return k.String() + " is no verdict.\n"
	}
	return string(text)
}
