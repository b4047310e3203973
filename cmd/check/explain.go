package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/verdict"
)

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
			text := report.Explain(k)
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

func hyphened(k verdict.Kind) string { return strings.ReplaceAll(k.String(), " ", "-") }
