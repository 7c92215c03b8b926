import{n as e}from"./figure-fjZw-dgM.js";import{B as t,D as n,G as r,H as i,M as a,N as o,T as s,Z as c,a as l,c as u,f as d,h as f,i as p,m,o as h,p as g,u as _,v}from"./index-zeyDqqkj.js";var y={name:`CountryPage`,text:`query CountryPage($name: String!, $at: Date) {
  country(name: $name, at: $at) {
    id
    name
    iso3
    since
    until
    codes {
      system
      value
      since
      until
    }
    names {
      text
      lang
      kind
      since
      until
    }
    predecessors {
      id
      name
    }
    successors {
      id
      name
    }
  }
  officeHolders(country: $name, at: $at) {
    at
    offices {
      name
      leads
      status
      note
      holders {
        person {
          id
          name
        }
        since
        until
        lastSeen
        sources {
          ...From
        }
      }
    }
    notKnown
    warnings
  }
  allies(of: $name, at: $at) {
    at
    sentence
    allies {
      country {
        id
        name
      }
      held
      note
      obligations
    }
    lastKnown {
      country {
        id
        name
      }
      held
      note
      obligations
    }
    notKnown
    sources {
      ...From
    }
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
}`};function b(){let[b,x,S]=r(`country`),C=t(y,{name:b.id,at:b.at||null}),w=C.data?.country,T=w?o(w.id):b.id;return v(c,{children:[v(m,{sub:w?`${w.id}${w.iso3?`, ${w.iso3}`:``}${w.since||w.until?`; ${a(w.since,w.until)}`:``}`:void 0,children:w?.name??b.id}),v(_,{names:S}),v(`form`,{class:`controls`,"aria-label":`Which state, and when`,onSubmit:e=>e.preventDefault(),children:[v(u,{label:`State`,value:b.id,set:e=>x({id:e})}),v(h,{label:`At`,value:b.at,set:e=>x({at:e}),hint:`today`,size:10,pattern:`\\d{4}(-\\d\\d(-\\d\\d)?)?`})]}),v(p,{asking:C,replace:e=>i(`country`,{...b,id:o(e.id)}),children:t=>v(c,{children:[v(`p`,{class:`row`,children:[v(`a`,{href:i(`neighbours`,{a:T}),children:`Who votes like it`}),` `,v(`a`,{href:i(`map`,{a:T}),children:`On the map`}),` `,v(`a`,{href:i(`network`,{around:w?.name??b.id}),children:`Its alliances`}),` `,v(`a`,{href:i(`ideal-points`,{of:[w?.name??b.id]}),children:`Its positions over time`}),` `,[`Russia`,`China`,`United States`,`France`].filter(e=>e!==w?.name).map(e=>v(`a`,{href:i(`pair`,{a:T,b:e}),children:[`with `,e]},e))]}),v(`div`,{class:`columns`,children:[v(`section`,{children:[v(`h2`,{children:[`Who led it at `,s(t.officeHolders.at)]}),v(f,{of:[...t.officeHolders.notKnown,...t.officeHolders.warnings]}),t.officeHolders.offices.length===0&&v(l,{children:`No office of it is on record.`}),v(`ul`,{class:`list`,children:t.officeHolders.offices.slice(0,30).map((e,t)=>v(`li`,{children:[e.leads?v(`b`,{children:e.name}):e.name,`: `,e.holders.length?e.holders.map((e,t)=>v(`span`,{children:[t>0&&`; `,v(g,{of:e.person}),` `,v(`small`,{children:[a(e.since,e.until,e.lastSeen),` `,v(d,{of:e.sources,short:!0})]})]},t)):`–`,` `,e.note&&v(`small`,{children:[`(`,e.note,`)`]})]},t))}),t.officeHolders.offices.length>30&&v(`p`,{class:`note`,children:[`Showing 30 of `,t.officeHolders.offices.length,` offices.`]})]}),v(`section`,{children:[v(`h2`,{children:[`Allies at `,s(t.allies.at)]}),v(`p`,{children:t.allies.sentence}),v(`ul`,{class:`list`,children:[t.allies.allies.map(e=>v(`li`,{children:[v(g,{of:e.country}),` `,v(`small`,{children:[n[e.held],`; `,e.obligations.join(`, `).replaceAll(`_`,`-`),e.note?`; ${e.note}`:``]})]},e.country.id)),t.allies.lastKnown.map(e=>v(`li`,{children:[v(g,{of:e.country}),` `,v(`small`,{children:[`last known; `,e.note]})]},e.country.id))]}),t.allies.notKnown.length>0&&v(`p`,{class:`note`,children:[`Others may be missing: `,t.allies.notKnown.join(`; `),`.`]}),v(`p`,{class:`under`,children:[`Sources: `,v(d,{of:t.allies.sources,short:!0})]})]})]}),t.country&&v(c,{children:[(t.country.predecessors.length>0||t.country.successors.length>0)&&v(`p`,{children:[t.country.predecessors.length>0&&v(c,{children:[`Followed `,t.country.predecessors.map((e,t)=>v(`span`,{children:[t>0&&`, `,v(g,{of:e})]},e.id)),`. `]}),t.country.successors.length>0&&v(c,{children:[`Followed by `,t.country.successors.map((e,t)=>v(`span`,{children:[t>0&&`, `,v(g,{of:e})]},e.id)),`.`]})]}),v(`details`,{children:[v(`summary`,{children:[`Names (`,t.country.names.length,`) and codes (`,t.country.codes.length,`)`]}),v(`div`,{class:`columns`,children:[v(e,{caption:`Names`,table:{columns:[`name`,`language`,`kind`,`since`,`until`],rows:t.country.names.map(e=>[e.text,e.lang,e.kind,e.since,e.until])}}),v(e,{caption:`Codes`,table:{columns:[`system`,`code`,`since`,`until`],rows:t.country.codes.map(e=>[e.system,e.value,e.since,e.until])}})]})]})]})]})})]})}export{b as default};