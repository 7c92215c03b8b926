import{a as e,i as t,n,t as r}from"./line-BQk9eA4h.js";import{r as i}from"./figure-fjZw-dgM.js";import{B as a,E as o,G as s,H as c,N as l,Z as u,a as d,i as f,l as p,m,o as h,u as g,v as _,w as v}from"./index-zeyDqqkj.js";var y={name:`Ideal`,text:`query Ideal($of: [String!], $sessions: [String!]) {
  idealPoints(of: $of, sessions: $sessions) {
    country {
      id
      name
    }
    session
    position
    low
    high
    votes
    fewVotes
    definition
  }
  sources {
    ...From
  }
}

fragment From on Source {
  id
  importName
  name
  kind
  version
  citation
  url
  licence
  loaded
}`};function b(){let[b,x,S]=s(`ideal-points`),C=b.since>1||b.until<200?Array.from({length:Math.min(150,b.until-b.since+1)},(e,t)=>String(b.since+t)).filter(e=>+e<=120):null,w={of:[...b.of],sessions:C},T=a(y,b.of.length?w:null);return _(u,{children:[_(m,{sub:`Estimated from the votes of the General Assembly, session by session. Order and distance within a session are what the votes tell; the axis has no other meaning.`,children:`Ideal points`}),_(g,{names:S}),_(`form`,{class:`controls`,"aria-label":`Which states`,onSubmit:e=>e.preventDefault(),children:[_(p,{label:`States`,value:b.of,set:e=>x({of:e})}),_(h,{label:`From session`,value:b.since>1?String(b.since):``,set:e=>x({since:/^\d+$/.test(e)?+e:1}),hint:`1`,size:6,pattern:`\\d*`}),_(h,{label:`To session`,value:b.until<200?String(b.until):``,set:e=>x({until:/^\d+$/.test(e)?+e:200}),hint:`last`,size:6,pattern:`\\d*`})]}),b.of.length===0&&_(d,{children:`Name a state.`}),b.of.length>12&&_(`p`,{class:`note`,children:`More than twelve lines are hard to tell apart; the table has them all.`}),b.of.length>0&&_(f,{asking:T,replace:(e,t)=>c(`ideal-points`,{...b,of:b.of.map(n=>t.includes(`"${n}"`)?l(e.id):n)}),children:a=>{let s=a.idealPoints;if(s.length===0)return _(d,{children:`None of these states voted in those sessions.`});let c=[...new Set(s.map(e=>e.country.id))],l=Math.max(1,Math.ceil(Math.max(...s.map(e=>Math.max(Math.abs(e.low),Math.abs(e.high)))))),u={label:`Line chart: estimated positions of ${c.length} states by session.`,y:[-l,l],format:e=>o(e,1),height:380,series:c.map((n,r)=>({label:s.findLast(e=>e.country.id===n).country.name,colour:t(r),shape:e[r%e.length],points:s.filter(e=>e.country.id===n).map(e=>({x:+e.session,y:e.position,low:e.low,high:e.high,weight:e.fewVotes?1:99,text:`${e.country.name}, session ${e.session}: ${o(e.position,2)} (${o(e.low,2)} to ${o(e.high,2)}), ${e.votes} votes${e.fewVotes?`, too few to say much`:``}`}))}))};return _(i,{id:`ideal`,title:`Estimated positions by session`,note:`The band holds 90 % of the draws. Hollow marks rest on fewer than five votes.`,n:`${v(Math.min(...s.map(e=>e.votes)))} to ${v(Math.max(...s.map(e=>e.votes)))} votes a state and session`,definition:s[0].definition,sources:a.sources.filter(e=>e.loaded&&/^(undl-ga|undl-wide|unvotes)/.test(e.importName)),answer:s,query:{doc:y,vars:w},draw:e=>_(n,{...u,width:e}),table:{columns:[`session`,`state`,`position`,`low`,`high`,`votes`],rows:s.map(e=>[+e.session,e.country.name,e.position,e.low,e.high,e.votes])},children:_(r,{...u})})}})]})}export{b as default};