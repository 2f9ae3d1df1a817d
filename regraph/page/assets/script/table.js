/* The same as text in two tables: what is drawn, sortable by every column, each row chosen in the picture. */
const CHUNK = 400;
let collator = null;  // made when it is first needed: it takes longer than drawing the page's head
const collate = (a, b) => (collator ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" })).compare(a, b);
const sideOf = (c, above) => page.claims[c].ends.filter(([n, up]) => up === above && lookOf(c).ends.includes(n)).map(([n]) => detailOf(n).title).join(", ");
const voicesOf = (id) => [...new Set(detailOf(id).sources.map(([account]) => page.accounts[account].voice))].join("; ");
/* Column -> what a cell says, and what it is sorted by where that is not its words. */
const COLUMNS = {
  relations: {
    from: (c) => [sideOf(c, true)], to: (c) => [sideOf(c, false)], kind: (c) => [lookOf(c).word], "share or sum": (c) => [lookOf(c).size[0], lookOf(c).size.slice(1)],
    stage: (c) => [lookOf(c).axes[0]], bindingness: (c) => [lookOf(c).axes[1]], certainty: (c) => [lookOf(c).axes[2]],
    since: (c) => lookOf(c).since, until: (c) => lookOf(c).until, voices: (c) => [voicesOf(c)],
  },
  things: {
    name: (id) => [detailOf(id).title], kind: (id) => [detailOf(id).kind], relations: (id) => [String(claimsOf(id).length), claimsOf(id).length],
    jurisdiction: (id) => [detailOf(id).rows.filter(([name]) => name === "jurisdiction").flatMap(([, cells]) => cells.map(([text]) => text)).join(", ")],
  },
};
const CAPTIONS = { relations: "Relations", things: "Things" };
const sorts = { relations: ["from", 1], things: ["name", 1] }, room = { relations: CHUNK, things: CHUNK };
const drawnIn = (table) => (table === "relations" ? shownClaims() : shownThings());
const keyOf = ([text = "", key = text]) => [key].flat();
/* What is empty stands last either way. */
const ordered = (table) => {
  const [column, turn] = sorts[table], cell = COLUMNS[table][column], wanted = fold(at("sift").value);
  const rows = drawnIn(table).map((id) => {
    const cells = Object.values(COLUMNS[table]).map((of) => of(id)[0] ?? "");
    return { id, cells, words: cells.join(" "), said: cell(id) };
  });
  const empty = ({ said: [text = ""] }) => (text ? 0 : 1);
  const compare = (a, b) => keyOf(a).reduce((found, key, i) => found || (typeof key === "number" ? key - keyOf(b)[i] : collate(key, keyOf(b)[i])), 0);
  return rows.filter(({ words }) => !wanted || fold(words).includes(wanted))
    .sort((a, b) => empty(a) - empty(b) || turn * compare(a.said, b.said) || collate(a.words, b.words));
};
const sortBy = (table, column) => {
  const [before_, turn] = sorts[table];
  sorts[table] = [column, before_ === column ? -turn : 1];
  fillTables();
  say(`${CAPTIONS[table]} sorted by ${column}, ${sorts[table][1] > 0 ? "ascending" : "descending"}`);
};
const headCell = (table, column) => el("th", { scope: "col", "aria-sort": sorts[table][0] !== column ? "none" : sorts[table][1] > 0 ? "ascending" : "descending" },
  el("button", { type: "button", "data-act": `${table} ${column}`, on: () => sortBy(table, column) }, column));
const chosenInPicture = (id) => {
  touched = true;
  if (view.path.length === 1) return choose(id, true);
  change({ pick: id });
  look(id);
  return say(`${detailOf(id).title}: chosen in the picture`);
};
const bodyRow = ({ id, cells }) => el("tr", { "data-id": id, ...(id === view.pick ? { "aria-current": "true" } : {}), on: () => chosenInPicture(id) },
  ...cells.map((text, i) => (i ? el("td", {}, named(text)) : el("th", { scope: "row" }, el("button", { type: "button", class: "link", "data-act": `row ${id}` }, named(text || "not named"))))));
const tableOf = (table) => {
  const rows = ordered(table), columns = Object.keys(COLUMNS[table]), all = drawnIn(table).length;
  return [
    el("h3", { id: `${table}-drawn`, text: `${CAPTIONS[table]} (${rows.length === all ? all : `${rows.length} of ${all}`})` }),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": `${table}-drawn` },
      el("table", { id: `table-${table}`, "aria-labelledby": `${table}-drawn` }, el("thead", {}, el("tr", {}, ...columns.map((column) => headCell(table, column)))),
        el("tbody", {}, ...rows.slice(0, room[table]).map(bodyRow)))),
    rows.length > room[table] ? press(`${rows.length - room[table]} more ${table}`, () => { room[table] = Infinity; fillTables(); }) : "",
  ];
};
const fillTables = () => refill(at("tables"), ["relations", "things"].flatMap(tableOf));
const fillTable = () => {
  if (!at("tables")) {
    const sift = el("input", { type: "search", id: "sift", placeholder: "Any word in a row", autocomplete: "off" });
    sift.addEventListener("input", fillTables);
    at("table").replaceChildren(el("label", { for: "sift", text: "Only rows with" }), sift, el("p", { class: "quiet" , text: "What is drawn, no more and no less. Press a heading to sort, a row to choose it in the picture. Holders, funders and sellers stand under “from”; parties of equal standing stand on either side." }), el("div", { id: "tables" }));
  }
  fillTables();
};
