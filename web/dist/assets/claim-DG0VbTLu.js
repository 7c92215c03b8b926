import{B as e,E as t,G as n,H as r,J as i,K as a,M as o,P as s,T as c,U as l,Z as u,a as d,f,h as p,i as m,j as h,m as g,o as _,p as v,u as y,v as b,w as x}from"./index-zeyDqqkj.js";import{r as S}from"./figure-fjZw-dgM.js";var C={name:`Check`,text:`query Check($claim: ClaimInput!, $asOf: Date) {
  checkClaim(claim: $claim, asOf: $asOf) {
    ...Word
    subject {
      id
      kind
      name
    }
    object {
      id
      kind
      name
    }
    negated
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
}

fragment Proof on Evidence {
  id
  date
  text
  byHand
  sources {
    ...From
  }
}

fragment Word on Verdict {
  word
  sentence
  predicate
  n
  numbers {
    name
    value
    n
    low
    high
    unit
    year
    note
    source
  }
  evidenceFor {
    ...Proof
  }
  evidenceAgainst {
    ...Proof
  }
  moreFor
  moreAgainst
  coverage
  limits
  wouldChange
  definition
  at
  since
  until
  asOf
}`},w={name:`OneClaim`,text:`query OneClaim($id: ID!, $asOf: Date) {
  claim(id: $id, asOf: $asOf) {
    id
    text
    predicate
    since
    until
    status
    statusReason
    subject {
      id
      kind
      name
    }
    objects {
      id
      kind
      name
    }
    topics {
      id
      kind
      name
    }
    statements {
      claimant {
        id
        kind
        name
      }
      stance
      date
      audience
      medium
      manner
      note
      retracted
      sources {
        ...From
      }
    }
    evidence {
      what {
        id
        kind
        name
      }
      against
      date
      by
      note
      retracted
    }
    premises {
      id
      kind
      name
    }
    premiseOf {
      id
      kind
      name
    }
    contradicts {
      id
      kind
      name
    }
    watch {
      id
      text
      happened
      on
      sentence
      note
    }
    verdict {
      ...Word
    }
    warnings
    sources {
      ...From
    }
  }
  verdictHistory(claim: $id) {
    asOf
    word
    sentence
    written
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
}

fragment Proof on Evidence {
  id
  date
  text
  byHand
  sources {
    ...From
  }
}

fragment Word on Verdict {
  word
  sentence
  predicate
  n
  numbers {
    name
    value
    n
    low
    high
    unit
    year
    note
    source
  }
  evidenceFor {
    ...Proof
  }
  evidenceAgainst {
    ...Proof
  }
  moreFor
  moreAgainst
  coverage
  limits
  wouldChange
  definition
  at
  since
  until
  asOf
}`},T={name:`Argument`,text:`query Argument($of: String!, $asOf: Date) {
  brief(of: $of, asOf: $asOf) {
    of
    author {
      id
      kind
      name
    }
    then
    asOf
    claims
    tree {
      depth
      again
      claim {
        id
        text
        status
      }
      stance
      then {
        word
      }
      now {
        word
      }
      heldThen
      heldNow
      changedOn
      changedBy {
        id
        text
      }
    }
    watch {
      id
      text
      happened
      on
      sentence
    }
  }
}`},E={SUPPORTED:[`Supported`,`✓`],CONSISTENT:[`Consistent`,`≈`],MIXED:[`Mixed`,`±`],CONTRADICTED:[`Contradicted`,`✗`],NOT_KNOWN:[`Not known`,`?`],NOT_DECIDABLE:[`Not decidable`,`∅`]},D=e=>b(`span`,{class:`verdict ${e.of.toLowerCase()}`,children:[b(`span`,{"aria-hidden":`true`,children:[E[e.of]?.[1],` `]}),E[e.of]?.[0]??e.of]}),O={ASSERTS:`asserts`,DENIES:`denies`,REPORTS:`reports`,POSSIBLE:`holds possible`,UNPROVEN:`holds unproven`,EXPECTS:`expects`};function k(){let[e,t,i]=n(`claim`),a=b(`form`,{class:`controls`,"aria-label":`Which claim`,onSubmit:e=>e.preventDefault(),children:[b(_,{label:`A claim as a sentence`,value:e.text,set:e=>t({text:e,id:``}),hint:`Russia is an ally of North Korea`,size:44}),e.text&&b(_,{label:`Said of the day`,value:e.at,set:e=>t({at:e}),hint:`today`,size:10,pattern:`\\d{4}(-\\d\\d(-\\d\\d)?)?`}),(e.text||e.id)&&b(`a`,{href:r(`claim`,{}),children:`All claims of the article`})]});return b(u,{children:[b(y,{names:i}),e.text?b(j,{s:e,set:t,form:a}):e.id?b(M,{s:e,set:t,form:a}):b(F,{s:e,set:t,form:a})]})}function A(e){let t=new Date,n=t.getUTCFullYear()*12+t.getUTCMonth(),r=e.value?e.value.slice(0,4)*12+((e.value.slice(5,7)||12)-1):n,[o,s]=i(r);a(()=>s(r),[r]);let l=e=>e>=n?``:new Date(Date.UTC(Math.floor(e/12),e%12+1,0)).toISOString().slice(0,10),u=o>=n?`today`:c(l(o).slice(0,7));return b(`div`,{class:`controls`,children:[b(`div`,{class:`field grow`,children:[b(`label`,{for:`asof`,children:[`Known by: `,b(`b`,{children:u})]}),b(`input`,{id:`asof`,type:`range`,min:23880,max:n,step:1,value:o,"aria-valuetext":u,list:`verdictdays`,onInput:e=>s(+e.currentTarget.value),onChange:t=>e.set(l(+t.currentTarget.value),!0)}),e.days&&b(`datalist`,{id:`verdictdays`,children:e.days.map(e=>b(`option`,{value:e.slice(0,4)*12+ +(e.slice(5,7)||1)-1},e))})]}),b(_,{label:`or the day`,value:e.value,set:t=>e.set(t,!1),hint:`today`,size:10,pattern:`\\d{4}(-\\d\\d(-\\d\\d)?)?`}),e.value&&b(`button`,{type:`button`,onClick:()=>e.set(``,!1),children:`Today`})]})}function j(t){let{s:n,set:i}=t,a={claim:{text:n.text,...n.at?{at:n.at}:{}},asOf:n.asOf||null},o=e(C,a);return b(u,{children:[b(g,{sub:`Held against the record by a fixed rule.`,children:n.text}),t.form,b(A,{value:n.asOf,set:(e,t)=>i({asOf:e},t)}),b(m,{asking:o,replace:(e,t)=>r(`claim`,{...n,text:n.text.replace(/"([^"]*)"/.exec(t)?.[1]??`\0`,e.name)}),children:e=>b(P,{v:e.checkClaim,query:{doc:C,vars:a},taken:b(u,{children:[e.checkClaim.subject&&b(u,{children:[`about `,b(v,{of:e.checkClaim.subject})]}),e.checkClaim.object&&b(u,{children:[` and `,b(v,{of:e.checkClaim.object})]}),e.checkClaim.negated&&`, as a denial`]})})})]})}function M(t){let{s:n,set:r}=t,i={id:n.id,asOf:n.asOf||null},a=e(w,i);return b(u,{children:[b(g,{sub:n.id,children:a.data?.claim?.text??`A claim`}),t.form,b(A,{value:n.asOf,set:(e,t)=>r({asOf:e},t),days:a.data?.verdictHistory.map(e=>e.asOf)}),b(m,{asking:a,children:e=>e.claim?b(N,{c:e.claim,history:e.verdictHistory,vars:i,set:r}):b(d,{children:`There was no such claim on record.`})})]})}function N(e){let{c:t}=e,n=(e,t)=>t.length>0&&b(u,{children:[b(`h3`,{children:e}),b(`ul`,{class:`list`,children:t.map(e=>b(`li`,{children:b(`a`,{href:l(e.id),children:e.name})},e.id))})]});return b(u,{children:[b(p,{of:[...t.status===`open`?[]:[`${t.status}: ${t.statusReason??`no reason given`}`],...t.warnings]}),b(P,{v:t.verdict,query:{doc:w,vars:e.vars},taken:b(u,{children:[t.subject&&b(u,{children:[`about `,b(v,{of:t.subject})]}),t.objects.map(e=>b(`span`,{children:[` and `,b(v,{of:e})]},e.id)),(t.since||t.until)&&`; claimed of ${o(t.since,t.until)}`]})}),b(`div`,{class:`columns`,children:[b(`section`,{children:[b(`h2`,{children:`Who says it`}),t.statements.length===0&&b(`p`,{class:`note`,children:`Nobody on record.`}),b(`ul`,{class:`list`,children:t.statements.map((e,t)=>b(`li`,{children:[e.retracted?b(`s`,{children:e.claimant.name}):b(v,{of:e.claimant}),` `,b(`b`,{children:O[e.stance]}),` it `,b(`small`,{children:[[c(e.date),e.manner,e.medium,e.audience&&`to ${e.audience}`,e.note,e.retracted&&`taken back`].filter(Boolean).join(`; `),` `,b(f,{of:e.sources,short:!0})]})]},t))}),t.evidence.length>0&&b(u,{children:[b(`h3`,{children:`Linked by hand`}),b(`ul`,{class:`list`,children:t.evidence.map((e,t)=>b(`li`,{children:[e.against?`against: `:`for: `,b(v,{of:e.what}),` `,b(`small`,{children:[c(e.date),e.note,e.by&&`by ${e.by}`,e.retracted&&`taken back`].filter(Boolean).join(`; `)})]},t))})]})]}),b(`section`,{children:[e.history.length>0&&b(u,{children:[b(`h2`,{children:`How the verdict changed`}),b(`ul`,{class:`list`,children:e.history.map((t,n)=>b(`li`,{children:[b(`time`,{children:c(t.asOf)}),b(D,{of:t.word}),` `,b(`button`,{type:`button`,onClick:()=>e.set({asOf:t.asOf}),children:`As of then`})]},n))})]}),n(`It rests on`,t.premises),n(`On it rest`,t.premiseOf),n(`It cannot stand beside`,t.contradicts),t.watch.length>0&&b(u,{children:[b(`h3`,{children:`What to watch`}),b(`ul`,{class:`list`,children:t.watch.map(e=>b(`li`,{children:[e.text,` `,b(`small`,{children:e.sentence})]},e.id))})]})]})]}),b(`p`,{class:`under`,children:[`Sources: `,b(f,{of:t.sources})]})]})}function P(e){let{v:n}=e,r=(e,t,n)=>b(`section`,{children:[b(`h3`,{children:[e,` (`,x(t.length+n),`)`]}),t.length===0&&b(`p`,{class:`note`,children:`None on record.`}),b(`ul`,{class:`list`,children:t.map((e,t)=>b(`li`,{children:[b(`time`,{children:c(e.date)}),b(`a`,{href:l(e.id),children:e.text}),` `,b(`small`,{children:[e.byHand&&`linked by hand; `,b(f,{of:e.sources,short:!0})]})]},t))}),n>0&&b(`p`,{class:`note`,children:[`Showing `,t.length,` of `,x(t.length+n),`.`]})]}),i=e=>e.value==null?`not known`:e.unit===`share`?h(e.value):e.unit===`count`?x(e.value):t(e.value),a=(e,t)=>t.length>0&&b(`details`,{children:[b(`summary`,{children:[e,` (`,t.length,`)`]}),b(`ul`,{children:t.map(e=>b(`li`,{children:e},e))})]});return b(S,{id:`verdict`,title:`Verdict`,plain:!0,n:`${x(n.n)} records`,definition:n.definition,sources:[...n.evidenceFor,...n.evidenceAgainst].flatMap(e=>e.sources),answer:n,query:e.query,table:{columns:[`side`,`date`,`text`,`record`],rows:[...n.evidenceFor.map(e=>[`for`,e.date,e.text,e.id]),...n.evidenceAgainst.map(e=>[`against`,e.date,e.text,e.id])]},children:[b(`p`,{class:`sentence`,children:[b(D,{of:n.word}),` `,s(n.sentence)]}),b(`p`,{class:`sub`,children:[`Taken `,e.taken,`; judged `,n.at?`at ${c(n.at)}`:`over ${o(n.since,n.until)}`,`, by what was known on `,c(n.asOf),`.`]}),n.numbers.length>0&&b(`dl`,{class:`measures`,children:n.numbers.map((e,n)=>b(`div`,{children:[b(`dt`,{children:[e.name,e.year?`, ${e.year}`:``]}),b(`dd`,{children:[b(`span`,{class:`big`,children:i(e)}),b(`small`,{children:[`n `,x(e.n),e.low!=null&&e.high!=null?`; interval ${e.unit===`share`?`${h(e.low)} to ${h(e.high)}`:`${t(e.low)} to ${t(e.high)}`}`:``,e.source?`; ${e.source}`:``,e.note?`; ${e.note}`:``]})]})]},n))}),b(`div`,{class:`columns`,children:[r(`For it`,n.evidenceFor,n.moreFor),r(`Against it`,n.evidenceAgainst,n.moreAgainst)]}),a(`How far the records reach`,n.coverage),a(`What this does not say`,n.limits),a(`What would change it`,n.wouldChange)]})}function F(t){let{s:n,set:r}=t,i={of:n.of,asOf:n.asOf||null},a=e(T,i);return b(u,{children:[b(g,{sub:`A claim against the record, and the argument of a text as a tree: each conclusion with the premises it rests on, as they stood then and stand now.`,children:`Claims`}),t.form,b(A,{value:n.asOf,set:(e,t)=>r({asOf:e},t)}),b(m,{asking:a,children:e=>b(I,{b:e.brief,vars:i,asOf:n.asOf})})]})}function I(e){let{b:t}=e;return t.tree.length===0?b(d,{children:`No claim of a text of that name is on record.`}):b(S,{id:`argument`,title:`The argument of ${t.author?t.author.name:t.of}, ${c(t.then)}`,plain:!0,n:`${x(t.claims)} claims`,definition:`Each verdict is by the fixed rule of its kind of claim; a conclusion is not judged by its premises.`,answer:t,query:{doc:T,vars:e.vars},table:{columns:[`depth`,`claim`,`stance`,`verdict then`,`verdict now`,`held then`,`holds now`,`changed on`,`changed by`],rows:t.tree.map(e=>[e.depth,e.claim.text,e.stance&&O[e.stance],e.then.word,e.now.word,e.heldThen,e.heldNow,e.changedOn,e.changedBy?.text])},children:[b(`ul`,{class:`list tree`,children:t.tree.map((t,n)=>b(`li`,{class:`depth${Math.min(4,t.depth)}`,children:[b(`a`,{href:r(`claim`,{id:t.claim.id,asOf:e.asOf}),children:t.claim.text}),t.again?b(`small`,{children:` (see above)`}):b(u,{children:[` `,b(`small`,{children:[t.stance&&`${O[t.stance]}; `,`then `,b(D,{of:t.then.word}),t.now.word===t.then.word?`, and now`:b(u,{children:[`, now `,b(D,{of:t.now.word}),t.changedOn&&` since ${c(t.changedOn)}`,t.changedBy&&b(u,{children:[`: `,b(`a`,{href:l(t.changedBy.id),children:t.changedBy.text})]})]}),`; as put: `,t.heldNow]})]})]},n))}),t.watch.length>0&&b(`details`,{children:[b(`summary`,{children:[`What to watch (`,t.watch.length,`)`]}),b(`ul`,{children:t.watch.map(e=>b(`li`,{children:[e.text,` `,b(`small`,{children:e.sentence})]},e.id))})]})]})}export{D as Verdictword,k as default};