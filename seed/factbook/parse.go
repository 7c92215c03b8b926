package factbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/graph"
)

// Role tells how a holder stands to the field.
type Role uint8

// The roles: who the field is about, who stands second to them, who stands in
// their place (a governor general).
const (
	Head Role = iota
	Deputy
	Represents
)

// Holder is one person in one office, as a text says.
type Holder struct {
	Office       string // as given, in the singular: "Deputy Prime Minister"
	Name         string // as given, without titles: "Vladimir Vladimirovich PUTIN"
	Role         Role
	Since, Until graph.Date // zero where the text gives none
	Note         string     // what the text says besides: "acting", "Croat seat"
}

// Reading is what a text was read to say.
type Reading struct {
	Holders []Holder
	Vacant  bool     // an office is said to be vacant
	Unread  []string // parts that are not understood
}

// fieldOffice is the office a field stands for where a text gives a name alone.
var fieldOffice = map[string]string{"chief_of_state": "chief of state", "head_of_government": "head of government"}

// Parse reads the text of a field: offices, their holders, and since when, as
// in "President Emomali RAHMON (since 16 November 1994; head of state and
// Supreme Assembly chairman since 20 November 1992)", which is one person in
// two offices (B38). Notes and remarks are left aside; nothing is guessed: a
// part of another form is given back unread.
func Parse(field, text string) Reading {
	p := &parser{field: field}
	if len(text) > maxText {
		p.out.Unread = []string{"a text of " + strconv.Itoa(len(text)) + " bytes"}
		return p.out
	}
	text = strings.Join(strings.Fields(squareRE.ReplaceAllString(plain.Replace(text), " ")), " ")
	if i := noteAt(text); i >= 0 {
		text = text[:i]
	}
	for _, s := range splitOutside(text, ';') {
		p.segment(strings.TrimSpace(s))
	}
	p.finish()
	return p.out
}

// maxText is the length in bytes beyond which a text is none of the field: the
// longest on record has 900.
const maxText = 8 << 10

// squareRE matches remarks in square brackets: other forms of a name.
var squareRE = regexp.MustCompile(`\[[^\]]*\]`)

var plain = strings.NewReplacer("\u00a0", " ", "–", "-", "—", "-", "\x00", " ", `"`, " ", "“", " ", "”", " ")

type parser struct {
	field  string
	out    Reading
	office string // the last office named, carried over a list
	plural bool   // it was named in the plural
	role   Role
	begun  int // holders before the segment
}

var noteRE = regexp.MustCompile(`(?i)\bnotes?(?:\(s\))?\s*\d?\s*[-:]`)

// noteAt finds where the notes begin, outside brackets; -1 where there are
// none.
func noteAt(s string) int {
	for _, m := range noteRE.FindAllStringIndex(s, -1) {
		if depthAt(s, m[0]) == 0 {
			return m[0]
		}
	}
	return -1
}

func depthAt(s string, at int) int {
	depth := 0
	for _, r := range s[:at] {
		depth = deeper(depth, r)
	}
	return depth
}

func deeper(depth int, r rune) int {
	switch r {
	case '(':
		return depth + 1
	case ')':
		return max(depth-1, 0)
	}
	return depth
}

// splitOutside splits at a separator that stands outside brackets.
func splitOutside(s string, sep rune) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range s {
		depth = deeper(depth, r)
		if r == sep && depth == 0 {
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

var (
	representedRE = regexp.MustCompile(`(?i)(?:^|[,.]?\s+)(?:currently |also )?represent(?:at)?ed by (?:the )?`)
	vacantRE      = regexp.MustCompile(`(?i)\b(?:currently |is )*vacant\b`)
	remarkRE      = regexp.MustCompile(`^(?:(?i:on \d|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d)|both |also |former |following |position )|[A-Z’'-]{3,} (?:resign|was|is|has|had|will|ran|died|took|assume|remain|left|announced|served|serves|continues|won))`)
)

// segment reads what stands between two semicolons.
func (p *parser) segment(s string) {
	p.begun = len(p.out.Holders)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "and "), "co-chiefs of state ")
	if s == "" || heirRE.MatchString(s) {
		return
	}
	if vacantRE.MatchString(s) {
		p.out.Vacant = true
	}
	if m := representedRE.FindStringIndex(s); m != nil && depthAt(s, m[0]) == 0 {
		if head := strings.Trim(strings.TrimSuffix(s[:m[0]], " is"), " ,"); head != "" && head != "New Zealand" {
			p.segment(head)
		}
		p.office, p.plural, p.role = "", false, Represents
		p.begun = len(p.out.Holders)
		rest := s[m[1]:]
		// "represented by X (since …) and Spanish Coprince Y (since …)"
		if i := strings.Index(rest, ") and "); i >= 0 && depthAt(rest, i) == 1 {
			if o := officeOf(strings.Fields(rest[i+6:])); strings.Contains(strings.ToLower(o.office), "prince") {
				p.items(rest[:i+1])
				p.role, p.begun = Head, len(p.out.Holders)
				p.items(rest[i+6:])
				return
			}
		}
		p.items(rest)
		return
	}
	p.role = Head
	switch {
	case leftRE.MatchString(s):
		p.left(s)
	case !remarkRE.MatchString(s) && !runningText(s):
		p.items(s)
	}
}

// runningText reports whether a segment is a sentence about what was said: it
// begins in small letters, and not with an office before a name or a bracket.
func runningText(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) {
		return false
	}
	words := strings.Fields(s)
	o := officeOf(words)
	if o.words == 0 {
		return true
	}
	rest := words[o.words:]
	return len(rest) > 0 && startsSmall(rest[0]) && rest[0][0] != '('
}

func startsSmall(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r) && !strings.HasPrefix(w, "al-")
}

// piece is a run of text outside brackets, or the inside of a pair.
type piece struct {
	text    string
	bracket bool
}

func pieces(s string) []piece {
	var out []piece
	depth, from := 0, 0
	cut := func(to int, bracket bool) {
		if t := strings.TrimSpace(s[from:to]); t != "" || bracket {
			out = append(out, piece{t, bracket})
		}
		from = to + 1
	}
	for i, r := range s {
		switch {
		case r == '(' && depth == 0:
			cut(i, false)
		case r == ')' && depth == 1:
			cut(i, true)
		}
		depth = deeper(depth, r)
	}
	if from <= len(s) {
		// A bracket that is never closed runs to the end.
		cut(len(s), depth > 0)
	}
	return out
}

// items reads the holders of one segment.
func (p *parser) items(s string) {
	lead, note := "", ""
	for _, x := range pieces(s) {
		if !x.bracket {
			lead = strings.TrimSpace(lead + " " + x.text)
			continue
		}
		b := readBracket(x.text)
		words := strings.Fields(lead)
		onlyOffice := len(words) > 0 && officeOf(words).words == len(words)
		switch {
		case b.kind == vacancy:
			p.out.Vacant = true
			// What stands before the vacant office is still to be read.
			if i := strings.LastIndex(lead, ","); i >= 0 {
				lead = lead[:i]
			} else {
				lead = ""
			}
		case b.kind == remark && b.office != "" && onlyOffice:
			lead += " (" + x.text + ")" // "Taoiseach (Prime Minister)"
		case b.kind == remark:
			note = b.note
			if sinceWord.MatchString(x.text) {
				// "(since 31 April 2023)", "(since 18 April 20)": it dates the
				// office, and the date is none.
				p.out.Unread = append(p.out.Unread, "("+x.text+")")
			}
		case strings.Trim(lead, " ,;") == "":
			p.dateBefore(b)
			lead = ""
		default:
			p.lead(lead, note, &b)
			lead, note = "", ""
		}
	}
	lead = strings.Trim(lead, " ,;.+")
	switch {
	case lead == "" || lead == "and":
	case startsSmall(lead) && !strings.HasPrefix(lead, "and ") && len(p.out.Holders) > p.begun:
		p.left(lead)
	default:
		p.lead(lead, note, nil)
	}
}

var (
	leftRE   = regexp.MustCompile(`^(?:resign|oust|dismiss|remov|suspend|impeach|died|depos|step)`)
	leftOnRE = regexp.MustCompile(`\b(?:(` + dateText + `)|(` + monthText + `) (\d{1,2}), (\d{4}))$`)
)

// left reads a remark behind a holder. Where it says that the holder left, it
// gives the end where it can be read, and takes the holder out where not: the
// days the text was seen are then none in office.
func (p *parser) left(s string) {
	n := len(p.out.Holders)
	if !leftRE.MatchString(s) || n == 0 {
		return
	}
	if m := leftOnRE.FindStringSubmatch(s); m != nil {
		text := m[1]
		if text == "" {
			text = m[3] + " " + m[2] + " " + m[4]
		}
		if d, ok := readDate(text); ok && d.Precision() == graph.DayPrecision {
			p.out.Holders[n-1].Until = d
			return
		}
	}
	p.out.Holders = p.out.Holders[:n-1]
	p.out.Unread = append(p.out.Unread, s)
}

// dateBefore gives a date that stands behind a semicolon to the holder before
// it: "Acting Governor General Teniku TALESI Honolulu ; (since 19 August 2019)".
func (p *parser) dateBefore(b bracket) {
	if n := len(p.out.Holders); n > 0 && p.out.Holders[n-1].Since.IsZero() {
		p.out.Holders[n-1].Since, p.out.Holders[n-1].Until = b.since, b.until
	}
}

// lead reads a run of offices and names with the bracket that closes it, nil
// where none does.
func (p *parser) lead(s, note string, b *bracket) {
	s = strings.TrimPrefix(strings.Trim(s, " ,;."), "and ")
	if m := vacantRE.FindStringIndex(s); m != nil {
		p.out.Vacant = true
		return
	}
	first := len(p.out.Holders)
	pending := "" // offices before their name: "President, Presidential Council, Mohammed Al MENFI"
	for _, part := range splitNames(s) {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		o := officeOf(words)
		rest := words[o.words:]
		if len(rest) == 0 {
			if pending != "" {
				pending += ", "
			}
			pending += o.office
			continue
		}
		if rest[0] == "is" && len(rest) > 1 && o.words > 0 {
			rest = rest[1:]
		}
		if areTitles(rest) {
			continue // "CEO Abdullah ABDULLAH, Dr."
		}
		name, tail, ok := nameOf(rest, o.words > 0 || pending != "" || b != nil)
		switch {
		case ok && tail != "" && !tailRE.MatchString(tail) && !areTitles(strings.Fields(tail)):
			// "Prime Minister Ion CHICU resigned on 23 December 2020": a sentence
			// on someone, not who holds the office.
			continue
		case ok && (glued(name) || namesOffice(name)):
			p.out.Unread = append(p.out.Unread, part)
			continue
		case ok:
		case startsSmall(words[0]) && len(p.out.Holders) > first:
			continue // "the eldest son of the monarch": a remark on who stands before
		default:
			p.out.Unread = append(p.out.Unread, part)
			continue
		}
		switch {
		case o.words > 0:
			p.office, p.plural = o.office, o.plural
			if pending != "" {
				p.office = pending + ", " + o.office
			}
		case pending != "":
			p.office, p.plural = pending, false
		case p.plural, len(p.out.Holders) > p.begun:
			// A further name in the same list.
		default:
			p.office = ""
		}
		pending = ""
		h := Holder{Office: p.office, Name: name, Role: p.role, Note: note, Since: tailSince(tail)}
		if n := strings.ToLower(actingRE.FindString(tail)); n != "" && h.Note == "" {
			h.Note = n
		}
		p.out.Holders = append(p.out.Holders, h)
	}
	if b != nil {
		p.date(first, b)
	}
}

// date gives a bracket's dates to the holders it closes.
func (p *parser) date(first int, b *bracket) {
	hs := p.out.Holders
	last := len(hs) - 1
	if last < first {
		return
	}
	from := last
	switch {
	case b.all:
		from = p.begun
	case b.both:
		from = max(last-1, p.begun)
	}
	for i := from; i <= last; i++ {
		if hs[i].Since.IsZero() {
			hs[i].Since, hs[i].Until = b.since, b.until
		}
		if b.note != "" && hs[i].Note == "" {
			hs[i].Note = b.note
		}
	}
	if b.office != "" && (hs[last].Office == "" || last > p.begun && !strings.Contains(strings.ToLower(hs[last].Office), strings.ToLower(b.first))) {
		hs[last].Office = b.first
	}
	for _, o := range b.more {
		h := hs[last]
		h.Office, h.Since, h.Until, h.Note = o.office, o.since, graph.Date{}, o.note
		p.out.Holders = append(p.out.Holders, h)
	}
}

// finish names offices that the text leaves to the field, tells deputies from
// heads and leaves out who holds no office.
func (p *parser) finish() {
	kept := p.out.Holders[:0]
	for i, h := range p.out.Holders {
		if h.Office == "" {
			h.Office = fieldOffice[p.field]
			if h.Role == Represents {
				h.Office = "representative"
			}
		}
		if heirRE.MatchString(h.Office) {
			continue
		}
		if h.Role == Head && (isDeputy(h.Office) || i > 0 && ministerRE.MatchString(h.Office)) {
			h.Role = Deputy
		}
		if a := strings.ToLower(actingRE.FindString(h.Office)); a != "" && h.Note == "" {
			h.Note = a
		}
		kept = append(kept, h)
	}
	p.out.Holders = kept
}

var (
	heirRE     = regexp.MustCompile(`(?i)^(?:crown prince(?:ss)?(?: [^a].*)?|heir\b.*)$`)
	ministerRE = regexp.MustCompile(`(?i)^(?:minister|member)\b`)
	actingRE   = regexp.MustCompile(`(?i)\b(?:acting|interim|caretaker|transition(?:al)?)\b`)
	deputyRE   = regexp.MustCompile(`(?i)\b(?:co-?)?(?:vice|deputy)[ -](?:co-?)?(?:prime minister|president|premier|chancellor|chairman|chairperson|chair|chief minister|chief executive|head|governor|ceo|minister|leader|administrator|speaker|prefect|commissioner|crown prince)`)
)

// isDeputy reports whether an office is second to another one and nothing
// besides: "Prime Minister and Vice President" is more.
func isDeputy(office string) bool {
	if !deputyRE.MatchString(office) {
		return false
	}
	rest := strings.ToLower(deputyRE.ReplaceAllString(office, " "))
	rest, _, _ = strings.Cut(rest, " of ")
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' }) {
		if headWords[w] {
			return false
		}
	}
	return true
}

var headWords = words("president prime premier chancellor king queen sultan chairman chairperson governor amir emir sovereign")

var joinRE = regexp.MustCompile(`,? and |, `)

// splitNames cuts a list at commas and "and", but not inside an office ("Prime
// Minister and Vice President X").
func splitNames(s string) []string {
	var out []string
	from := 0
	for _, m := range joinRE.FindAllStringIndex(s, -1) {
		left, right := strings.Fields(s[from:m[0]]), strings.Fields(s[m[1]:])
		if len(left) > 0 && len(right) > 0 && officeOf(left).words == len(left) {
			if officeOf(strings.Fields(s[from:])).words > len(left) || officeOf(right).words > 0 {
				continue
			}
		}
		out = append(out, strings.TrimSpace(s[from:m[0]]))
		from = m[1]
	}
	return append(out, strings.TrimSpace(s[from:]))
}

// officeWords is an office at the front of a text: how many words it takes.
type officeWords struct {
	words  int
	office string
	plural bool
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

var (
	// officeOne are words that make an office.
	officeOne = words(`president presidents president-elect elect co-president co-presidents premier premiers prime minister ministers chancellor king queen emperor
		sultan amir ruler prince princess coprince co-prince regent regents grand duke pope captain captains chairman chairperson chair chairmen governor governors
		administrator administrators commissioner commissioners chief taoiseach leader supreme vice deputy co-vice first second third fourth fifth senior state executive
		acting interim transitional transition caretaker high prefect bailiff lieutenant ceo head secretary representative sovereign federal overall taliban mayor speaker
		crown heir apparent apparent’s governor-general counselor counsellor councilor member members french spanish council ulu o te lord military presidential joint
		outgoing current temporary ceremonial de facto monarch principal resident superintendent political affairs commission government cabinet territorial executive uk
		administration administering permanent assistant superior leadership foreign people’s people's assembly minister-designate lieutenant-governor zealand new`)
	// officeAfter are words that belong to an office behind certain others.
	officeAfter = map[string][]string{"general": {"governor", "governors", "secretary", "deputy", "prosecutor"}, "officer": {"executive", "administrative"}, "commander-in-chief": {"and"},
		"in-chief": {"commander"}, "in": {"commander"}, "commander": {"and", ""}}
	// complement are words that follow "of", "for" or "to" in an office.
	complement = words(`council councils ministers minister state states government governments presidency executive yuan islamic afghanistan commonwealth australia cabinet
		federation federal confederation swiss territorial territory collectivity assembly national people’s people's peoples people supreme sovereignty sovereign transitional transition
		military nation affairs armed forces french polynesia new zealand caledonia wallis futuna netherlands denmark sweden norway united arab emirates
		kingdom bermuda greenland faroe islands revolution party ireland northern bosnia herzegovina cyprus serbia haiti presidential hong kong macau region council’s authority governing libya
		libyan house falkland guam guernsey jersey isle mariana samoa american puerto rico virgin british montserrat anguilla turks caicos cayman nevis korea workers’ kiribati
		administration foreign deputies regional committee central communist vietnam lao cuba general safeguard safeguarding homeland eswatini county ministerial legislative andorra
		france bishop policy resources defense defence security mission interim political service administrative board parliament emergency representatives interior infrastructure oil
		finance economy energy pitcairn island china mann vatican city governorate pontifical commission sudanese spain liechtenstein justice health education commander in chief taliban
		labor labour trade tourism communications cabinet electricity water public works commerce industry planning development investment transport immigration culture agriculture
		environment local interim spain information technology youth sports housing cooperation international european integration chad mali guinea niger burkina faso gabon sudan
		restoration institutions republic’s parties mongolia science higher heritage digital family innovation republic`)
	// titles stand between an office and a name, or behind it.
	titles = words(`dr dr. sir dame gen gen. general lt lt. brig brig. maj maj. major adm adm. admiral vice rear air marshal vice-marshal col col. colonel brigadier archbishop
		mullah ms ms. mr mr. mrs mrs. prof prof. engineer eng eng. excellency his her the hon hon. honorable captain capt capt. commodore ambassador judge cdr cdr. ret ret. sr sr. jr jr.
		kbe kc qc grand chief commander msgr cardinal reverend rev rev. lieutenant-general lieutenant-colonel corps squadron justice imam rn`)
	// capitalOffice are words of offices that are written in capitals.
	capitalOffice = words("ceo uk sac cnsp gnu tmc")
	ranks         = words("admiral marshal vice-marshal chief")
)

// officeOf reads the words of an office at the front of a text, in small
// letters or not. A word all in capitals is a name.
func officeOf(ws []string) officeWords {
	inside := false // behind "of", "for" or "to"
	end := 0
scan:
	for i := range ws {
		w := strings.Trim(ws[i], ",()")
		low := strings.ToLower(w)
		prev, next := "", ""
		if i > 0 {
			prev = strings.ToLower(strings.Trim(ws[i-1], ",()"))
		}
		if i+1 < len(ws) {
			next = strings.ToLower(strings.Trim(ws[i+1], ",()"))
		}
		switch {
		case isCapitals(w) && !capitalOffice[low]:
			break scan
		case i > 0 && (low == "vice" || low == "rear" || low == "air" || low == "grand") && ranks[next]:
			break scan // "Lieutenant Governor Vice Admiral Ian CORDER"
		case i > 0 && (low == "sultan" || low == "prince" && prev != "crown" && prev != "apparent" || low == "captain") && prev != "and":
			break scan // "King Sultan ABDULLAH", "Vice Chairperson Sultan al-ARADA"
		case inside && complement[low]:
			end = i + 1
		case officeOne[low] || capitalOffice[low] && isCapitals(w):
			inside = false
			end = i + 1
		case slices.Contains(officeAfter[low], prev):
			end = i + 1
		case i > 0 && (low == "of" || low == "for" || low == "to"):
			inside = true
		case low == "and" && i == end, low == "the" && (inside || prev == "and"):
		default:
			break scan
		}
	}
	o := officeWords{words: end}
	o.office, o.plural = singular(strings.Trim(strings.Join(ws[:end], " "), ", "))
	return o
}

var pluralRE = regexp.MustCompile(`(?i)\b(minister|president|premier|governor|administrator|captain|regent|commissioner|co-president|member)s\b`)

// singular writes an office held by several as that of one; "Council of
// Ministers" stays.
func singular(office string) (string, bool) {
	head, tail := office, ""
	if i := strings.Index(office, " of "); i >= 0 {
		head, tail = office[:i], office[i:]
	}
	one := pluralRE.ReplaceAllString(head, "$1")
	return one + tail, one != head
}

// isCapitals reports whether a word is written as a family name: two capitals
// in a row, which initials are not ("McMAHON", "AL-Sisi", not "B.S.").
func isCapitals(w string) bool {
	run := 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			run++
			if run == 2 {
				return true
			}
		case r == '\'' || r == '’' || r == '‘': // "O'NEILL"
		default:
			run = 0
		}
	}
	return false
}

var particles = words("bin ibn ibni bint al el de da do dos del der den van von la le di du y e i ter ten zu af ul ud abd abu ould ag d san bel ben lo ne ka")

func areTitles(ws []string) bool {
	for _, w := range ws {
		if !titles[strings.ToLower(strings.Trim(w, ",."))] && !titles[strings.ToLower(strings.Trim(w, ","))] {
			return false
		}
	}
	return true
}

// nameOf reads a name: titles first, then words that begin with a capital and
// particles. One of the words is a family name in capitals; where the place
// says that a name must stand here (certain), two to nine words without will
// do. What follows in small letters is the tail.
func nameOf(ws []string, certain bool) (name, tail string, ok bool) {
	for len(ws) > 1 && !isCapitals(ws[0]) && areTitles(ws[:1]) {
		ws = ws[1:]
	}
	n, capitals, inner := 0, 0, 0
	for ; n < len(ws); n++ {
		w := strings.Trim(ws[n], ",")
		if strings.ContainsAny(w, "0123456789:/+") || capitals > 0 && areTitles(ws[n:]) {
			break
		}
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "‘’'`"))
		low := strings.ToLower(w)
		switch {
		case unicode.IsUpper(r), strings.HasPrefix(low, "al-"), strings.HasPrefix(low, "el-"), strings.HasPrefix(low, "bin-"), strings.HasPrefix(w, "d’"), strings.HasPrefix(w, "d'"):
			inner++
			if isCapitals(w) {
				capitals++
			}
			continue
		case particles[w] && n+1 < len(ws):
			continue
		}
		break
	}
	tail = strings.Join(ws[n:], " ")
	for n > 0 && particles[ws[n-1]] {
		n--
	}
	name = strings.Trim(strings.Join(ws[:n], " "), " ,;")
	switch {
	case n == 0 || n > 10:
		return "", "", false
	case capitals > 0, certain && inner >= 2 && inner <= 9 && tail == "":
		return name, tail, true
	}
	return "", "", false
}

// tailRE is what may follow a name without making a sentence of it.
var tailRE = regexp.MustCompile(`^(?:of |in caretaker|in an acting|sworn in|serv(?:es|ing) as|elected (?:chancellor|president|prime minister)|is the |as )`)

// glued reports whether a name has two family names with a given name between:
// two persons in one place (B70).
func glued(name string) bool {
	ws := strings.Fields(name)
	seen, between := false, false
	for i, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".,"))
		switch {
		case i > 0 && strings.Trim(w, "IVX") == "": // a regnal number
		case isCapitals(w) && low != "al" && len([]rune(w)) > 2:
			if seen && between {
				return true
			}
			seen = true
		case !particles[low] && !strings.HasPrefix(low, "al-") && len([]rune(low)) > 1:
			between = seen
		}
	}
	return false
}

// Glued reports whether a part that was not read is two names in one place.
func Glued(part string) bool {
	ws := strings.Fields(part)
	o := officeOf(ws)
	name, _, ok := nameOf(ws[o.words:], true)
	return ok && glued(name)
}

// namesOffice reports whether what was taken for a name holds the word of an
// office: then the office was not understood.
func namesOffice(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if l := strings.ToLower(strings.Trim(w, ",")); !isCapitals(w) && officeWord[l] {
			return true
		}
	}
	return false
}

var officeWord = words("president minister governor chair chairman chairperson commissioner premier chancellor council assembly deputy administrator commander secretary leader government")

var sinceWord = regexp.MustCompile(`\bsince\b`)

var tailSinceRE = regexp.MustCompile(`^(?:sworn in|took office|assumed office)(?: on)? (` + dateText + `)$`)

func tailSince(tail string) graph.Date {
	if m := tailSinceRE.FindStringSubmatch(tail); m != nil {
		d, _ := readDate(m[1])
		return d
	}
	return graph.Date{}
}
