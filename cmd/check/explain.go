package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/verdict"
)

// Each verdict has a file, named after it with hyphens: a line that says what it is, then what to make of it.
//
//go:embed explain/*.txt
var explanations embed.FS

func (a *app) explainCommand() *cobra.Command {
	var names []string
	for _, k := range verdict.Kinds() {
		names = append(names, hyphened(k))
	}
	return &cobra.Command{
		Use:       "explain VERDICT",
		Short:     "Say what a verdict means and what to do about it",
		Example:   "  check explain lost-wakeup",
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("explain: want a verdict: %s", strings.Join(names, ", "))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			k, err := verdict.Parse(strings.Join(args, " ")) // "lost wakeup" without quotes is two words
			if err != nil {
				return err
			}
			text, err := explanation(k)
			if err != nil {
				return err
			}
			if a.json {
				a.event(explanationEvent{"explanation", k.String(), text})
				return nil
			}
			fmt.Fprint(a.stdout, text)
			return nil
		},
	}
}

type explanationEvent struct {
	Action  string `json:"action"` // "explanation"
	Verdict string `json:"verdict"`
	Text    string `json:"text"`
}

func explanation(k verdict.Kind) (string, error) {
	data, err := explanations.ReadFile("explain/" + hyphened(k) + ".txt")
	if err != nil {
		return "", fmt.Errorf("harness bug: there is no explanation of %q; please report it", k)
	}
	return string(data), nil
}

func hyphened(k verdict.Kind) string { return strings.ReplaceAll(k.String(), " ", "-") }
