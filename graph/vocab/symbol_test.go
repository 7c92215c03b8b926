package vocab

import "testing"

func TestNormalizeSymbol(t *testing.T) {
	for _, c := range []struct{ body, in, want string }{
		{"", "S/RES/1718(2006)", "S/RES/1718(2006)"}, // B51
		{"", "1718 (2006)", "S/RES/1718(2006)"},
		{"", "S/RES/1718 (2006)", "S/RES/1718(2006)"},
		{"", "Resolution 2627 (2022)", "S/RES/2627(2022)"},
		{"", "s/res/2627(2022)", "S/RES/2627(2022)"},
		{"", "UNSCR 0242 (1967)", "S/RES/242(1967)"},
		{"", "UN Security Council Resolution 1718 (2006)", "S/RES/1718(2006)"},
		{"", "Security Council resolution 1718 (2006)", "S/RES/1718(2006)"},
		{"security_council", "2397", "S/RES/2397"},
		{"", "2397", "2397"},
		{"", "S/2023/212\u00a0", "S/2023/212"}, // B21
		{"", "S/2023-0212", "S/2023/212"},
		{"", "S/RES/1718/2006", "S/RES/1718(2006)"},
		{"", "1718 (2006", "S/RES/1718(2006)"},
		{"", " S/2023/212\u200b", "S/2023/212"},
		{"", "76/245", "A/RES/76/245"},
		{"general_assembly", "resolution 76/245", "A/RES/76/245"},
		{"", "ES-11/1", "A/RES/ES-11/1"},
		{"", "A/RES/ES\u201111/1", "A/RES/ES-11/1"},
		{"", "3541 (XXX) [c]", "A/RES/3541(XXX)[C]"},
		{"", "A/RES/3541(XXX)[C]", "A/RES/3541(XXX)[C]"},
		{"", "A/RES/36//235IX", "A/RES/36/235IX"},
		{"", "A/RES/39/236[SectionIII]", "A/RES/39/236[SectionIII]"},
		{"", "A/RES/63(I)[PARA.1]", "A/RES/63(I)[PARA.1]"},
		{"", "a/76/l.14", "A/76/L.14"},
		{"", "\u00a0 ", ""},
		{"", "[", "["},
		{"", "ES-", "ES-"},
		{"", "RES", "RES"},
	} {
		if got := NormalizeSymbol(c.body, c.in); got != c.want {
			t.Errorf("NormalizeSymbol(%q, %q) = %q, want %q", c.body, c.in, got, c.want)
		}
	}
}

func TestSessionOf(t *testing.T) {
	for in, want := range map[string]string{
		"A/RES/76/245": "76", "A/76/L.14": "76", "A/RES/ES-11/1": "ES-11", "A/RES/3541(XXX)[C]": "30", "A/RES/66/254": "66",
		"A/RES/997(ES-I)": "ES-1", "A/RES/1622(S-III)": "S-3", "A/RES/104(S-1)": "S-1", "A/RES/S-8/2": "S-8",
		"A/RES/181(II)[A]": "2", "S/RES/242(1967)": "", "MISSING_DATA": "", "A/RES/": "", "A/RES/1(Q)": "",
	} {
		if got := SessionOf(in); got != want {
			t.Errorf("SessionOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzNormalizeSymbol(f *testing.F) {
	f.Add("", "Resolution 2627 (2022)")
	f.Add("security_council", "\u00a00[")
	f.Fuzz(func(t *testing.T, body, s string) {
		once := NormalizeSymbol(body, s)
		if twice := NormalizeSymbol(body, once); twice != once {
			t.Fatalf("%q: %q, then %q", s, once, twice)
		}
		SessionOf(once)
	})
}
