package api

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"sync"
)

// answer is an answer without errors, kept for the same request about the same
// records on the same day.
type answer struct {
	key       string
	body      []byte
	zipped    []byte // nil where it was not asked for compressed yet; guarded by the cache's mu
	operation string
	cost      int
}

const (
	// Longer requests and answers are not kept: a few of them would drive out
	// many.
	maxKeptRequest = 8 << 10
	maxKeptAnswer  = 256 << 10
	// keptOverhead is roughly what keeping one costs besides its bytes.
	keptOverhead = 300
)

// answers keeps answers up to a number of bytes, the least recently used going
// first.
type answers struct {
	most int

	mu    sync.Mutex
	byKey map[string]*list.Element // guarded by mu, as are the others
	order list.List                // of *answer, the most recently used in front
	held  int
}

func (k *answers) get(key []byte) *answer {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.byKey[string(key)]
	if e == nil {
		return nil
	}
	k.order.MoveToFront(e)
	return e.Value.(*answer)
}

func (a *answer) size() int { return len(a.key) + len(a.body) + len(a.zipped) + keptOverhead }

// put keeps an answer; false where it is not worth it.
func (k *answers) put(a *answer) bool {
	if len(a.key) > maxKeptRequest || len(a.body) > maxKeptAnswer || a.size() > k.most {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.byKey == nil {
		k.byKey = map[string]*list.Element{}
	}
	if k.byKey[a.key] != nil {
		return true
	}
	k.byKey[a.key] = k.order.PushFront(a)
	k.held += a.size()
	k.shrink()
	return true
}

// shrink drops until what is held fits. mu is held.
func (k *answers) shrink() {
	for k.held > k.most && k.order.Len() > 0 {
		old := k.order.Remove(k.order.Back()).(*answer)
		delete(k.byKey, old.key)
		k.held -= old.size()
	}
}

// zippedBody gives the body compressed, and keeps it; nil where compression
// failed.
func (k *answers) zippedBody(a *answer) []byte {
	k.mu.Lock()
	z := a.zipped
	k.mu.Unlock()
	if z != nil {
		return z
	}
	if z = zip(a.body); z == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if a.zipped == nil {
		a.zipped = z
		if e := k.byKey[a.key]; e != nil && e.Value.(*answer) == a {
			k.held += len(z)
			k.shrink()
		}
	}
	return a.zipped
}

func zip(body []byte) []byte {
	var b bytes.Buffer
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(body); err != nil {
		return nil
	}
	if err := w.Close(); err != nil {
		return nil
	}
	return b.Bytes()
}
