package rlock

// CopyOwner makes to what a copy of from would be.
func CopyOwner(to, from *Owner) { to.self, to.id = from.self, from.id }
