package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/graph/names"
)

// Name is a person's name, taken apart.
type Name struct {
	Text   string   // as it is shown: "Vladimir Vladimirovich Putin"
	As     string   // as it was written: "Vladimir Vladimirovich PUTIN"
	Words  []string // keys of its words, in order; articles (al, el) left out
	Family []string // keys of the family name where the form shows it, else nil

	sorted, joined string // the words in order of the alphabet, and without blanks
}

// maxName is the length in bytes beyond which a text is no name.
const maxName = 160

// ParseName takes a name apart. A family name is shown by capitals ("Vladimir
// Vladimirovich PUTIN", "XI Jinping"), by standing before a comma ("Roosevelt,
// T.") or by standing alone ("Putin"). The zero Name is no name.
func ParseName(s string) Name {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxName {
		return Name{}
	}
	n := Name{As: s}
	given, family := "", ""
	if head, tail, ok := strings.Cut(s, ","); ok && strings.TrimSpace(tail) != "" && strings.TrimSpace(head) != "" {
		family, given = strings.TrimSpace(head), strings.TrimSpace(tail)
		s = given + " " + family
	}
	words := strings.Fields(s)
	shown := make([]string, len(words))
	caps := make([]bool, len(words))
	for i, w := range words {
		caps[i], shown[i] = isCapitals(w), w
	}
	capitals := anyLong(words)
	var long []string // words that are no initials
	for i, w := range words {
		if k, ok := numeral(words, i); ok {
			n.Words = append(n.Words, k)
			continue
		}
		if caps[i] && capitals {
			shown[i] = titled(w, i > 0)
		}
		if isInitial(w) {
			n.Words = append(n.Words, initials(w)...)
			continue
		}
		long = append(long, w)
		for _, k := range keys(w) {
			n.Words = append(n.Words, k)
			if caps[i] {
				n.Family = append(n.Family, k)
			}
		}
	}
	n.Text = strings.Join(shown, " ")
	switch {
	case family != "":
		n.Family = keys(family)
	case len(n.Words) == 1:
		n.Family = slices.Clone(n.Words)
	case len(n.Family) == 0 && len(long) == 1:
		n.Family = keys(long[0]) // "G.W. Bush"
	case len(n.Family) == len(n.Words) && !hasNumeral(n.Words):
		n.Family = nil // all in capitals shows nothing
	}
	return n.compared()
}

// IsZero reports whether there is no word in the name.
func (n Name) IsZero() bool { return len(n.Words) == 0 }

// full reports whether the name is more than a family name: two words or more,
// of which one at least is neither an initial nor the family name. A regnal
// number makes a full name.
func (n Name) full() bool {
	if hasNumeral(n.Words) && len(n.Words) > 1 {
		return true
	}
	long := 0
	for _, w := range n.Words {
		if utf8.RuneCountInString(w) > 1 {
			long++
		}
	}
	return long >= 2 && (n.Family == nil || len(n.Family) < len(n.Words))
}

// equal reports whether two names are one name in two spellings: the same words
// in any order, or the same letters however they are cut into words.
func equal(a, b Name) bool {
	x, y := a.compared(), b.compared()
	return x.sorted == y.sorted || x.joined == y.joined
}

// compared gives the name with what equal compares.
func (n Name) compared() Name {
	if n.joined == "" {
		w := slices.Clone(n.Words)
		slices.Sort(w)
		n.sorted, n.joined = strings.Join(w, " "), strings.Join(n.Words, "")
	}
	return n
}

// Agreement of the given names of two persons.
type agreement int8

const (
	contradict agreement = -1
	silent     agreement = 0 // one of them gives none
	agree      agreement = 1
)

// family reports whether two names share the family name, and how the given
// names stand to each other. Words count as the same where their keys are.
func family(a, b Name) (bool, agreement) {
	return shared(a, b, func(x, y string) bool { return x == y })
}

// near is family with words that may differ by a letter or in their vowels.
func near(a, b Name) (bool, agreement) { return shared(a, b, nearWords) }

func shared(a, b Name, same func(x, y string) bool) (bool, agreement) {
	if a.IsZero() || b.IsZero() {
		return false, silent
	}
	if equal(a, b) {
		return true, agree
	}
	fa, fb := a.Family, b.Family
	ok := false
	switch {
	case fa != nil && fb != nil:
		ok = within(fa, fb, same) || within(fb, fa, same)
	case fa != nil:
		ok = within(fa, b.Words, same)
	case fb != nil:
		ok = within(fb, a.Words, same)
	default:
		// Neither shows which word is the family name: all words of the
		// shorter, two at least.
		short, long := a.Words, b.Words
		if len(short) > len(long) {
			short, long = long, short
		}
		return len(short) >= 2 && within(short, long, same) && (len(short) < len(long) || within(long, short, same)), agree
	}
	if !ok {
		return false, silent
	}
	// Words of either that are in neither family name.
	common := fa
	if common == nil || fb != nil && len(fb) < len(fa) {
		common = fb
	}
	ra, rb := without(a.Words, common, same), without(b.Words, common, same)
	if len(ra) == 0 || len(rb) == 0 {
		return true, silent
	}
	word := func(x, y string) bool { return same(x, y) || initialOf(x, y) || initialOf(y, x) }
	if a.familyFirst() || b.familyFirst() {
		// Kim Jong Un and Kim Jong Il: all that follows the family name tells
		// them apart.
		if within(ra, rb, word) || within(rb, ra, word) {
			return true, agree
		}
		return true, contradict
	}
	// Else the first given name does, wherever the other has it: what comes
	// behind the family name (Castro Ruz) brothers share.
	if within(ra[:1], rb, word) || within(rb[:1], ra, word) {
		return true, agree
	}
	return true, contradict
}

// familyFirst reports whether the name is known to begin with the family name.
func (n Name) familyFirst() bool {
	return len(n.Family) > 0 && len(n.Family) < len(n.Words) && n.Words[0] == n.Family[0]
}

func within(short, long []string, same func(x, y string) bool) bool {
	for _, x := range short {
		if !slices.ContainsFunc(long, func(y string) bool { return same(x, y) }) {
			return false
		}
	}
	return len(short) > 0
}

func without(words, drop []string, same func(x, y string) bool) []string {
	drop = slices.Clone(drop)
	var out []string
	for _, w := range words {
		if i := slices.IndexFunc(drop, func(d string) bool { return same(d, w) }); i >= 0 {
			drop = slices.Delete(drop, i, i+1)
			continue
		}
		if !particles[w] {
			out = append(out, w)
		}
	}
	return out
}

// initialOf reports whether x is an initial of y.
func initialOf(x, y string) bool {
	return utf8.RuneCountInString(x) == 1 && strings.HasPrefix(y, x)
}

// nearWords reports whether two words may be two spellings of one: equal keys,
// one letter off (two in long words), or the same consonants.
func nearWords(x, y string) bool {
	if x == y {
		return true
	}
	n := min(len(x), len(y))
	switch d := distance(x, y); {
	case n >= 8 && d <= 2, n >= 5 && d <= 1:
		return true
	}
	s := consonants(x)
	return len(s) >= 3 && s == consonants(y)
}

func consonants(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouh", r) {
			return -1
		}
		return r
	}, s)
}

// distance is Levenshtein's, in bytes: keys are mostly ASCII.
func distance(a, b string) int {
	if len(a)-len(b) > 3 || len(b)-len(a) > 3 {
		return 4
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost = min(diagonal, row[j], row[j-1]) + 1
			}
			diagonal, row[j] = row[j], cost
		}
	}
	return row[len(b)]
}

// particles are words of names that tell nobody apart.
var particles = set("bin", "de", "da", "do", "dos", "del", "der", "den", "van", "von", "la", "le", "di", "du", "e", "i", "y", "st")

// articles are left out of a name's words: sources write them or not.
var articles = set("al", "el", "ul", "an", "ad", "as", "ar", "ash")

func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}

// keys gives the keys of the words in a piece of a name ("Jong-un" is two).
func keys(s string) []string {
	var out []string
	folded := strings.Fields(names.Fold(s))
	for i, w := range folded {
		if articles[w] && (len(folded) > 1 && i < len(folded)-1 || len(folded) == 1) {
			continue
		}
		if k := Key(w); k != "" {
			out = append(out, k)
		}
	}
	return out
}

// initials gives the letters of a word of initials: "G.W." is two words.
func initials(w string) []string {
	var out []string
	for p := range strings.SplitSeq(w, ".") {
		if k := Key(p); k != "" {
			out = append(out, k)
		}
	}
	return out
}

// Key is the form under which spellings of one word of a name in usual
// romanisations are equal: Shoigu and Shoygu and Шойгу, Sergei and Sergey,
// Muhammad and Mohamed. It is no transcription and is shown to nobody. Han,
// kana and hangul stay as they are.
func Key(word string) string {
	var b strings.Builder
	for _, r := range names.Fold(word) {
		if t, ok := cyrillic[r]; ok {
			b.WriteString(t)
		} else if r != ' ' {
			b.WriteRune(r)
		}
	}
	s := romanise.Replace(b.String())
	// Doubled letters tell nothing apart.
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if n := len(out); n == 0 || out[n-1] != r {
			out = append(out, r)
		}
	}
	switch s = string(out); s {
	case "mohamed", "mohamad", "muhamed", "muhamad", "mahamed", "mahamad", "mahomed":
		return "muhamad"
	case "ibn", "ben":
		return "bin"
	}
	return s
}

var cyrillic = map[rune]string{'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "i", 'і': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya"}

// romanise brings the digraphs and letters that romanisations differ in to one.
var romanise = strings.NewReplacer(
	"shch", "sh", "sch", "sh", "tch", "ch", "dzh", "j", "dj", "j", "kh", "h", "ck", "k", "ph", "f", "zh", "z", "th", "t", "gh", "g", "ch", "ch", "cz", "ch",
	"ou", "u", "oo", "u", "ee", "i", "iy", "i", "yi", "i", "ij", "i", "yy", "i",
	"yu", "u", "iu", "u", "ya", "a", "ia", "a", "ye", "e", "ie", "e", "yo", "o", "io", "o",
	"y", "i", "w", "v", "q", "k", "c", "k", "x", "ks")

func isCapitals(w string) bool {
	if strings.Contains(w, "-") {
		return slices.ContainsFunc(strings.Split(w, "-"), isCapitals)
	}
	letters := 0
	for i, r := range w {
		switch {
		case unicode.IsLower(r):
			// "McMAHON", "DeGAULLE": small letters at the front only.
			if i > 2 {
				return false
			}
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters >= 2 && (!hasLower(w) || letters >= 4)
}

func hasLower(w string) bool { return strings.IndexFunc(w, unicode.IsLower) >= 0 }

// anyLong reports whether some word is more than an initial: "G.W." shows no
// family name, "KIM" does.
func anyLong(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return isCapitals(w) && !isInitial(w) })
}

// isInitial reports whether a word is one or more initials: "T.", "G.W.".
func isInitial(w string) bool {
	if strings.Contains(w, ".") {
		for p := range strings.SplitSeq(strings.Trim(w, "."), ".") {
			if utf8.RuneCountInString(p) != 1 {
				return false
			}
		}
		return true
	}
	return utf8.RuneCountInString(w) == 1
}

func hasNumeral(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w[0] == '#' })
}

// numeral gives the key of a regnal number ("#ii"), which is never the first
// word ("XI Jinping"), and a single letter only where it is the last.
func numeral(words []string, i int) (string, bool) {
	w := words[i]
	if i == 0 || strings.Trim(w, "IVX") != "" || w == "I" || len(w) == 1 && i < len(words)-1 {
		return "", false
	}
	return "#" + strings.ToLower(w), true
}

// titled writes a word in capitals as names are written; inner says that it is
// not the first, where particles are small and regnal numbers stay.
func titled(w string, inner bool) string {
	if inner {
		if low := strings.ToLower(w); particles[low] {
			return low
		}
	}
	if head, tail, ok := strings.Cut(w, "-"); ok {
		// "Al-SISI" is half in capitals.
		for _, p := range []*string{&head, &tail} {
			if isCapitals(*p) {
				*p = titled(*p, false)
			}
		}
		return head + "-" + tail
	}
	if i := strings.IndexFunc(w, unicode.IsLower); i > 0 {
		// "McMAHON" is McMahon.
		_, n := utf8.DecodeRuneInString(w[i:])
		return w[:i+n] + titled(w[i+n:], false)
	}
	out := []rune(strings.ToLower(w))
	up := true
	for i, r := range out {
		if up && unicode.IsLetter(r) {
			out[i] = unicode.ToUpper(r)
			up = false
		}
		if r == '.' {
			up = true
		}
		if (r == '\'' || r == '’') && i <= 2 && len(out)-i > 3 {
			up = true
		}
	}
	return string(out)
}

// slug is a name as part of an id: small Latin letters, words joined by
// hyphens; where given names and a family name in capitals are told apart, the
// first given name and the family name.
func slug(n Name) string {
	words := strings.Fields(n.Text)
	if len(n.Family) > 0 && len(n.Family) < len(n.Words) && len(words) > 2 {
		first, fam, after := words[0], []string{}, false
		for i, w := range words {
			ks := keys(w)
			inFamily := len(ks) > 0 && within(ks, n.Family, func(x, y string) bool { return x == y })
			if i == 0 && inFamily {
				fam = nil
				break // the family name comes first
			}
			if inFamily || len(fam) > 0 && !after && particles[strings.ToLower(w)] {
				fam = append(fam, w)
			} else if len(fam) > 0 {
				after = true
			}
		}
		if len(fam) > 0 && !isInitial(first) {
			words = append([]string{first}, fam...)
		}
	}
	var b strings.Builder
	for _, r := range names.Fold(strings.Join(words, " ")) {
		if t, ok := cyrillic[r]; ok {
			b.WriteString(t)
		} else {
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), "-")
}

// Equal reports whether two names are one in two spellings: the same words in
// any order, or the same letters however they are cut into words.
func Equal(a, b Name) bool { return !a.IsZero() && !b.IsZero() && equal(a, b) }

// FullEqual is Equal for names that are more than a family name.
func FullEqual(a, b Name) bool { return a.full() && b.full() && equal(a, b) }

// Alike reports whether two names share the family name and their given names
// do not contradict, words counting as the same where a letter or the vowels
// differ.
func Alike(a, b Name) bool {
	same, given := near(a, b)
	return same && given != contradict
}
