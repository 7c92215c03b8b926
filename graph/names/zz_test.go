package names
import ("testing";"sort";"fmt";"time";"entente/graph")
func TestZZ(t *testing.T){
 for _,src:=range [][3]string{{"undl/sc_voting_1946_2021.csv.gz","description","date"},{"undl/sc_votes_by_member_1994_2025_incl_failed.csv.gz","Agenda item","date_checked"},{"sc_vetoes/unsc_vetoes_1946_sept2022.csv","agenda_item","year"},{"undl/sc_meetings_outcomes_1946_2022.csv.gz","Topic","Date"},{"unvotes/un_roll_calls.csv.gz","descr","date"}} {
 c:=map[string]int{}; ex:=map[string]string{}; n:=0; seen:=map[string]bool{}
 s:=time.Now(); var el time.Duration
 func(){ defer func(){ if r:=recover();r!=nil{fmt.Println(src,r)}}()
 rows(t,src[0],func(row func(string)string){ x:=string([]byte(row(src[1]))); d,_:=graph.ParseDate(row(src[2])); if seen[x+row(src[2])] {return}; seen[x+row(src[2])]=true; s=time.Now(); ms:=Mentions(x,d); el+=time.Since(s); n+=len(ms); for _,m:=range ms { k:=fmt.Sprintf("%s -> %s %v %s",m.Text,m.Key.ID,m.Candidates,m.Kind); c[k]++; ex[k]=x } })
 }()
 fmt.Println("##",src,len(seen),n,el)
 var ks []string; for k:=range c {ks=append(ks,k)}; sort.Slice(ks,func(i,j int)bool{return ks[i]<ks[j]})
 for _,k:=range ks { e:=""; if c[k]<4 {e=ex[k]; if len(e)>110{e=e[:110]}}; fmt.Println(c[k],k,"|",e) } }
}
