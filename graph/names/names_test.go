package names

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"entente/graph"
	"entente/graph/vocab"
)

// ids gives the entities a name can mean: one, or those an error lists.
func ids(t *testing.T, name, at string) (ids []string, unique bool) {
	t.Helper()
	m, err := Resolve(name, date(t, at))
	var amb *AmbiguousError
	switch {
	case err == nil:
		return []string{vocab.Rest(m.Key)}, true
	case errors.As(err, &amb):
		for _, c := range amb.Candidates {
			ids = append(ids, vocab.Rest(c.Key))
		}
		slices.Sort(ids)
	}
	return ids, false
}

func TestResolve(t *testing.T) {
	for _, x := range []struct{ name, at, want string }{
		// B01: official names, never by a part.
		{"Democratic People's Republic of Korea", "", "PRK"}, {"United Mexican States", "", "MEX"},
		{"Republic of the Union of Myanmar", "", "MMR"}, {"Republic of South Sudan", "", "SSD"}, {"Republic of Guinea", "", "GIN"},
		{"Guinea", "", "GIN"}, {"Niger", "", "NER"}, {"Sudan", "", "SDN"}, {"Dominica", "", "DMA"}, {"Samoa", "", "WSM"},
		// B02
		{"korea, dem. rep.", "", "PRK"}, {"Korea, Rep.", "", "KOR"}, {"Korea", "", "KOR PRK"}, {"Korea", "1900", "KOREA"},
		// B03
		{"D.R. Congo", "", "COD"}, {"ROC", "", "COG TWN"}, {"Congo", "", "COD COG"}, {"Congo", "1980", "COG"}, {"Zaire", "1980", "COD"},
		{"Republic of the Congo", "", "COG"}, {"Congo-Kinshasa", "", "COD"},
		// B05
		{"gec:KN", "", "PRK"}, {"gec:RS", "", "RUS"}, {"gec:CH", "", "CHN"}, {"gec:GM", "", "DEU"},
		{"iso2:KN", "", "KNA"}, {"iso2:RS", "", "SRB"}, {"ISO2:ch", "", "CHE"}, {"iso2:GM", "", "GMB"},
		{"KN", "", "KNA PRK"}, {"RS", "", "RUS SRB"}, {"CH", "", "CHE CHN"}, {"GM", "", "DEU GMB"}, {"US", "", "USA"}, {"FR", "", "FRA"},
		// B08
		{"347", "", "XKX"}, {"kv", "", "XKX"}, {"XK", "", "XKX"}, {"780", "", "TTO"}, {"cow:780", "", "LKA"},
		{"408", "", "PRK"}, {"410", "", "KOR"}, {"Kosovo", "", "XKX"},
		// B12
		{"Viet Nam", "", "VNM"}, {"Vietnam", "", "VNM"}, {"Vietnam", "1970", "RVN VNM"},
		// B13, composed and decomposed
		{"COTE D'IVOIRE", "", "CIV"}, {"Côte d’Ivoire", "", "CIV"}, {"Cote d'Ivoire", "", "CIV"}, {"IVORY COAST", "", "CIV"},
		{norm.NFD.String("Côte d’Ivoire"), "", "CIV"}, {norm.NFC.String("Côte d’Ivoire"), "", "CIV"}, {"Curacao", "", "CUW"},
		// B14
		{"turkiye", "", "TUR"}, {"TÜRKİYE", "", "TUR"}, {"Turkey", "", "TUR"}, {"Turkey", "2021", "TUR"},
		// B15, B16
		{"Georgia", "", "GEO"}, {"Seoul", "", "KOR"}, {"Pyongyang", "", "PRK"}, {"the Kremlin", "", "RUS"}, {"The White House", "", "USA"},
		{"Blue House", "", "KOR"}, {"Peking", "", "CHN"}, {"Beijing", "1960", "CHN"}, {"Taipei", "", "TWN"}, {"Kiev", "", "UKR"}, {"Kyiv", "", "UKR"},
		{"Washington", "", "USA"}, {"Jerusalem", "", "ISR PSE"},
		// B24, B25
		{"gw:732", "1905", ""}, {"gw:730", "1905", "KOREA"}, {"cow:816", "2000", "VNM"}, {"cow:817", "1970", "RVN"}, {"cow:260", "1975", "DEU"},
		{"cow:255", "1995", "DEU"}, {"cow:999", "1995", ""}, {"cow:365", "", "RUS"}, {"cow:817", "", "RVN"},
		// States divided and united
		{"Germany", "1980", "DDR DEU"}, {"Germany", "2000", "DEU"}, {"Germany", "1935", "DEU"}, {"East Germany", "2020", "DDR"}, {"West Germany", "", "DEU"},
		{"Yemen", "1975", "YEM YMD"}, {"Yemen", "1995", "YEM"}, {"China", "1960", "CHN TWN"}, {"China", "1980", "CHN"}, {"China", "1880", "CHN"}, {"China", "", "CHN"},
		{"Republic of China", "", "TWN"}, {"PRC", "1960", "CHN"}, {"Taiwan", "1950", "TWN"},
		{"Soviet Union", "", "RUS"}, {"the USSR", "1975", "RUS"}, {"SUN", "", "RUS"}, {"Russia", "1975", "RUS"}, {"country/RUS", "", "RUS"},
		{"Yugoslavia", "1985", "YUG"}, {"Serbia and Montenegro", "2004", "SCG"}, {"Serbia", "", "SRB"}, {"Czechoslovakia", "", "CSK"},
		{"Tanganyika", "", "EAT"}, {"Zanzibar", "", "EAZ"}, {"United Arab Republic", "1960", "UAR"}, {"South Vietnam", "", "RVN"}, {"Burma", "", "MMR"},
		{"Siam", "1930", "THA"}, {"Persia", "", "IRN"}, {"Ottoman Empire", "", "TUR"}, {"Holy See", "", "VAT"}, {"Palestine", "", "PSE"},
		// Languages
		{"Россия", "", "RUS"}, {"Советский Союз", "", "RUS"}, {"КНДР", "", "PRK"}, {"Южная Корея", "", "KOR"}, {"Соединенные Штаты", "", "USA"},
		{"북한", "", "PRK"}, {"조선민주주의인민공화국", "", "PRK"}, {"대한민국", "", "KOR"}, {"러시아", "", "RUS"}, {"중국", "", "CHN"},
		{"朝鲜", "", "PRK"}, {"中国", "", "CHN"}, {"日本", "", "JPN"}, {"Corée du Nord", "", "PRK"}, {"Estados Unidos", "", "USA"}, {"Nordkorea", "", "PRK"},
		{"روسيا", "", "RUS"}, {"كوريا الشمالية", "", "PRK"}, {"ガーナ", "", "GHA"},
		// Peoples
		{"Russian", "", "RUS"}, {"Korean", "", "KOR PRK"}, {"Nigerien", "", "NER"}, {"Nigerian", "", "NGA"}, {"Dominican", "", "DMA DOM"},
		// Nothing by a part, nothing by guess.
		{"Republic", "", ""}, {"Korea Peninsula", "", ""}, {"land", "", ""}, {"", "", ""}, {"country/SUN", "", ""}, {"person/x", "", ""}, {"South", "", ""},
	} {
		got, unique := ids(t, x.name, x.at)
		if want := strings.Fields(x.want); !slices.Equal(got, want) {
			t.Errorf("Resolve(%q, %q) = %v, want %v", x.name, x.at, got, want)
		} else if unique != (len(want) == 1) {
			t.Errorf("Resolve(%q, %q): one answer %v", x.name, x.at, unique)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, x := range []struct{ name, at, since, until, display string }{
		{"the Soviet Union", "", "1922-12-30", "1991-12-25", "Soviet Union"},
		{"USSR", "1975", "1922-12-30", "1991-12-25", "Soviet Union"},
		{"Soviet", "", "1922-12-30", "1991-12-25", "Soviet Union"},
		{"Russia", "", "", "", "Russia"}, {"Russia", "1975", "", "", "Soviet Union"}, {"country/RUS", "", "", "", "Russia"}, {"Moscow", "1975", "", "", "Soviet Union"},
		{"East Germany", "2020", "1949-10-07", "1990-10-02", "East Germany"},
		{"West Germany", "", "1949-05-23", "1990-10-02", "Federal Republic of Germany"},
		{"Burma", "", "", "", "Myanmar"}, {"Burma", "1970", "", "", "Burma"}, {"Zaire", "1980", "", "", "Zaire"},
		{"North Yemen", "", "", "1990-05-21", "Yemen Arab Republic"},
		{"Yugoslavia", "", "1918-12-01", "2003-02-03", "Yugoslavia"},
		{"Turkey", "", "", "", "Türkiye"},
	} {
		m, err := Resolve(x.name, date(t, x.at))
		if err != nil {
			t.Error(err)
			continue
		}
		if want := (graph.Interval{Since: date(t, x.since), Until: date(t, x.until)}); m.Bounds != want || m.Display != x.display {
			t.Errorf("Resolve(%q, %q) is bound to %v and shown as %q, want %v and %q", x.name, x.at, m.Bounds, m.Display, want, x.display)
		}
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	for name, want := range map[string]string{
		"Moscw":  `no country is known by "Moscw"; did you mean Moscow (Russia)?`,
		"Mocsow": `no country is known by "Mocsow"; did you mean Moscow (Russia)?`,
		"Korea":  `"Korea" can mean South Korea (country/KOR) or North Korea (country/PRK); name one of them`,
		"CH":     `"CH" can mean Switzerland (country/CHE, ISO 3166-1 alpha-2 CH) or China (country/CHN, GEC (FIPS 10) CH); name one of them`,
		" ":      `the name is empty`,
	} {
		if _, err := Resolve(name, graph.Date{}); err == nil || err.Error() != want {
			t.Errorf("Resolve(%q): %v\nwant %s", name, err, want)
		}
	}
	for slip, want := range map[string]string{"Nroth Korea": "PRK", "Unted States": "USA", "Pyongyan": "PRK", "Phillipines": "PHL", "Ukrane": "UKR", "Kazakstann": "KAZ", "Росия": "RUS", "Saudia Arabia": "SAU"} {
		_, err := Resolve(slip, graph.Date{})
		var u *UnknownError
		if !errors.As(err, &u) || len(u.Candidates) == 0 || u.Candidates[0].Key != countryKey(want) || len(u.Candidates) > maxNear {
			t.Errorf("Resolve(%q): %v, want %s first", slip, err, want)
		}
	}
}

func TestDisplay(t *testing.T) {
	for _, x := range []struct{ id, at, want string }{
		{"TUR", "2021-06-01", "Turkey"}, {"TUR", "2023-01-01", "Türkiye"}, {"TUR", "2022-05-31", "Turkey"}, {"TUR", "2022-06-01", "Türkiye"}, // B14
		{"RUS", "1991-12-25", "Soviet Union"}, {"RUS", "1991-12-26", "Russia"}, {"RUS", "1910", "Russian Empire"},
		{"TWN", "1960", "Republic of China"}, {"TWN", "1990", "Taiwan"}, {"VNM", "1970", "North Vietnam"}, {"VNM", "", "Vietnam"},
		{"MMR", "1980", "Burma"}, {"THA", "1947", "Siam"}, {"ZWE", "1970", "Rhodesia"}, {"LKA", "1960", "Ceylon"}, {"COD", "1990", "Zaire"}, {"XYZ", "", "XYZ"},
	} {
		if got := Display(countryKey(x.id), date(t, x.at)); got != x.want {
			t.Errorf("Display(%s, %q) = %q, want %q", x.id, x.at, got, x.want)
		}
	}
}

func TestResolveRecorded(t *testing.T) {
	for _, x := range []struct{ dataset, recorded, at, want string }{
		{"undl", "CHINA", "1971-10-24", "TWN"}, {"undl", "CHINA", "1971-10-25", "CHN"}, {"undl", "USSR", "1991-12-31", "RUS"},
		// B03
		{"undl", "CONGO (BRAZZAVILLE)", "1965", "COG"}, {"undl", "CONGO (LEOPOLDVILLE)", "1965", "COD"}, {"undl", "CONGO", "2000", "COG"},
		{"undl", "ZAIRE", "1980", "COD"}, {"undl", "CONGO (DEMOCRATIC REPUBLIC OF)", "1967", "COD"},
		{"undl", " ALGERIA", "1980", "DZA"}, {"undl", "AY DENMARK", "1981", "DNK"}, {"undl", "TKAZAKHSTAN", "2007", "KAZ"}, {"undl", "COTE D’IVOIRE", "2019", "CIV"},
		{"undl", "SOMALIA\u00A0", "1980", "SOM"}, {"undl", "DONOTKNOW", "2010", ""}, {"undl", "", "2010", ""},
		{"undl", "TÜRKİYE", "2023", "TUR"}, {"undl", "TURKEY", "2023", "TUR"}, {"undl", "NETHERLANDS (KINGDOM OF THE)", "2024", "NLD"},
		// Neither capitals nor near spellings nor other languages in a record.
		{"undl", "MOSCOW", "1980", ""}, {"undl", "RUSIA", "1980", ""}, {"undl", "KOREA", "1995", ""}, {"undl", "FRENCH", "1995", ""},
		// B05
		{"gec", "KN", "2016", "PRK"}, {"gec", "rs", "2016", "RUS"}, {"gec", "CH", "2016", "CHN"}, {"gec", "gm", "2016", "DEU"}, {"iso2", "KN", "2016", "KNA"},
		// B06
		{"trade", "842", "2010", "USA"}, {"trade", "840", "2010", "USA"}, {"trade", "251", "2010", ""}, {"m49", "4", "2010", "AFG"}, {"m49", "004", "2010", "AFG"},
		// B08
		{"cow", "347", "2010", "XKX"}, {"gec", "kv", "2016", "XKX"}, {"iso2", "XK", "2016", "XKX"}, {"m49", "780", "2010", "TTO"},
		// B10, B11
		{"fao", "351", "2010", ""}, {"fao", "41", "2010", "CHN"}, {"fao", "214", "2010", "TWN"}, {"fao", "96", "2010", "HKG"},
		{"trade", "490", "2010", "TWN"}, {"trade", "Other Asia, nes", "2010", "TWN"},
		// B24, B25
		{"gw", "732", "1905", ""}, {"gw", "730", "1905", "KOREA"}, {"archigos", "732", "1905", ""}, {"atop", "732", "1905", ""},
		{"cow", "816", "2000", "VNM"}, {"cow", "817", "1970", "RVN"}, {"cow", "260", "1975", "DEU"}, {"cow", "255", "1995", "DEU"}, {"cow", "999", "1995", ""},
		{"cow", "817", "1990", ""}, {"cow", "750", "1900", ""},
		// B26
		{"undl", "YUGOSLAVIA", "2002", "YUG"}, {"undl", "SERBIA AND MONTENEGRO", "2004", "SCG"}, {"undl", "SERBIAMONTENEGRO", "2003-06-18", "SCG"}, {"undl", "SERBIA", "2010", "SRB"},
		{"cow", "345", "1914", "SRB"}, {"cow", "345", "1918", "SRB"}, {"cow", "345", "1919", "YUG"}, {"cow", "345", "1995", "YUG"}, {"cow", "345", "2004", "SCG"}, {"cow", "345", "2010", "SRB"}, {"cow", "510", "1962", "EAT"}, {"cow", "510", "1964", "TZA"},
		{"cow", "678", "1980", "YEM"}, {"cow", "679", "1995", "YEM"}, {"cow", "680", "1980", "YMD"}, {"gw", "678", "2000", "YEM"},
		{"gw", "970", "2000", "KIR"}, {"cow", "970", "2000", "NRU"},
		// B27
		{"unvotes", "SU", "1980", "RUS"}, {"unvotes", "SUN", "1980", "RUS"}, {"unvotes", "", "1980", ""},
		{"unvotes", "China", "1972", "CHN"}, {"unvotes", "Taiwan", "1960", "TWN"},
		{"sc-vetoes", "USSR", "1950", "RUS"}, {"sc-members", "Ethipia", "2018", "ETH"}, {"sc-members", "China", "1960", "TWN"},
	} {
		key, err := ResolveRecorded(x.dataset, x.recorded, date(t, x.at))
		if got := vocab.Rest(key); got != x.want || (err == nil) != (x.want != "") {
			t.Errorf("%s %q at %s: %q, %v; want %q", x.dataset, x.recorded, x.at, got, err, x.want)
		}
	}
	for code, want := range map[string]string{"SUN": "RUS", "CSK": "CSK", "YUG": "YUG", "DDR": "DDR", "YMD": "YMD", "SCG": "SCG", "UAR": "UAR", "EAT": "EAT", "EAZ": "EAZ", "USA": "USA"} {
		if key, err := ResolveRecordedCode("undl", code, graph.Year(1960)); err != nil || key != countryKey(want) {
			t.Errorf("code %s: %v, %v", code, key, err)
		}
	}
	if _, err := ResolveRecorded("nothing", "USA", graph.Date{}); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("an unknown dataset: %v", err)
	}
	if _, err := ResolveRecorded("undl", "DONOTKNOW", graph.Date{}); err == nil || !strings.Contains(err.Error(), "the source itself does not know") {
		t.Errorf("the reason is missing: %v", err)
	}
	if _, err := ResolveRecorded("gw", "732", graph.Year(1905)); err == nil || !strings.Contains(err.Error(), "South Korea") {
		t.Errorf("the reason is missing: %v", err)
	}
	if RecordedNote("trade", "490", graph.Date{}) == "" || RecordedNote("undl", "FRANCE", graph.Date{}) != "" {
		t.Error("B11: the note on Other Asia is missing, or one is where none belongs")
	}
}

// brief writes mentions as "text=ID", or "text=ID|ID" where ambiguous.
func brief(ms []Mention) string {
	var out []string
	for _, m := range ms {
		var ids []string
		for _, k := range m.Candidates {
			ids = append(ids, vocab.Rest(k))
		}
		if !m.Key.IsZero() {
			ids = []string{vocab.Rest(m.Key)}
		}
		out = append(out, m.Text+"="+strings.Join(ids, "|"))
	}
	return strings.Join(out, " ")
}

func TestMentions(t *testing.T) {
	for _, x := range []struct{ text, at, want string }{
		// B04
		{"Papua New Guinea and Guinea-Bissau abstained; Guinea voted yes; Nigeria was absent", "", "Papua New Guinea=PNG Guinea-Bissau=GNB Guinea=GIN Nigeria=NGA"},
		// B01
		{"the Democratic People’s Republic of Korea", "", "Democratic People’s Republic of Korea=PRK"}, {"the Republic of Korea", "", "Republic of Korea=KOR"},
		{"SITUATION IN KOREA", "1995", "KOREA=KOR|PRK"}, {"INDEPENDENCE OF KOREA : RESOLUTION", "1955", "KOREA=KOR|PRK"},
		{"REPORTS OF SOUTH SUDAN", "2015", "SOUTH SUDAN=SSD"}, {"SITUATION IN THE SUDAN", "2015", "SUDAN=SDN"},
		{"SITUATION IN THE DEMOCRATIC REPUBLIC OF THE CONGO : RESOLUTION", "2015", "DEMOCRATIC REPUBLIC OF THE CONGO=COD"},
		// B15
		{"Georgia abstained in the Assembly", "", "Georgia=GEO"}, {"a court in Georgia, United States", "", ""},
		// B16
		{"Seoul and Pyongyang agreed that South Korea will ship oil", "", "Seoul=KOR Pyongyang=PRK South Korea=KOR"},
		// Writing
		{"let us eat turkey in the US, the U.S. and the USA", "", "US=USA U.S.=USA USA=USA"}, {"Russia's and Laos' aid, the Soviets' and the Kremlin’s", "1980", "Russia=RUS Laos=LAO Soviets=RUS Kremlin=RUS"},
		{"CÔTE D’IVOIRE and Cote d'Ivoire, Sao Tome and Principe", "", "CÔTE D’IVOIRE=CIV Cote d'Ivoire=CIV Sao Tome and Principe=STP"},
		{"St. Lucia; Trinidad & Tobago; anti-American, pro-Russian", "", "St. Lucia=LCA Trinidad & Tobago=TTO American=USA Russian=RUS"},
		{"It ended in Niger. Delta forces left Chad. Republic of Korea units stayed.", "", "Niger=NER Chad=TCD Republic of Korea=KOR"},
		{"the Indian Ocean, New Mexico, Latin America, the Organization of American States, Panama Canal", "", ""},
		{"South Africa and Namibia (South West Africa)", "1980", "South Africa=ZAF Namibia=NAM South West Africa=NAM"},
		{"QUESTION OF PALESTINE; Israeli-Palestinian talks", "", "PALESTINE=PSE Israeli=ISR Palestinian=PSE"},
		{"Korean and Congolese forces", "", "Korean=KOR|PRK Congolese=COD|COG"},
		{"Germany voted", "1980", "Germany=DDR|DEU"}, {"Germany voted", "2000", "Germany=DEU"}, {"Soviet arms", "", "Soviet=RUS"},
		{"Россия и КНДР против США", "", "Россия=RUS КНДР=PRK США=USA"}, {"朝鲜和中国、美国", "", "朝鲜=PRK 中国=CHN 美国=USA"}, {"북한은 러시아를 지지했다", "", "북한=PRK 러시아=RUS"},
		{"the former Yugoslav Republic of Macedonia and the Republic of the Congo (Brazzaville)", "1995", "former Yugoslav Republic of Macedonia=MKD Republic of the Congo (Brazzaville)=COG"},
		{"Assistance to Benin and Democratic Yemen", "1980", "Benin=BEN Democratic Yemen=YMD"}, {"Status of Jerusalem, the States of the region", "1980", "Jerusalem=ISR|PSE"},
		{"FALKLAND ISLANDS (MALVINAS)", "1985", "FALKLAND ISLANDS (MALVINAS)=FLK"}, {"Ruanda-Urundi", "1955", "Ruanda-Urundi=BDI|RWA"},
		{"Bavaria and Tuscany", "", ""}, {"Grenade, Maurice and Dominique", "", ""}, {"", "", ""},
	} {
		ms := Mentions(x.text, date(t, x.at))
		if got := brief(ms); got != x.want {
			t.Errorf("Mentions(%q)\n got %s\nwant %s", x.text, got, x.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"The Gambia": "gambia", "Gambia, The": "gambia", "Côte d’Ivoire": "cote divoire", "U.S.A.": "usa", "St. Kitts & Nevis": "st kitts and nevis", "SAINT KITTS AND NEVIS": "st kitts and nevis",
		"Korea, Dem. Rep.": "korea dem rep", "Dem.Rep. Korea": "dem rep korea", "TÜRKİYE": "turkiye", "Łódź": "lodz", "  ": "", "Горбачёв": "горбачев", "Guinea\u2011Bissau": "guinea bissau", "ＣＨＩＮＡ": "china",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearch(t *testing.T) {
	for prefix, want := range map[string]string{"rus": "RUS", "korea": "KOR PRK", "north k": "PRK", "united": "ARE GBR USA TZA", "usa": "USA", "moscw": "RUS", "кнд": "PRK", "cote d": "CIV", "guin": "GIN"} {
		var got []string
		for _, c := range Search(prefix, 8) {
			got = append(got, vocab.Rest(c.Key))
		}
		for id := range strings.FieldsSeq(want) {
			if !slices.Contains(got, id) {
				t.Errorf("Search(%q) = %v, without %s", prefix, got, id)
			}
		}
	}
	if got := Search("guinea", 8); len(got) == 0 || got[0].Key != countryKey("GIN") {
		t.Errorf("Search(guinea) begins with %v", got)
	}
	if len(Search("a", 3)) != 3 || Search("", 3) != nil || Search("a", 0) != nil {
		t.Error("Search does not keep to n")
	}
}

// TestTable holds the table to its own rules.
func TestTable(t *testing.T) {
	members, seats := 0, map[string]string{}
	for _, e := range All() {
		if e.Key.Kind != vocab.Country || e.Name == "" || len(e.Names) == 0 || e.Names[0].Text != e.Name {
			t.Errorf("%v is not whole", e)
		}
		if e.MemberAt(graph.Date{}) != graph.No {
			members++
		}
		for _, k := range slices.Concat(e.Predecessors, e.Successors) {
			if _, ok := Lookup(k); !ok {
				t.Errorf("%s follows or is followed by %s, which is not there", e.Key, k)
			}
		}
		for _, s := range slices.Concat(e.UN, e.Spells, e.Observer) {
			if !s.Since.IsZero() && !s.Until.IsZero() && s.Until.Before(s.Since) {
				t.Errorf("%s: %v ends before it begins", e.Key, s)
			}
		}
		for _, n := range e.Names {
			if strings.TrimSpace(n.Text) != n.Text || n.Text == "" || Fold(n.Text) == "" || !utf8.ValidString(n.Text) || strings.ContainsAny(n.Text, "@~;") {
				t.Errorf("%s: the name %q", e.Key, n.Text)
			}
		}
		for _, c := range e.Codes {
			if !slices.Contains(Systems, c.System) || c.Value != strings.ToUpper(c.Value) {
				t.Errorf("%s: the code %v", e.Key, c)
			}
			if c.Until.IsZero() && c.System != "gw" && c.System != "cow" {
				id := c.System + ":" + c.Value
				if seats[id] != "" && seats[id] != e.Key.ID {
					t.Errorf("%s belongs to %s and to %s", id, seats[id], e.Key.ID)
				}
				seats[id] = e.Key.ID
			}
		}
		// An id and a name whole lead back to the entity.
		if m, err := Resolve(e.Key.ID, graph.Date{}); err != nil || m.Key != e.Key {
			t.Errorf("%s: %v, %v", e.Key, m, err)
		}
	}
	if members != 193 {
		t.Errorf("%d members of the United Nations today, want 193", members)
	}
	if _, ok := Lookup(countryKey("SUN")); ok {
		t.Error("there is no country/SUN")
	}
	// In 1945 there were 51 members, in 1970 there were 127.
	for at, want := range map[string]int{"1946-01-10": 51, "1970-12-31": 127, "1990-12-31": 159, "2000-12-31": 189} {
		n := 0
		for _, e := range All() {
			if e.MemberAt(date(t, at)) == graph.Certain {
				n++
			}
		}
		if n != want {
			t.Errorf("%d members at %s, want %d", n, at, want)
		}
	}
}

// TestNamesAreClear lists the names of states that mean several of them today:
// each is meant to.
func TestNamesAreClear(t *testing.T) {
	var got []string
	day := graph.Day(2026, 1, 1)
	for f, refs := range load().names {
		refs = load().pick(refs, day)
		seen := map[int]bool{}
		for _, r := range refs {
			if load().name(r).Kind.Strong() {
				seen[r.entity] = true
			}
		}
		if len(seen) > 1 {
			got = append(got, f)
		}
	}
	slices.Sort(got)
	want := []string{"congo", "gilbert and ellice islands", "kongo", "korea", "roc", "ruanda urundi", Fold("コンゴ"), Fold("ドミニカ"), "朝鮮"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("names of several states (-want +got):\n%s", d)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Côte d’Ivoire", "U.S.A.", "t'he", "saint", "ﷺ", "\xff", "\xf3Å", "İ", "북한"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"Korea", "gec:KN", "country/", "780", "Moscw", "\xff:", "iso2:", "ёё"} {
		f.Add(s, 1980)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		at := graph.Year(1 + (year%9998+9998)%9998)
		m, err := Resolve(s, at)
		var u *UnknownError
		var a *AmbiguousError
		switch {
		case err == nil:
			if _, ok := Lookup(m.Key); !ok {
				t.Errorf("Resolve(%q) is %v, which is not there", s, m.Key)
			}
		case errors.As(err, &a):
			if len(a.Candidates) < 2 {
				t.Errorf("Resolve(%q): one meaning is not ambiguous", s)
			}
		case !errors.As(err, &u):
			t.Errorf("Resolve(%q): %v", s, err)
		}
		for _, d := range []string{"undl", "cow", "gec", "trade"} {
			if key, err := ResolveRecorded(d, s, at); err == nil && key.IsZero() {
				t.Errorf("ResolveRecorded(%q, %q) is nothing and no error", d, s)
			}
		}
	})
}

func FuzzMentions(f *testing.F) {
	for _, s := range []string{"Papua New Guinea's U.S.A. &", "북한은 朝鲜和中国 Россия", "St. Lucia", "'s", "a'", "\xffChina\xfe", "U.S", "Côte d’", "韓國ー"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, m := range Mentions(s, graph.Year(2000)) {
			if m.Start < last || m.End <= m.Start || m.End > len(s) || s[m.Start:m.End] != m.Text {
				t.Fatalf("Mentions(%q): %v", s, m)
			}
			if m.Key.IsZero() == (len(m.Candidates) == 0) {
				t.Fatalf("Mentions(%q): %v has neither a key nor candidates, or both", s, m)
			}
			last = m.End
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := read(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	load()
	for b.Loop() {
		if _, err := Resolve("Democratic People's Republic of Korea", graph.Date{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolveSlip(b *testing.B) {
	load()
	for b.Loop() {
		Resolve("Demcratic People's Republic of Korea", graph.Date{})
	}
}

func BenchmarkResolveRecorded(b *testing.B) {
	load()
	at := graph.Day(1980, 1, 1)
	for b.Loop() {
		if _, err := ResolveRecorded("undl", "SYRIAN ARAB REPUBLIC", at); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMentions(b *testing.B) {
	const title = "Situation of human rights in the Democratic People's Republic of Korea and the question of the Comorian island of Mayotte : resolution / adopted by the General Assembly"
	Mentions(title, graph.Date{})
	b.SetBytes(int64(len(title)))
	for b.Loop() {
		Mentions(title, graph.Year(2010))
	}
}
