package bound

import (
	"strconv"
	"sync/atomic"
)

var names atomic.Int64

// Name is a name that was never given before, for objects that are kept by their names: an execution must not meet the object of another.
func Name() string { return "subject" + strconv.FormatInt(names.Add(1), 10) }
