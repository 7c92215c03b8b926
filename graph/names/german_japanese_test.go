package names

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

// TestGermanAndJapanese: every member of the United Nations, and the observers,
// Taiwan and Kosovo, has a German and a Japanese name, and each leads back to
// it alone, but for those that mean two states.
func TestGermanAndJapanese(t *testing.T) {
	day := graph.Day(2026, 1, 1)
	// What means two states must be ambiguous, with both as candidates.
	two := map[string]string{"Kongo": "COD COG", "コンゴ": "COD COG", "ドミニカ": "DMA DOM", "朝鮮": "KOR PRK"}
	states := 0
	for _, e := range All() {
		extra := slices.Contains([]string{"VAT", "PSE", "TWN", "XKX"}, vocab.Rest(e.Key))
		if e.MemberAt(day) == graph.No && !extra {
			continue
		}
		states++
		has := map[string]bool{}
		for _, n := range e.Names {
			if n.Lang != "de" && n.Lang != "ja" || n.Kind != Short {
				continue
			}
			m, err := Resolve(n.Text, day)
			var a *AmbiguousError
			switch {
			case two[n.Text] != "":
				var ids []string
				if errors.As(err, &a) {
					for _, c := range a.Candidates {
						ids = append(ids, vocab.Rest(c.Key))
					}
				}
				if got := strings.Join(ids, " "); got != two[n.Text] {
					t.Errorf("%s: %q, %v; want %s", n.Text, got, err, two[n.Text])
				}
			case err != nil || m.Key != e.Key:
				t.Errorf("%s: the %s name %q: %v, %v", e.Key.ID, n.Lang, n.Text, m.Key, err)
			default:
				has[n.Lang] = true
			}
		}
		if !has["de"] || !has["ja"] {
			t.Errorf("%s (%s) lacks a name of its own: %v", e.Key.ID, e.Name, has)
		}
	}
	if states != 197 {
		t.Errorf("%d states, want 193 members and 4", states)
	}

	for _, x := range []struct{ name, at, want string }{
		{"Nordkorea", "", "PRK"}, {"Südkorea", "", "KOR"}, {"suedkorea", "", ""}, {"北朝鮮", "", "PRK"}, {"韓国", "", "KOR"}, {"大韓民国", "", "KOR"}, {"朝鲜", "", "PRK"}, {"Korea", "", ""},
		{"Weißrussland", "", "BLR"}, {"WEISSRUSSLAND", "", "BLR"}, {"Elfenbeinküste", "", "CIV"}, {"Nordmazedonien", "", "MKD"}, {"Eswatini", "", "SWZ"}, {"Swasiland", "", "SWZ"},
		{"エスワティニ", "", "SWZ"}, {"北マケドニア", "", "MKD"}, {"グルジア", "", "GEO"}, {"ミャンマー", "", "MMR"}, {"ビルマ", "", "MMR"}, {"米国", "", "USA"}, {"英国", "", "GBR"}, {"ロシア", "", "RUS"}, {"ソ連", "1980", "RUS"},
		{"Demokratische Republik Kongo", "", "COD"}, {"Republik Kongo", "", "COG"}, {"コンゴ民主共和国", "", "COD"}, {"コンゴ共和国", "", "COG"}, {"ドミニカ国", "", "DMA"}, {"ドミニカ共和国", "", "DOM"},
		{"Guinea", "", "GIN"}, {"Papua-Neuguinea", "", "PNG"}, {"Äquatorialguinea", "", "GNQ"}, {"ギニア", "", "GIN"}, {"赤道ギニア", "", "GNQ"}, {"Niger", "", "NER"}, {"ニジェール", "", "NER"}, {"ナイジェリア", "", "NGA"},
		{"Vereinigtes Königreich", "", "GBR"}, {"Holland", "", "NLD"}, {"Österreich", "", "AUT"}, {"Schweiz", "", "CHE"}, {"Heiliger Stuhl", "", "VAT"}, {"台湾", "", "TWN"}, {"Taiwan", "", "TWN"},
	} {
		m, err := Resolve(x.name, date(t, x.at))
		if got := vocab.Rest(m.Key); got != x.want || (err == nil) != (x.want != "") {
			t.Errorf("%s: %q, %v; want %q", x.name, got, err, x.want)
		}
	}
	for text, want := range map[string]string{
		"北朝鮮とロシア、ベラルーシ": "北朝鮮=PRK ロシア=RUS ベラルーシ=BLR", "赤道ギニアとパプアニューギニアとギニア": "赤道ギニア=GNQ パプアニューギニア=PNG ギニア=GIN",
		"コンゴ民主共和国とコンゴ共和国": "コンゴ民主共和国=COD コンゴ共和国=COG", "インドネシアとインド": "インドネシア=IDN インド=IND", "朝鮮": "朝鮮=KOR|PRK", "朝鲜": "朝鲜=PRK",
	} {
		if got := brief(Mentions(text, day)); got != want {
			t.Errorf("Mentions(%q)\n got %s\nwant %s", text, got, want)
		}
	}
}
