package factbook

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// said writes a reading as one line: office | name | since..until | note.
func said(r Reading) string {
	var out []string
	for _, h := range r.Holders {
		s := fmt.Sprintf("%s | %s | %s", h.Office, h.Name, h.Since)
		if !h.Until.IsZero() {
			s += ".." + h.Until.String()
		}
		if h.Note != "" {
			s += " | " + h.Note
		}
		switch h.Role {
		case Deputy:
			s = "deputy: " + s
		case Represents:
			s = "for: " + s
		}
		out = append(out, s)
	}
	if r.Vacant {
		out = append(out, "vacant")
	}
	for _, u := range r.Unread {
		out = append(out, "unread: "+u)
	}
	return strings.Join(out, "\n")
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ field, text, want string }{
		{"chief_of_state", "President Vladimir Vladimirovich PUTIN (since 7 May 2012)", "President | Vladimir Vladimirovich PUTIN | 2012-05-07"},
		// B38
		{"chief_of_state", "President Emomali RAHMON (since 16 November 1994; head of state and Supreme Assembly chairman since 20 November 1992)",
			"President | Emomali RAHMON | 1994-11-16\nHead of state and Supreme Assembly chairman | Emomali RAHMON | 1992-11-20"},
		{"chief_of_state", "King WILLEM-ALEXANDER of the Netherlands (since 30 April 2013); represented by Governor General Fredis REFUNJOL (since 11 May 2004)",
			"King | WILLEM-ALEXANDER | 2013-04-30\nfor: Governor General | Fredis REFUNJOL | 2004-05-11"},
		{"chief_of_state", "vacant", "vacant"},
		{"head_of_government", "Prime Minister (vacant)", "vacant"},
		{"head_of_government", "note: the post was abolished", ""},
		{"head_of_government", "N/A", "unread: N/A"},
		{"head_of_government", "", ""},
		{"chief_of_state", "Queen MARGRETHE II of Denmark (since 14 January 1972), represented by High Commissioner Mikaela ENGELL (since April 2011)",
			"Queen | MARGRETHE II | 1972-01-14\nfor: High Commissioner | Mikaela ENGELL | 2011-04"},
		{"chief_of_state", "French Coprince Francois HOLLANDE (since 15 May 2012); represented by Thierry LATASTE (since 5 January 2015) and Spanish Coprince Archbishop Joan-Enric VIVES i Sicilia (since 12 May 2003); represented by Josep Maria MAURI (since 20 July 2012)",
			"French Coprince | Francois HOLLANDE | 2012-05-15\nfor: representative | Thierry LATASTE | 2015-01-05\nSpanish Coprince | Joan-Enric VIVES i Sicilia | 2003-05-12\nfor: representative | Josep Maria MAURI | 2012-07-20"},
		{"head_of_government", "Taoiseach (Prime Minister) Leo VARADKAR (since 16 December 2022); note - VARADKAR resigned on 20 March 2024", "Taoiseach (Prime Minister) | Leo VARADKAR | 2022-12-16"},
		{"head_of_government", "Prime Minister Bohuslav SOBOTKA (since 17 January 2014); First Deputy Prime Minister Andrej BABIS and Deputy Prime Minister Pavel BELOBRADEK (both since 29 January 2014)",
			"Prime Minister | Bohuslav SOBOTKA | 2014-01-17\ndeputy: First Deputy Prime Minister | Andrej BABIS | 2014-01-29\ndeputy: Deputy Prime Minister | Pavel BELOBRADEK | 2014-01-29"},
		{"head_of_government", "Deputy Prime Ministers SAIF bin Zayid Al-Nuhayyan, MANSUR bin Zayid Al-Nuhayyan (both since 11 May 2009), and MAKTUM bin Muhammad Al-Maktum (since 25 September 2021)",
			"deputy: Deputy Prime Minister | SAIF bin Zayid Al-Nuhayyan | 2009-05-11\ndeputy: Deputy Prime Minister | MANSUR bin Zayid Al-Nuhayyan | 2009-05-11\ndeputy: Deputy Prime Minister | MAKTUM bin Muhammad Al-Maktum | 2021-09-25"},
		// A date behind the last of a list is not said to be that of all.
		{"head_of_government", "Deputy Prime Ministers Mher GRIGORYAN and Tigran AVINYAN (since 16 January 2019)",
			"deputy: Deputy Prime Minister | Mher GRIGORYAN | \ndeputy: Deputy Prime Minister | Tigran AVINYAN | 2019-01-16"},
		{"head_of_government", "Deputy Prime Minister Koen GEENS (27 October 2019)", "deputy: Deputy Prime Minister | Koen GEENS |  | dated 27 October 2019"},
		{"chief_of_state", "Acting President Alen SIMONYAN (since 1 February 2022)", "Acting President | Alen SIMONYAN | 2022-02-01 | acting"},
		{"head_of_government", "Raymond Ndong Sima (since 8 September 2023); note- interim prime minister", "head of government | Raymond Ndong Sima | 2023-09-08"},
		{"chief_of_state", "Chairman of the Presidency Milorad DODIK (chairman since 20 November 2020; presidency member since 20 November 2018 - Serb seat); Sefik DZAFEROVIC (presidency member since 20 November 2018 - Bosniak seat)",
			"Chairman of the Presidency | Milorad DODIK | 2020-11-20\nPresidency member | Milorad DODIK | 2018-11-20 | Serb seat\nPresidency member | Sefik DZAFEROVIC | 2018-11-20 | Bosniak seat"},
		{"chief_of_state", "co-chiefs of state Captain Regent Marino RICCARDI and Captain Regent Fabio BERARDI (for the period 1 October 2016 - 1 April 2017)",
			"Captain Regent | Marino RICCARDI | 2016-10-01..2017-04-01\nCaptain Regent | Fabio BERARDI | 2016-10-01..2017-04-01"},
		{"chief_of_state", "President Yoweri Kaguta MUSEVENI (since seizing power on 26 January 1986; re-elected for sixth term on 14 January 2021)", "President | Yoweri Kaguta MUSEVENI | 1986-01-26"},
		{"chief_of_state", "President OBIANG Nguema Mbasogo (since 3 August 1979 when he seized power in a military coup)", "President | OBIANG Nguema Mbasogo | 1979-08-03 | when he seized power in a military coup"},
		{"head_of_government", "Prime Minister Irakli GARIBASHVILI (since 22 February 2021); resigned on January 29, 2024", "Prime Minister | Irakli GARIBASHVILI | 2021-02-22..2024-01-29"},
		{"head_of_government", "prime minister (vacant); Prime Minister Ion CHICU resigned on 23 December 2020", "vacant"},
		{"head_of_government", "Prime Minister Crown Prince SALMAN bin Hamad Al-Khalifa (since 11 November 2020)", "Prime Minister Crown Prince | SALMAN bin Hamad Al-Khalifa | 2020-11-11"},
		{"chief_of_state", "King FELIPE VI (since 19 June 2014); Heir Apparent Princess LEONOR, daughter of the monarch (born 31 October 2005)", "King | FELIPE VI | 2014-06-19"},
		{"chief_of_state", "King CARL XVI GUSTAF (since 15 September 1973)", "King | CARL XVI GUSTAF | 1973-09-15"},
		{"chief_of_state", "President Joseph R. BIDEN Jr. (since 20 January 2021)", "President | Joseph R. BIDEN | 2021-01-20"},
		{"chief_of_state", "Queen ELIZABETH II (since 6 February 1952); represented by Acting Governor General Teniku TALESI Honolulu ; (since 19 August 2019)",
			"Queen | ELIZABETH II | 1952-02-06\nfor: Acting Governor General | Teniku TALESI Honolulu | 2019-08-19 | acting"},
		{"head_of_government", "Prime Minister and Vice President MUHAMMAD BIN RASHID Al-Maktum (since 5 January 2006)", "Prime Minister and Vice President | MUHAMMAD BIN RASHID Al-Maktum | 2006-01-05"},
		{"chief_of_state", "State Affairs Commission President KIM Jong Un (since 17 December 2011)", "State Affairs Commission President | KIM Jong Un | 2011-12-17"},
		{"chief_of_state", "Supreme Leader Ali Hoseini-KHAMENEI (since 4 June 1989)", "Supreme Leader | Ali Hoseini-KHAMENEI | 1989-06-04"},
		// A day that is none is no day.
		{"head_of_government", "Prime Minister Petteri ORPO (since 31 April 2023)", "Prime Minister | Petteri ORPO | \nunread: (since 31 April 2023)"},
		// B70: two names in one cell.
		{"head_of_government", "President of French Polynesia Moetai BROTHERSON Edouard FRITCH (since 12 May 2023)", "unread: President of French Polynesia Moetai BROTHERSON Edouard FRITCH"},
		{"head_of_government", "President KIM Jong Un Sergei SHOIGU (since 12 May 2023)", "unread: President KIM Jong Un Sergei SHOIGU"},
		// B63: a title is nobody.
		{"head_of_government", "Prime Minister (since 5 January 2006)", ""},
		{"head_of_government", "the president", ""},
		{"head_of_government", "On 11 December 2021 the Assembly approved an amendment", ""},
	} {
		if got := said(Parse(tt.field, tt.text)); got != tt.want {
			t.Errorf("%q:\n%s\nwant\n%s", tt.text, got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"President Vladimir Vladimirovich PUTIN (since 7 May 2012)",
		"President Emomali RAHMON (since 16 November 1994; head of state and Supreme Assembly chairman since 20 November 1992)",
		"King CHARLES III (since 8 September 2022); represented by Governor General Dame Cindy KIRO (since 21 October 2021)",
		"vacant (since", "()", "((", "note -", ", and ;", "Deputy Prime Ministers A BB, C DD (all since 1 May 2000)", "represented by", "\x00", "Prime Minister", "Dr. (since 2000)", "and and and",
	} {
		f.Add("chief_of_state", s)
	}
	f.Fuzz(func(t *testing.T, field, text string) {
		r := Parse(field, text)
		for _, h := range r.Holders {
			if h.Name == "" || utf8.ValidString(text) && !utf8.ValidString(h.Name+h.Office+h.Note) {
				t.Errorf("%q: %+v", text, h)
			}
			if !h.Until.IsZero() && !h.Since.IsZero() && h.Role > Represents {
				t.Errorf("%q: %+v", text, h)
			}
		}
		for _, u := range r.Unread {
			Glued(u)
		}
	})
}
