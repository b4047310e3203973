package cache

// Cache remembers.
type Cache struct {
	m map[string]int
}

// New returns an empty cache.
func New() *Cache { return &Cache{m: map[string]int{}} }

// The methods take no lock.

// Get returns what is remembered.
func (c *Cache) Get(k string) int {
	return c.m[k]
}

// Put remembers.
func (c *Cache) Put(k string, v int) {
	// It writes where Get reads.

	c.m[k] = v
}

// Fill puts many.
func Fill(c *Cache, keys []string) {
	get := func() { c.Get("a") }
	put := func() { c.Put("a", 1) }

	// Both at once.

	go get()
	go put()
}
