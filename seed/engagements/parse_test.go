package engagements

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// brief writes an account as "how principal @place: name (title), … + attending".
func brief(a account) string {
	var met []string
	for _, p := range a.met {
		met = append(met, p.name+"="+p.title)
	}
	return fmt.Sprintf("%d %s @%s: %s + %s", a.how, a.principal, strings.Join(a.place, "/"), strings.Join(met, "; "), strings.Join(a.attending, "; "))
}

func TestParse(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"Xi Jinping was in Beijing Municipality and met with the following:  Ri Yong Ho (Foreign Minister of the Democratic People's Republic of Korea (DPRK))",
			"2 Xi Jinping @Beijing Municipality: Ri Yong Ho=Foreign Minister of the Democratic People's Republic of Korea (DPRK) + "},
		{"Xi Jinping travelled to Portugal, Lisbon ", "1 Xi Jinping @Portugal/Lisbon:  + "},
		{"Xi Jinping travelled to Trinidad and Tobago, Port of Spain and met with the following: Donald Ramotar (Guyanese President)", "1 Xi Jinping @Trinidad and Tobago/Port of Spain: Donald Ramotar=Guyanese President + "},
		{"Wen Jiabao travelled to  and met with the following: Khin Nyunt (Prime Minister of Myanmar) Others Attending: Hua Jianmin, Li Zhaoxing", "1 Wen Jiabao @: Khin Nyunt=Prime Minister of Myanmar + Hua Jianmin; Li Zhaoxing"},
		{"Xi Jinping travelled to New Zealand, Auckland", "1 Xi Jinping @New Zealand/Auckland:  + "},
		{"Hu Jintao was in Beijing Municipality and met with the following: A B (X) (Y) C D (Z", "2 Hu Jintao @Beijing Municipality: A B=X; Y; C D=Z + "},
		{"Hu Jintao was in Beijing Municipality and met with the following: No Title", "2 Hu Jintao @Beijing Municipality: No Title= + "},
		{"Xi congratulates somebody\n (Beijing Municipality) ", "0  @Beijing Municipality:  + "},
		{"Nothing in parentheses", "0  @:  + "}, {"()", "0  @:  + "}, {"", "0  @:  + "}, {") (", "0  @:  + "},
	} {
		if got := brief(parse(x.text)); got != x.want {
			t.Errorf("%q\n got %s\nwant %s", x.text, got, x.want)
		}
	}
}

func TestOfTitle(t *testing.T) {
	for _, x := range []struct{ title, at, place, want string }{
		{"Foreign Minister of the Democratic People's Republic of Korea (DPRK)", "2018-12-07", "", "PRK"}, {"Chairman of the Republic of Korea (ROK)", "2014-10-14", "", "KOR"}, // B01
		{"South Korean Prime Minister", "2018-01-01", "", "KOR"}, {"Chairman of the Workers' Party of Korea", "2018-01-01", "", "PRK"}, {"Secretary of the Worker's Party of Korea", "2009-01-01", "", "PRK"},
		{"Vice Minister of the Democratic People's Public of Korea (DPRK)", "2017-01-01", "", "PRK"}, {"Head of the Korea-China league", "2014-01-01", "", ""}, {"Korean envoy", "2014-01-01", "", ""},
		{"Prime Minister of Papua New Guinea", "2010-01-01", "", "PNG"}, {"President of Guinea", "2010-01-01", "", "GIN"}, {"President of Equatorial Guinea", "2010-01-01", "", "GNQ"}, {"President of Guinea-Bissau", "2010-01-01", "", "GNB"}, // B04
		{"Dominican Republic President", "2018-01-01", "", "DOM"}, {"Dominican Foreign Minister", "2018-01-01", "", ""}, {"Prime Minister of Niger", "2010-01-01", "", "NER"}, {"Nigerian President", "2010-01-01", "", "NGA"},
		{"President of Congo", "2013-01-01", "COG", "COG"}, {"President of Congo", "2013-01-01", "", ""}, {"Prime Minister of the Democratic Republic of Congo", "2009-01-01", "EGY", "COD"}, // B03
		{"Pakistani Ambassador to China", "2010-01-01", "", "PAK"}, {"U.S. Ambassador to Japan", "2010-01-01", "", "USA"}, {"National Security Adviser to the Nigerian President", "2005-01-01", "", "NGA"},
		{"Joint Special Representative for Syria", "2012-01-01", "", ""}, {"Former Australian Foreign Minister and special adviser on Cyprus", "2012-01-01", "", "AUS"},
		{"President of the Chinese Development Research Center (DRC)", "2012-01-01", "", ""}, {"Governor of New South Wales", "2003-01-01", "AUS", ""},
		{"President of Serbia and Montenegro", "2005-01-01", "", "SCG"}, {"President of Montenegro", "2005-01-01", "", "SCG"}, {"President of Montenegro", "2008-01-01", "", "MNE"},
		{"the president", "2010-01-01", "", ""}, // B63
		{"", "2010-01-01", "", ""},
	} {
		place := graph.Key{}
		if x.place != "" {
			place = vocab.Key(vocab.Country, x.place)
		}
		if got := vocab.Rest(ofTitle(x.title, graph.MustDate(x.at), place)); got != x.want {
			t.Errorf("%q: %q, want %q", x.title, got, x.want)
		}
	}
}

func TestLocate(t *testing.T) {
	for _, x := range []struct{ place, at, want string }{
		{"Beijing Municipality", "2010-01-01", "CHN Beijing home"}, {"Beijing, Haidian District", "2010-01-01", "CHN Beijing home"}, {"Guangxi Zhuang Autonomous Region, Nanning City", "2010-01-01", "CHN Nanning home"}, {"Hong Kong SAR", "2010-01-01", "CHN Hong Kong home"},
		{"Portugal, Lisbon", "2018-01-01", "PRT Lisbon"}, {"USA, New York, New York", "2010-01-01", "USA New York"}, {"USA, Washington, Seattle", "2010-01-01", "USA Seattle"}, {"Singapore", "2010-01-01", "SGP Singapore"}, {"Germany", "2010-01-01", "DEU "},
		{"Republic of Korea (South Korea)", "2010-01-01", "KOR "}, {"Democratic People's Republic of Korea, Pyongyang", "2010-01-01", "PRK Pyongyang"},
		{"Democratic Republic of the Congo, Brazzaville", "2013-03-30", "COG Brazzaville clash"}, {"Nigeria, Niamey", "2012-01-04", "NER Niamey clash"},
		{"Czechoslovakia, Prague", "2009-01-01", "CZE Prague clash"}, {"Yugoslavia, Belgrade", "2004-01-01", "SCG Belgrade clash"}, // B22
		{"Sudan, Juba", "2011-08-09", "SSD Juba clash"}, {"Sudan, Juba", "2007-08-09", "SDN Juba"}, {"Kyrgyzstan, Alma-Ata", "2013-07-13", "KGZ "}, {"Kazakhstan, Alma-ata", "2013-07-13", "KAZ Almaty"},
		{"Nowhere, Somewhere", "2010-01-01", " "}, {"", "2010-01-01", " "},
	} {
		s := locate(splitPlace(x.place), graph.MustDate(x.at))
		got := vocab.Rest(s.country) + " " + s.name
		if s.home {
			got += " home"
		}
		if s.clash {
			got += " clash"
		}
		if got != x.want {
			t.Errorf("%s at %s: %q, want %q", x.place, x.at, got, x.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Xi Jinping was in Beijing Municipality and met with the following: Ri Yong Ho (Minister (DPRK))", "Xi sends condolences to Chile (Beijing Municipality)",
		"Wen Jiabao travelled to  and met with the following: X (Prime Minister of Myanmar) Others Attending: A, B", "Others Attending:", "((((", "))))", "Éa Éb was in", "\xff (\xfe)"} {
		f.Add(s)
	}
	at := graph.Day(2010, 5, 5)
	f.Fuzz(func(t *testing.T, text string) {
		a := parse(text)
		if a.how != free && a.principal == "" {
			t.Errorf("%q: a form without who", text)
		}
		for _, p := range a.met {
			if !utf8.ValidString(p.name) || !utf8.ValidString(p.title) {
				t.Errorf("%q: broken text in %+v", text, p)
			}
		}
		e := &event{account: a, date: at, site: locate(a.place, at)}
		if a.how == free {
			e.free()
		} else {
			e.formal()
		}
		if len(e.sides) == 0 || e.kind == "" || e.title() == "" || strings.ContainsAny(e.id(), " \n") {
			t.Errorf("%q: %+v", text, e)
		}
		for _, s := range e.sides {
			if _, ok := names.Lookup(s.country); !ok {
				t.Errorf("%q: %v is no country", text, s.country)
			}
		}
	})
}
