package analysis

import (
	"fmt"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
)

func bodyName(body string) string {
	switch body {
	case projection.GeneralAssembly.String():
		return "General Assembly"
	case projection.SecurityCouncil.String():
		return "Security Council"
	}
	return body
}

// span writes a period: "from 1946-01-25 to 1991-12-25".
func span(since, until graph.Date) string {
	switch {
	case since.IsZero() && until.IsZero():
		return "at any time"
	case since.IsZero():
		return "to " + until.String()
	case until.IsZero():
		return "from " + since.String()
	case since == until:
		return "on " + since.String()
	}
	return "from " + since.String() + " to " + until.String()
}

// withArticle puts "the" before names that are not said without it.
func withArticle(name string) string {
	for _, part := range []string{"United ", "Soviet ", "Netherlands", "Philippines", "Maldives", "Gambia", "Bahamas", "Comoros", "Seychelles", "Holy See", "Czech Republic"} {
		if strings.HasPrefix(name, part) {
			return "the " + name
		}
	}
	for _, end := range []string{" Republic", " Islands", " Federation", " Emirates"} {
		if strings.HasSuffix(name, end) {
			return "the " + name
		}
	}
	return name
}

// capital gives a phrase a capital first letter.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// percent writes a share with one decimal; shares that are not whole never
// round to 0 or 100.
func percent(x float64) string {
	switch p := 100 * x; {
	case p > 99.95 && p < 100:
		return "above 99.9 %"
	case p > 0 && p < 0.05:
		return "below 0.1 %"
	default:
		return fmt.Sprintf("%.1f %%", p)
	}
}

// Sentence is the answer in plain English: section 8 of the measures.
func (r *pair) Sentence() string {
	a := r.sel.applied
	where := "In the " + bodyName(a.Body[0])
	if len(a.Body) > 1 {
		where = "In the General Assembly and the Security Council together"
	}
	about := r.subjectWords()
	if !r.first.IsZero() {
		a.Since, a.Until = r.first, r.last
	}
	n := r.N()
	if n == 0 {
		return fmt.Sprintf("%s%s, no roll call %s is on record on which both %s and %s voted yes, no or abstain.", where, about, span(a.Since, a.Until), r.na, r.nb)
	}

	c := r.counts
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s, %s, %s and %s cast the same vote (yes, no or abstain) in %s of %s recorded votes where both voted",
		where, about, span(a.Since, a.Until), r.na, r.nb, thousands(c.Same()), thousands(n))
	id := r.Identical()
	if n >= measure.MinShare && id.Value != nil {
		fmt.Fprintf(&b, ": %s", percent(*id.Value))
		if id.Low != nil {
			fmt.Fprintf(&b, " (95 %% interval %s–%s)", strings.TrimSuffix(percent(*id.Low), " %"), percent(*id.High))
		}
	}
	fmt.Fprintf(&b, ". In %s one abstained while the other did not, in %s they were opposed.", thousands(c.OneAbstained()), thousands(c.Opposed()))
	if n >= measure.MinShare {
		if h := r.HalfCredit(); h.Value != nil {
			fmt.Fprintf(&b, " With half credit for an abstention against a vote: %s.", percent(*h.Value))
		}
	} else {
		b.WriteString(" That is too few for a percentage.")
	}
	if m := r.Missing(); m > 0 {
		absent := m - r.Unknown()
		switch {
		case absent > 0 && n >= measure.MinShare:
			fmt.Fprintf(&b, " %s left out because one of them did not take part; counted as disagreement they would give %s.",
				count(absent, "further vote is", "further votes are"), percent(float64(c.Same())/float64(n+absent)))
		case absent > 0:
			fmt.Fprintf(&b, " %s left out because one of them did not take part.", count(absent, "further vote is", "further votes are"))
		}
		if u := r.Unknown(); u > 0 {
			fmt.Fprintf(&b, " %s left out because a position is not on record.", count(u, "vote is", "votes are"))
		}
	}
	if len(a.Body) > 1 {
		for _, pt := range r.ByBody() {
			fmt.Fprintf(&b, " %s alone: %s of %s.", pt.Label, thousands(pt.Same), thousands(pt.N))
		}
	}
	if r.f.Contested == nil {
		ct := r.Contested()
		fmt.Fprintf(&b, " Contested votes only: %s of %s.", thousands(ct.Same), thousands(ct.N))
	}
	b.WriteString(" Adoptions without a vote are not included.")
	return b.String()
}

func (r *pair) subjectWords() string {
	a := r.sel.applied
	var parts []string
	for _, t := range a.Topics {
		parts = append(parts, t.Name)
	}
	text := ""
	if len(parts) > 0 {
		text += " on the topic " + strings.Join(parts, " or ")
	}
	parts = nil
	for _, k := range a.About {
		parts = append(parts, displayToday(k))
	}
	if len(parts) > 0 {
		text += " on texts about " + strings.Join(parts, " or ")
	}
	if t := strings.TrimSpace(r.f.Text); t != "" {
		text += fmt.Sprintf(" on texts with the words %q", t)
	}
	if a.Contested != nil && *a.Contested {
		text += ", contested votes only"
	}
	if a.Contested != nil && !*a.Contested {
		text += ", uncontested votes only"
	}
	return text
}
