package votes

import (
	"entente/graph"
	"entente/graph/vocab"
)

// IDs gives roll calls their ids, the same from every source that names the
// record by the UN Digital Library's number.
//
// A roll call is keyed by its symbol. Two records of one symbol (A/76/L.14 has
// two) are two roll calls: the one of the smaller number is keyed by the symbol
// alone, a further one has its number behind it,
// "rollcall/A/76/L.14~3949880". A record without a symbol is keyed by its
// number, "rollcall/undl/3836031". The caller gives the records of one symbol
// in the order of their numbers; ids given before by Remember stay, so that
// they do not change when a later delivery has a record less or more.
type IDs struct {
	byRecord map[string]graph.Key // symbol and number to key
	taken    map[graph.Key]string // key to number
}

// NewIDs makes an empty table.
func NewIDs() *IDs { return &IDs{map[string]graph.Key{}, map[graph.Key]string{}} }

// Remember takes note of an id in the store, the symbol and the library's
// number that it stands for.
func (t *IDs) Remember(key graph.Key, symbol, number string) {
	if number == "" {
		return
	}
	t.byRecord[symbol+"\x00"+number] = key
	t.taken[key] = number
}

// Of gives the key of a record; symbol is in the form of vocab.NormalizeSymbol
// or "" where the record has none, number the library's.
func (t *IDs) Of(symbol, number string) graph.Key {
	if k, ok := t.byRecord[symbol+"\x00"+number]; ok {
		return k
	}
	key := vocab.Key(vocab.RollCall, symbol)
	if symbol == "" {
		key = vocab.Key(vocab.RollCall, "undl/"+number)
	} else if have, ok := t.taken[key]; ok && have != number {
		key.ID += "~" + number
	}
	t.Remember(key, symbol, number)
	return key
}
