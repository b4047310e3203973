package sched

// checksum is a running hash over the steps of an execution: equal executions have equal sums, whatever the addresses were.
type checksum uint64

func newChecksum() checksum { return 14695981039346656037 }

func (c *checksum) add(task int, k Kind) {
	*c = (*c ^ checksum(uint64(task+2)<<8|uint64(k))) * 1099511628211
}
