package sqlitestore

import (
	"database/sql/driver"
	"sync"

	"entente/graph"
)

// maxBundles bounds the cache of shared property lists: four for each roll call
// of a century would be a fifth of it.
const maxBundles = 200_000

// dict is what the store remembers of handles. Handles are written once and
// never changed, so what is cached stays true, also when another process writes.
// Only committed handles come here.
type dict struct {
	mu     sync.RWMutex
	words  []string // by handle; 0 is unused
	wordID map[string]int64
	keys   []graph.Key
	keyID  map[graph.Key]int64

	bundles  map[int64]bundle
	bundleID map[string]int64
}

type bundle struct {
	data  string
	props graph.Props
}

func newDict() *dict {
	return &dict{words: make([]string, 1), wordID: map[string]int64{}, keys: make([]graph.Key, 1), keyID: map[graph.Key]int64{},
		bundles: map[int64]bundle{}, bundleID: map[string]int64{}}
}

// view is the part of a dict that a scan reads without locking: what is below a
// slice's length is never written again.
type view struct {
	words []string
	keys  []graph.Key
}

func (d *dict) view() view {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return view{d.words, d.keys}
}

// key gives the key of a node's handle; the zero Key where there is none.
func (v view) key(id int64) graph.Key {
	if id <= 0 || id >= int64(len(v.keys)) {
		return graph.Key{}
	}
	return v.keys[id]
}

func (v view) word(id int64) string {
	if id <= 0 || id >= int64(len(v.words)) {
		return ""
	}
	return v.words[id]
}

// sync reads the handles that were given since the last time; c is in a
// transaction whose view of the database they must cover.
func (d *dict) sync(c *conn) (view, error) {
	v := d.view()
	type word struct {
		id   int64
		text string
	}
	var words []word
	row := make([]driver.Value, 3)
	err := c.each(`SELECT id, text FROM word WHERE id >= ? ORDER BY id`, row[:2], func() error {
		id, ok1 := row[0].(int64)
		text, ok2 := row[1].(string)
		if !ok1 || !ok2 || id != int64(len(v.words)+len(words)) {
			return errEncoding
		}
		words = append(words, word{id, text})
		return nil
	}, int64(len(v.words)))
	if err != nil {
		return v, err
	}
	for _, w := range words {
		d.addWord(w.id, w.text)
	}
	if len(words) > 0 {
		v = d.view()
	}

	type node struct {
		id  int64
		key graph.Key
	}
	var nodes []node
	err = c.each(`SELECT id, kind, key FROM node WHERE id >= ? ORDER BY id`, row, func() error {
		id, ok1 := row[0].(int64)
		kind, ok2 := row[1].(int64)
		key, ok3 := row[2].(string)
		if !ok1 || !ok2 || !ok3 || id != int64(len(v.keys)+len(nodes)) || v.word(kind) == "" {
			return errEncoding
		}
		nodes = append(nodes, node{id, graph.Key{Kind: graph.Kind(v.word(kind)), ID: key}})
		return nil
	}, int64(len(v.keys)))
	if err != nil || len(nodes) == 0 {
		return v, err
	}
	d.mu.Lock()
	for _, n := range nodes {
		d.addKey(n.id, n.key)
	}
	d.mu.Unlock()
	return d.view(), nil
}

func (d *dict) addWord(id int64, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if id != int64(len(d.words)) {
		return // another goroutine was here first
	}
	d.words = append(d.words, text)
	d.wordID[text] = id
}

// addKey needs d.mu.
func (d *dict) addKey(id int64, k graph.Key) {
	if id != int64(len(d.keys)) {
		return
	}
	d.keys = append(d.keys, k)
	d.keyID[k] = id
}

func (d *dict) word(text string) (int64, bool) {
	d.mu.RLock()
	id, ok := d.wordID[text]
	d.mu.RUnlock()
	return id, ok
}

func (d *dict) node(k graph.Key) (int64, bool) {
	d.mu.RLock()
	id, ok := d.keyID[k]
	d.mu.RUnlock()
	return id, ok
}

func (d *dict) bundleOf(data []byte) (int64, bool) {
	d.mu.RLock()
	id, ok := d.bundleID[string(data)]
	d.mu.RUnlock()
	return id, ok
}

func (d *dict) addBundle(id int64, b bundle) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.bundles) >= maxBundles {
		clear(d.bundles)
		clear(d.bundleID)
	}
	d.bundles[id] = b
	d.bundleID[b.data] = id
}

// bundle gives a shared property list, from memory or from the database.
func (d *dict) bundle(c *conn, id int64, words []string) (bundle, error) {
	if id == 0 {
		return bundle{}, nil
	}
	d.mu.RLock()
	b, ok := d.bundles[id]
	d.mu.RUnlock()
	if ok {
		return b, nil
	}
	v, _, err := c.one(`SELECT data FROM bundle WHERE id = ?`, id)
	if err != nil {
		return bundle{}, err
	}
	data, _ := v.([]byte)
	if len(data) == 0 {
		return bundle{}, errEncoding
	}
	b.data = string(data)
	if b.props, err = decode(b.data, words); err != nil {
		return bundle{}, err
	}
	d.addBundle(id, b)
	return b, nil
}
