package proof

import (
	"fmt"
	"strings"
)

// Row is a line of the table of kernels.
type Row struct {
	Finding
	Every int // where there is no verdict: the executions that the kernel has, all of which end well
	Rate  int // plain runs that show it
}

// Table writes the table of kernels in Markdown.
func Table(rows []Row, runs int) string {
	var b strings.Builder
	found, late := 0, 0
	for _, r := range rows {
		if r.Verdict != "" {
			found++
			late = max(late, r.Execution)
		}
	}
	fmt.Fprintf(&b, "%d of %d kernels found, the last of them in its execution %d.\n\n", found, len(rows), late)
	fmt.Fprintf(&b, "| kernel | verdict | found in execution | plain runs of %d that show it | who is left |\n|---|---|---|---|---|\n", runs)
	for _, r := range rows {
		verdict, execution := r.Verdict, fmt.Sprint(r.Execution)
		if verdict == "" {
			verdict, execution = "none", fmt.Sprintf("all %d end well", r.Every)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n", r.Kernel.Name, verdict, execution, r.Rate, leftWords(r.Leaked))
	}
	return b.String()
}

// leftWords lists goroutines, each once.
func leftWords(leaked []string) string {
	var words []string
	seen := map[string]bool{}
	for _, l := range leaked {
		l = strings.Replace(l, "() [", " [", 1)
		if !seen[l] {
			words = append(words, "`"+l+"`")
		}
		seen[l] = true
	}
	return strings.Join(words, ", ")
}
