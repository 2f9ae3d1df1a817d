/* The list and what is not known. */
const row = (id, mark, main, small) => el("li", {}, el("button", { type: "button", "data-id": id, on: () => choose(id, true) }, el("span", {}, mark, " ", named(main)), el("small", {}, named(small))));
const claimRow = (c) => {
  const side = (above) => page.claims[c].ends.filter(([, up]) => up === above).map(([n]) => page.details[n].title).join(", ");
  return row(c, sample(page.claims[c].via, page.claims[c].line), `${side(true)} → ${side(false)}`, page.details[c].kind);
};
const leftOut = () => (page.leftOut.length ? [
  el("h3", { text: `Left out of the picture (${page.leftOut.length})` }),
  el("ul", { class: "plain" }, ...page.leftOut.map(([label, reason]) => el("li", {}, named(label), el("small", {}, " — ", named(reason))))),
] : []);
const fillList = () => {
  const things = Object.keys(page.things), claims = Object.keys(page.claims), accounts = Object.keys(page.accounts);
  accounts.sort((a, b) => page.accounts[b].date.localeCompare(page.accounts[a].date));
  at("list").append(
    el("h3", { text: `Things (${things.length})` }),
    el("ul", { class: "rows", id: "things" }, ...things.map((id) => row(id, icon(page.things[id].family), page.details[id].title, page.details[id].kind))),
    el("h3", { text: `Relations (${claims.length})` }), el("ul", { class: "rows", id: "relations" }, ...claims.map(claimRow)),
    ...leftOut(),
    el("h3", { text: `Accounts behind this page (${accounts.length})` }), el("ul", { class: "sources" }, ...accounts.map((iri) => sourceItem(iri, null))));
};
const fillUnknowns = () => {
  const groups = [...new Set(page.unknowns.map(([group]) => group))];
  at("unknowns").append(el("p", { class: "quiet", text: "What the sources leave open. Silence is not a statement: only the last group is what a voice says." }),
    ...groups.flatMap((group) => {
      const entries = page.unknowns.filter(([name]) => name === group);
      return [el("h3", { text: `${group} (${entries.length})` }), el("ul", { class: "plain" }, ...entries.map(([, text, iri]) => el("li", {}, reference(text, iri))))];
    }),
    page.unknowns.length ? "" : el("p", { text: "Nothing is recorded as unknown here." }));
};
