package sched

// checksum is a running hash over the steps of an execution: equal executions have equal sums, whatever the addresses were. Which object a
// step touches is hashed apart, and only in traced executions, since to look that up would double the cost of a step.
type checksum uint64

func newChecksum() checksum { return 14695981039346656037 }

func (c *checksum) add(task int, k Kind) {
	*c = (*c ^ checksum(uint64(task+2)<<8|uint64(k))) * 1099511628211
}

// choice adds a choice of data.
func (c *checksum) choice(task, chosen int) {
	*c = (*c ^ checksum(uint64(task+2)<<8|1<<63|uint64(chosen)<<32)) * 1099511628211
}

// object adds that a task touches the object with a number.
func (c *checksum) object(task, number int) {
	*c = (*c ^ checksum(uint64(task+2)<<32|uint64(number))) * 1099511628211
}
