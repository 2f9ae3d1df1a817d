/* The list and what is not known. */
const row = (id, mark, main, small) => el("li", {}, el("button", { type: "button", "data-id": id, on: () => choose(id, true) }, el("span", {}, mark, " ", named(main)), el("small", {}, named(small))));
const claimRow = (c) => {
  return row(c, sample(page.claims[c].via, lookOf(c).line), `${sideOf(c, true)} → ${sideOf(c, false)}`, detailOf(c).kind);
};
/* On the day asked for, what no day draws is named too; on another, only what some day draws. */
const asAsked = () => view.day === START.day && view.known === START.known;
const gone = () => [...now].filter(([, { reason }]) => reason && reason !== page.outOfSight);
const out = () => (asAsked() ? page.leftOut : gone().map(([id, { reason }]) => [detailOf(id).title, reason]));
const leftOut = (left) => (left.length ? [
  el("h3", { text: `Left out of the picture (${left.length})` }),
  el("ul", { class: "plain" }, ...left.map(([label, reason]) => el("li", {}, named(label), el("small", {}, " — ", named(reason))))),
] : []);
const fillList = () => {
  const things = shownThings(), claims = shownClaims(), accounts = Object.keys(page.accounts).filter((iri) => page.accounts[iri].date <= view.known);
  accounts.sort((a, b) => page.accounts[b].date.localeCompare(page.accounts[a].date));
  at("list").replaceChildren(
    el("h3", { text: `Things (${things.length})` }),
    el("ul", { class: "rows", id: "things" }, ...things.map((id) => row(id, icon(page.things[id].family), detailOf(id).title, detailOf(id).kind))),
    el("h3", { text: `Relations (${claims.length})` }), el("ul", { class: "rows", id: "relations" }, ...claims.map(claimRow)),
    ...leftOut(out()),
    el("h3", { text: `Accounts behind this page (${accounts.length})` }), el("ul", { class: "sources" }, ...accounts.map((iri) => sourceItem(iri, null))));
};
const fillUnknowns = () => {
  const groups = [...new Set(page.unknowns.map(([group]) => group))];
  const then = view.known === START.known ? "" : `, by accounts to ${view.known}`;
  at("unknowns").replaceChildren(asAsked() ? "" : el("p", { class: "warn", text: `Worked out for ${START.day}${then && ", by all accounts"}, and not for ${view.day}${then}.` }), el("p", { class: "quiet", text: "What the sources leave open. Silence is not a statement: only the last group is what a voice says." }),
    ...groups.flatMap((group) => {
      const entries = page.unknowns.filter(([name]) => name === group);
      return [el("h3", { text: `${group} (${entries.length})` }), el("ul", { class: "plain" }, ...entries.map(([, text, iri]) => el("li", {}, reference(text, iri))))];
    }),
    page.unknowns.length ? "" : el("p", { text: "Nothing is recorded as unknown here." }));
};
