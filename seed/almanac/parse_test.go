package almanac

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestParsePartners(t *testing.T) {
	for _, c := range []struct {
		text, want string // year: rank name share; …   or ! and the error
	}{
		{"China 86.3% (2017)", "2017: 1 China 0.863"},
		{"Colombia 31.2%, Netherlands Antilles 21.7%, US 15.7% (2014)", "2014: 1 Colombia 0.312; 2 Netherlands Antilles 0.217; 3 US 0.157"},
		{"China 54.9%, Algeria 30%, South Korea 16% (2014 est.)", "2014: 1 China 0.549; 2 Algeria 0.3; 3 South Korea 0.16"},
		{"US 100%", "0: 1 US 1"},
		{"Portugal 41%, Angola 17% (2019 )", "2019: 1 Portugal 0.41; 2 Angola 0.17"},
		{"United States 38%, Japan 6%, (2019)", "2019: 1 United States 0.38; 2 Japan 0.06"},
		{"Germany 32%, United States 22%%, Italy 9% (2019)", "2019: 1 Germany 0.32; 2 United States 0.22; 3 Italy 0.09"},
		{"India 0% (2022)", "2022: 1 India 0"},
		{"Macedonia, The Former Yugo Rep of 5%, Congo, Republic of the 6.6% (2014)", "2014: 1 Macedonia, The Former Yugo Rep of 0.05; 2 Congo, Republic of the 0.066"},
		{"West Bank/Gaza Strip 6%, Cote d'Ivoire 4.5%, Antigua & Barbuda 4% (2022)", "2022: 1 West Bank/Gaza Strip 0.06; 2 Cote d'Ivoire 0.045; 3 Antigua & Barbuda 0.04"},
		{"China 10% (2017) note: without Hong Kong", "2017: 1 China 0.1"},
		{"China 10% (2017); note - 3 per cent are guessed", "2017: 1 China 0.1"},
		{"Falkland Islands (Islas Malvinas) 4%, China 3% (2014)", "2014: 1 Falkland Islands (Islas Malvinas) 0.04; 2 China 0.03"},
		{"China 50% est. (2014)", "2014: 1 China 0.5"},
		// What is no plain share keeps its place in the order.
		{"United Kingdom 4&, Russia 3% (2021)", "2021: 1 ! the share does not end in a per cent sign; 2 Russia 0.03"},
		{"India NA%, China 5% (2017)", "2017: 1 ! the share is not available; 2 China 0.05"},
		{"less than 1%, China 5% (2017)", "2017: 1 ! a bound or an estimate in words, not a share; 2 China 0.05"},
		{"Japan less than 1%, China 5% (2017)", "2017: 1 ! a bound or an estimate in words, not a share; 2 China 0.05"},
		{"Japan <1%, Cuba ~2%, Chad up to 3%, Mali about 4%, China 5% (2017)", "2017: 1 ! a bound or an estimate in words, not a share; 2 ! a bound or an estimate in words, not a share; 3 ! a bound or an estimate in words, not a share; 4 ! a bound or an estimate in words, not a share; 5 China 0.05"},
		{"Japan 10-15%, Iran 10%-15%, China 5% (2017)", "2017: 1 ! more than one number stands there, not a share; 2 ! more than one number stands there, not a share; 3 China 0.05"},
		{"Japan 5,4%, China 5% (2017)", "2017: 1 ! the share does not end in a per cent sign; 2 ! no name stands before the share; 3 China 0.05"},
		{"Japan 5.%, Chad .5%, Cuba 1.2.3%, Iran5%, China 5% (2017)", "2017: 1 ! the share is no number; 2 ! the share is no number; 3 ! the share is no number; 4 ! no name stands before the share; 5 China 0.05"},
		{"Japan 101%, China 5% (2017)", "2017: 1 ! the share is more than all; 2 China 0.05"},
		{"China 5%, Japan (2017)", "2017: 1 China 0.05; 2 ! no share is given"},
		{"Japan %, China 5% (2017)", "2017: 1 ! no share is given; 2 China 0.05"},
		{"NA%, China 5% (2017)", "2017: 1 ! the share is not available; 2 China 0.05"},
		{"almost entirely United Kingdom (2022)", "! no shares"},
		{"Italy, Switzerland, Germany (2021)", "! no shares"},
		{"", "! no shares"}, {"NA", "! no shares"}, {"(2017)", "! no shares"}, {",,;", "! no shares"},
		{"China 5% (2017), Japan 4% (2016)", "! more than one year"},
		{"China 5% (FY2012/13)", "! year of the data"},
		{"China 5% (2012-13)", "! year of the data"},
		{"China 5% (20177)", "! year of the data"},
		{"China 5% (1017)", "! not one of trade"},
		{"China 5% (2017) and Japan 3%", "! words stand behind"},
	} {
		p, err := parsePartners(c.text)
		got := ""
		if err != nil {
			got = "! " + err.Error()
		} else {
			var parts []string
			for _, x := range p.list {
				if x.why != "" {
					parts = append(parts, fmt.Sprint(x.rank, " ! ", x.why))
				} else {
					parts = append(parts, fmt.Sprint(x.rank, " ", x.name, " ", x.share))
				}
			}
			got = fmt.Sprint(p.year, ": ", strings.Join(parts, "; "))
		}
		if want, bad := strings.CutPrefix(c.want, "! "); bad && (err == nil || !strings.Contains(got, want)) || !bad && got != c.want {
			t.Errorf("%q\n is %s\nwant %s", c.text, got, c.want)
		}
	}
}

func FuzzParsePartners(f *testing.F) {
	for _, s := range []string{"China 86.3% (2017)", "Macedonia, The Former Yugo Rep of 5% (2014 est.)", "Japan 10-15%, NA%, less than 1%", "UK 4&, Russia 3%, (2021)", "a 1% (2017) note", "%%%", "٣ 5%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePartners(s)
		if err != nil {
			return
		}
		kept := 0
		for i, x := range p.list {
			if x.rank != i+1 {
				t.Errorf("%q: rank %d at place %d", s, x.rank, i+1)
			}
			if x.why != "" {
				continue
			}
			kept++
			if math.IsNaN(x.share) || x.share < 0 || x.share > 1 || x.name == "" || strings.TrimSpace(x.name) != x.name {
				t.Errorf("%q gives %+v", s, x)
			}
		}
		if kept == 0 || p.year != 0 && (p.year < 1900 || p.year > 2100) {
			t.Errorf("%q gives %+v", s, p)
		}
	})
}

func TestParseOrgs(t *testing.T) {
	for _, c := range []struct{ text, want, remark string }{
		{"ARF, FAO, UN", "ARF; FAO; UN", ""},
		{"Arctic Council (observer), ITUC (NGOs), UN", "Arctic Council(observer); ITUC(NGOs); UN", ""},
		{"ADB (Taipei, China), WTO (Taipei, China); ; ; note - separate customs territory of Taiwan, Penghu, Kinmen, and Matsu", "ADB(Taipei, China); WTO(Taipei, China)", ""},
		{"EITI (compliant country) (suspended), UN", "EITI(compliant country)(suspended); UN", ""},
		{"NSG, OECD (Enhanced Engagement, OPANAL, Paris Club (associate), UN", "NSG; OECD(Enhanced Engagement); OPANAL; Paris Club(associate); UN", ""},
		{"UN, OECD (Enhanced Engagement", "UN; OECD(Enhanced Engagement)", ""},
		{"CIS (participating member, has not signed the 1993 CIS charter), UN,, ", "CIS(participating member, has not signed the 1993 CIS charter); UN", ""},
		{"A state is a member of the following organizations but does not take part: ADB, UN", "ADB; UN", "the text says: A state is a member of the following organizations but does not take part"},
		{"before 15 August, 2021, it was a member or participant in the following organizations: ADB, UN", "! memberships before a day", ""},
		{"none", "! no organisation", ""}, {"", "! no organisation", ""}, {" , ,", "! no organisation", ""},
	} {
		items, remark, err := parseOrgs(c.text)
		var parts []string
		for _, it := range items {
			s := it.name
			for _, w := range it.words {
				s += "(" + w + ")"
			}
			parts = append(parts, s)
		}
		got := strings.Join(parts, "; ")
		if err != nil {
			got = "! " + err.Error()
		}
		if want, bad := strings.CutPrefix(c.want, "! "); bad && !strings.Contains(got, want) || !bad && got != c.want || remark != c.remark {
			t.Errorf("%q\n is %s (%s)\nwant %s (%s)", c.text, got, remark, c.want, c.remark)
		}
	}
}

func FuzzParseOrgs(f *testing.F) {
	for _, s := range []string{"ARF, FAO (observer)", "OECD (Enhanced, X (y), UN", "a: b, c", "((", "))", "x (a) (b) c, d; e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		items, _, err := parseOrgs(s)
		if (err == nil) == (len(items) == 0) {
			t.Errorf("%q: %v, %v", s, items, err)
		}
		for _, it := range items {
			if it.name == "" || strings.Contains(it.name, ",") {
				t.Errorf("%q gives %+v", s, it)
			}
			roleOf(it.words)
		}
	})
}

func TestRoleOf(t *testing.T) {
	for _, c := range []struct{ words, role, note string }{
		{"", "member", ""}, {"observer", "observer", ""}, {"associate member", "associate", "associate member"}, {"Enhanced Engagement", "enhanced engagement", ""},
		{"temporary", "elected", "temporary"}, {"permanent", "permanent", ""}, {"compliant country|suspended", "suspended", "compliant country"}, {"NGOs", "ngos", ""},
		{"Taipei, China", "member", "Taipei, China"}, {"excluded from formal participation since 1962", "suspended", "excluded from formal participation since 1962"},
		{"participating member, has not signed the 1993 CIS charter", "member", "participating member, has not signed the 1993 CIS charter"}, {"dialogue member", "dialogue member", ""},
	} {
		var words []string
		if c.words != "" {
			words = strings.Split(c.words, "|")
		}
		if role, note := roleOf(words); role != c.role || note != c.note {
			t.Errorf("%q is %q (%q), want %q (%q)", c.words, role, note, c.role, c.note)
		}
	}
}
