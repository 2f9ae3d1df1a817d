/* What can be taken away: the picture, the table, the facts and the graph of what is drawn, made here and saved as files. */
let takenAround = "";  // the thing or claim whose neighbours are taken; "" for all that is drawn
const partOf = () => {
  const wanted = takenAround ? neighbours(takenAround) : shown;
  return [...shownThings(), ...shownClaims()].filter((id) => wanted.has(id));
};
const knownDay = () => (view.known === START.known ? page.knownBy : view.known);
const asFile = (text) => fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80) || "picture";
const fileName = (ending) => {
  const about = takenAround ? `${slugOf(takenAround)} and its neighbours` : page.seeds.length ? page.seeds.slice(0, 3).map((id) => slugOf(id)).join(" ") : page.asked.join(" ") || "all facts";
  return `regraph-${asFile(about)}-as-of-${view.day}${knownDay() ? `-known-by-${knownDay()}` : ""}.${ending}`;
};

/* One row a relation: a claim of several parties has several, and its share or sum belongs to all of them together. */
const relationsIn = (part) => {
  const here = new Set(part);
  return part.filter((id) => !isThing(id)).flatMap((id) => {
    const { row } = detailOf(id), inside = row.relations.filter(([from, to]) => here.has(idOf(from)) && here.has(idOf(to)));
    return inside.map(([from, to, fromRole, toRole, arrow], i) => ({ id, row, from: idOf(from), to: idOf(to), roles: [fromRole, toRole], arrow, number: i + 1, of: inside.length }));
  });
};
const nameOf = (iri) => (idOf(iri) && isThing(idOf(iri)) ? detailOf(idOf(iri)).title : linked().things[iri]?.label ?? iri.split("/").at(-1));
const kindOf = (id) => detailOf(id).kind.split(" · ")[0];
const toldBy = (id) => [...new Set(detailOf(id).sources.map(([iri]) => page.accounts[iri]).map((a) => [a.voice, a.title, a.publisher, a.date, a.url].filter(Boolean).join(", ")))].join("; ");
const cellsOf = ({ id, row, from, to, roles, arrow, number, of }) => {
  const [stage, bindingness, certainty] = lookOf(id).axes, [low, high, open_, words] = row.share, [least, most, currency] = row.amount, [a, b, c, d] = row.days;
  return {
    claim: page.claims[id].iri, title: detailOf(id).title, kind: kindOf(id), from: detailOf(from).title, to: detailOf(to).title, role: `${roles[0]} → ${roles[1]}`,
    from_id: page.things[from].iri, to_id: page.things[to].iri, relation: `${number} of ${of}`, directed: arrow ? "yes" : "no", jointly: row.joint.map(nameOf).join("; "),
    share: words, share_low: low, share_high: high, share_open: open_, amount: lookOf(id).amount, amount_low: least, amount_high: most, currency,
    stage, bindingness, certainty, standing: row.standing[0], reason: row.standing[1], disputed: lookOf(id).disputed ? "yes" : "no",
    start_earliest: a, start_latest: b, end_earliest: c, end_latest: d, as_of: view.day, known_by: knownDay(), latest_account: view.known === START.known ? page.latest : view.known,
    sources: toldBy(id),
  };
};
const HEADINGS = "claim title kind from to role from_id to_id relation directed jointly share share_low share_high share_open amount amount_low amount_high currency stage bindingness certainty standing reason disputed start_earliest start_latest end_earliest end_latest as_of known_by latest_account sources".split(" ");
/* A spreadsheet takes a cell that begins with = + - @, a tab or a line end for a formula: an apostrophe before it keeps it text. */
const defused = (text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvCell = (cell) => quoted(defused(String(cell ?? "")));
const csvLine = (cells) => `${cells.map(csvCell).join(",")}\r\n`;
const csvTable = (part) => [HEADINGS, ...relationsIn(part).map(cellsOf).map((cells) => HEADINGS.map((name) => cells[name]))].map(csvLine).join("");

/* The facts as the accounts state them: a graph an account, a graph a source, and the graph of what exists. */
const heardBy = (iri) => { const day = linked().accounts[iri]?.published ?? ""; return !view.known || day <= view.known; };
const nodesOf = (table, iris) => [...new Set(iris)].filter((iri) => table[iri]).sort().map((iri) => ({ "@id": iri, ...table[iri] }));
const jsonLd = (part) => {
  const { context, register, things, said, accounts, sources } = linked();
  const told = [...new Set(part.map(iriOf))].filter((iri) => said[iri]).sort(), heard = new Map();
  for (const iri of told) {
    for (const account of Object.keys(said[iri]).filter(heardBy)) heard.set(account, [...heard.get(account) ?? [], { "@id": iri, ...said[iri][account] }]);
  }
  const long = (text) => { const [prefix, rest] = text.split(/:(.*)/s); return Object.hasOwn(context, prefix) && rest !== undefined ? context[prefix] + rest : text; };
  const names = [...heard.keys()].sort(), documents = [...new Set(names.map((iri) => accounts[iri]?.isAccountOf).filter(Boolean).map(long))].sort();
  const about = (document_) => names.filter((iri) => accounts[iri]?.isAccountOf && long(accounts[iri].isAccountOf) === document_);
  return JSON.stringify({
    "@context": context,
    note: `${titleOf(takenAround)}; ${headLines(part).join(" · ")}. Each account says what stands in its own graph; nothing here is resolved between them.`,
    "@graph": [
      { "@id": register, "@graph": nodesOf(things, part.map(iriOf)) },
      ...documents.map((iri) => ({ "@id": iri, "@graph": [...nodesOf(accounts, about(iri)), ...nodesOf(sources, [iri])] })),
      ...names.map((iri) => ({ "@id": iri, "@graph": heard.get(iri) })),
    ],
  }, null, 1);
};

/* GEXF 1.3: an edge a relation; the spell of an edge is the longest that its bounds allow, and the bounds stand beside it. */
const GEXF = "http://gexf.net/1.3", VIZ = "http://gexf.net/1.3/viz";
const NODE_FIELDS = { iri: "anyURI", kind: "string", family: "string" };
const EDGE_FIELDS = Object.fromEntries(HEADINGS.filter((name) => !["from", "to", "from_id", "to_id", "sources"].includes(name)).map((name) => [name, /^(share|amount)_(low|high)$/.test(name) ? "double" : name === "claim" ? "anyURI" : "string"]));
const declared = (kind, fields) => element(GEXF, "attributes", { class: kind, mode: "static" }, ...Object.entries(fields).map(([name, type]) => element(GEXF, "attribute", { id: name, title: name, type })));
const attributed = (fields, values) => element(GEXF, "attvalues", {}, ...Object.keys(fields).filter((name) => values[name] !== undefined && values[name] !== "").map((name) => element(GEXF, "attvalue", { for: name, value: values[name] })));
const channels = (hex) => [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
const tinted = (tone) => { const [r, g, b] = channels(tone); return element(VIZ, "viz:color", { r, g, b }); };
const gexfNode = (id) => element(GEXF, "node", { id: slugOf(id), label: detailOf(id).title },
  attributed(NODE_FIELDS, { iri: page.things[id].iri, kind: detailOf(id).kind, family: FAMILIES[page.things[id].family] }),
  tinted(colour(page.things[id].family)), element(VIZ, "viz:position", { x: short(byId.get(id).x), y: short(-byId.get(id).y), z: "0" }));
const gexfEdge = (relation) => {
  const { id, from, to, row, number } = relation, [start, , , end] = row.days;
  return element(GEXF, "edge", { id: `${slugOf(id)}#${number}`, source: slugOf(from), target: slugOf(to), label: detailOf(id).kind, type: "directed" },
    attributed(EDGE_FIELDS, cellsOf(relation)), tinted(viaColour(page.claims[id].via)),
    start || end ? element(GEXF, "spells", {}, element(GEXF, "spell", { start, end })) : null);
};
const gexf = (part) => asOnPaper(() => {
  const root = element(GEXF, "gexf", { version: "1.3", "xmlns:viz": VIZ },
    element(GEXF, "meta", {}, element(GEXF, "creator", {}, `regraph ${page.version}`), element(GEXF, "description", {}, [titleOf(takenAround), ...headLines(part)].join(" · "))),
    element(GEXF, "graph", { mode: "dynamic", defaultedgetype: "directed", timeformat: "date" }, declared("node", NODE_FIELDS), declared("edge", EDGE_FIELDS),
      element(GEXF, "nodes", {}, ...part.filter(isThing).map(gexfNode)), element(GEXF, "edges", {}, ...relationsIn(part).map(gexfEdge))));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
});

const FORMATS = [
  ["svg", "Picture, as SVG", "image/svg+xml", (part) => svgPaper(part, takenAround)],
  ["png", "Picture, as PNG", "image/png", (part) => pngPaper(part, takenAround)],
  ["csv", "Table of relations, as CSV", "text/csv", csvTable],
  ["jsonld", "Facts, as JSON-LD", "application/ld+json", jsonLd],
  ["gexf", "Graph, as GEXF for Gephi", "application/gexf+xml", gexf],
];
const save = (name, blob) => {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
const take = async ([ending, , type, make]) => {
  await readLinked();
  const made = await make(partOf()), name = fileName(ending);
  save(name, made instanceof Blob ? made : new Blob([made], { type }));
  say(`${name} is saved`);
};
const showTake = (wanted) => {
  takenAround = wanted && shown.has(view.pick) ? view.pick : "";
  at("take-picked").disabled = !shown.has(view.pick);
  at("take-picked").checked = Boolean(takenAround);
  at("take-all").checked = !takenAround;
  const count = plural([...shown].filter(isThing).length, "thing");
  at("take-all-words").textContent = `All that is drawn (${count})`;
  at("take-picked-words").replaceChildren(shown.has(view.pick) ? named(detailOf(view.pick).title.slice(0, 80)) : "What is chosen", " and its neighbours");
};
const openTake = (wanted) => {
  at("take-menu").hidden = !wanted;
  at("take-open").setAttribute("aria-expanded", String(wanted));
  if (wanted) showTake(Boolean(takenAround));
};
const fillTake = () => {
  at("take-kinds").append(...FORMATS.map((format) => el("li", {}, el("button", { type: "button", "data-ending": format[0], text: format[1], on: () => take(format) }))));
  at("take-open").addEventListener("click", () => openTake(at("take-menu").hidden));
  at("take-all").addEventListener("change", () => showTake(false));
  at("take-picked").addEventListener("change", () => showTake(true));
  at("take").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || at("take-menu").hidden) return;
    event.stopPropagation();
    openTake(false);
    at("take-open").focus();
  });
  at("take").addEventListener("focusout", (event) => { if (event.relatedTarget && !at("take").contains(event.relatedTarget)) openTake(false); });
  document.addEventListener("pointerdown", (event) => { if (!at("take").contains(event.target)) openTake(false); });
  watch(() => showTake(Boolean(takenAround)));
};
