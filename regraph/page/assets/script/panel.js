/* The panel of a thing or a claim. */
/* The same words said again are announced again: their place is emptied first. */
const say = (text) => {
  const again = at("live").textContent === text;
  at("live").textContent = again ? "" : text;
  if (again) setTimeout(() => { at("live").textContent ||= text; }, 60);
};
const open = (name, focus = false) => { change({ tab: name }); if (focus) at(`tab-${name}`).focus(); };
const showTab = () => {
  at("board").dataset.tab = view.tab;
  for (const tab of TABS) {
    const button = at(`tab-${tab}`), here = tab === view.tab;
    button.setAttribute("aria-selected", String(here));
    button.tabIndex = here ? 0 : -1;
    at(tab).hidden = !here;
  }
  ({ filter: fillFilters, table: fillTable })[view.tab]?.();
  showHand();
};
const reference = (text, iri) => {
  const id = idOf(iri);
  return id ? el("button", { type: "button", class: "link", on: () => choose(id, true) }, named(text)) : el("span", {}, named(text));
};
const anchor = (text, url) => {
  const parsed = url ? new URL(url) : null;
  const safe = parsed && (parsed.protocol === "https:" || parsed.protocol === "http:");
  return safe ? el("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, named(text)) : named(text);
};
const SECTIONS = { body: "", summary: "summary box", quoted: "quoted", filing: "filing" };
const sourceItem = (iri, passages) => {
  const a = page.accounts[iri];
  const more = [a.publisher !== a.voice ? `in ${a.publisher}` : "", SECTIONS[a.section] ?? a.section, a.party ? "a party to it" : ""].filter(Boolean).join(", ");
  return el("li", {},
    el("span", { class: "voice" }, named(a.voice)), more ? el("small", { text: ` ${more}` }) : null,
    el("div", {}, anchor(a.title, a.url)), el("small", { text: a.date }),
    passages && passages.length ? el("details", {}, el("summary", { text: plural(passages.length, "passage") }), el("small", { text: `characters ${passages.join(", ")} of the archived text (sha256 ${a.sha256}…)` })) : null);
};
const sourceList = (entries) => [
  el("h3", { text: `Sources (${entries.length})` }),
  entries.length ? el("ul", { class: "sources" }, ...entries.map(([iri, passages]) => sourceItem(iri, passages)))
    : el("p", { class: "quiet", text: "No account describes it; it is named by the register alone." }),
];
const brief = (iri) => { const a = page.accounts[iri]; return [a.voice, SECTIONS[a.section] ?? a.section, a.date].filter(Boolean).join(", "); };
const saidGroup = (group) => el("details", { class: "group", ...(group.items.length <= 6 ? { open: "" } : {}) },
  el("summary", { text: `${group.title} (${group.items.length})` }),
  el("ul", { class: "plain" }, ...group.items.map((item) => el("li", {}, named(item.text), el("small", {}, " — ", named([...new Set(item.sources.map(brief))].join("; ")))))));
const rowList = (rows) => el("dl", {}, ...rows.flatMap(([name, cells]) => [el("dt", { text: name }), el("dd", {}, ...cells.map(([text, iri]) => reference(text, iri)))]));
/* Side by side: one column an account, one row a property on which they differ; the value used is marked with its rule. */
const latestFirst = (a, b) => page.accounts[b].date.localeCompare(page.accounts[a].date) || a.localeCompare(b);
const valueCell = (entry, iri) => {
  const said = entry.said.filter(([account]) => account === iri).map(([, text]) => text), used = entry.used === iri;
  return el("td", used ? { class: "used" } : {}, said.length ? named(said.join("; ")) : el("span", { class: "quiet", text: "says nothing" }), used ? el("small", { text: ` used: ${entry.rule}` }) : null);
};
const sideBySide = (differences) => {
  const accounts = [...new Set(differences.flatMap(({ said }) => said.map(([iri]) => iri)))].sort(latestFirst);
  return [el("h3", { id: "differ", text: `The accounts differ (${differences.length})` }), el("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "differ" },
    el("table", { id: "differences", "aria-labelledby": "differ" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "on" }), ...accounts.map((iri) => el("th", { scope: "col" }, named(page.accounts[iri].voice), el("small", { text: ` ${[SECTIONS[page.accounts[iri].section] ?? page.accounts[iri].section, page.accounts[iri].date].filter(Boolean).join(", ")}` }))))),
      el("tbody", {}, ...differences.map((entry) => el("tr", {}, el("th", { scope: "row", text: entry.on }), ...accounts.map((iri) => valueCell(entry, iri)))))))];
};
/* As plain text to be quoted: the sentence, who says so and where, and what this page knew. */
const flat = (text) => text.replace(/\s+/g, " ").trim();
const citation = (id) => {
  const d = detailOf(id), told = d.sources.map(([iri]) => page.accounts[iri]);
  const said = (a) => flat([a.voice, `"${a.title}"`, a.publisher === a.voice ? "" : a.publisher, a.date, a.url].filter(Boolean).join(", "));
  return [
    flat(d.sentence || `${d.title} (${d.kind}).`), shown.has(id) ? "" : flat(whyAbsent(id)),
    ...(d.differences ?? []).map((entry) => flat(`The accounts differ on ${entry.on}: ${entry.said.map(([iri, text]) => `${brief(iri)}: ${text}`).join("; ")}. Used here (${entry.rule}): ${brief(entry.used)}.`)),
    ...(told.length ? [...new Set(told.map(said))] : ["No account describes it; it is named by the register alone."]),
    `regraph ${page.version}; as of ${view.day}; accessed ${view.known === START.known ? page.latest : view.known}, the day of the latest account known.`,
  ].filter(Boolean).join("\n");
};
/* The eight things at which most of what is drawn ends. */
const busiest = () => {
  const counts = new Map(allThings.map((id) => [id, 0]));
  for (const c of allClaims) if (shown.has(c)) for (const end of new Set(lookOf(c).ends)) counts.set(end, counts.get(end) + 1);
  const least = Uint32Array.from(counts.values()).sort().at(-8) ?? 0;
  return allThings.filter((id) => counts.get(id) >= least).sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 8);
};
const kicker = (id) => el("p", { class: "kicker" },
  isThing(id) ? icon(page.things[id].family) : sample(page.claims[id].via, lookOf(id).line),
  el("span", { text: detailOf(id).kind }));
const whyAbsent = (id) => {
  const byReader = whole.has(id) ? "folded under a box" : view.gone.includes(id) ? "hidden by hand" : view.focus && view.focus !== id ? "outside the focus, or filtered away" : "filtered away, or its parties are";
  const drawable = isThing(id) ? claimsByThing.get(id).some((c) => now.get(c).look?.ends.includes(id)) : now.get(id).look;
  const why = drawable ? byReader : isThing(id) ? "nothing of it is" : now.get(id).reason;
  return `Not drawn as of ${view.day}${view.known === START.known ? "" : `, by accounts to ${view.known}`}: ${why}.`;
};
const absent = (id) => (shown.has(id) ? null : el("p", { class: "warn", text: whyAbsent(id) }));
/* Within a site, the page of a thing; only a slug that is a plain name is the name of its file. */
const own = (id) => {
  const slug = at("home") && isThing(id) && page.things[id].iri.match(/\/id\/([a-z0-9]+(?:[-_.][a-z0-9]+)*)$/)?.[1];
  return slug && slug.length <= 120 ? el("p", {}, el("a", { href: `id/${slug}.html`, text: "Its page: all that is said of it" })) : null;
};
const show = (id) => {
  const d = detailOf(id), panel = at("details"), relations = isThing(id) ? claimsOf(id).map(claimRow) : [];
  const heading = el("h2", { tabindex: "-1" }, named(d.title));
  refill(panel, [
    kicker(id), heading, actButtons(id), absent(id), own(id),
    d.names && d.names.length ? el("p", { class: "names" }, "also: ", ...d.names.flatMap((n, i) => [i ? ", " : "", named(n)])) : null,
    d.sentence ? el("p", {}, named(d.sentence)) : null,
    ...(d.differences?.length ? sideBySide(d.differences) : []),
    d.rows.length ? rowList(d.rows) : null,
    ...d.notes.map((text) => el("p", { class: "note" }, named(text))),
    byId.get(id).more ? el("p", { class: "quiet", text: `${plural(byId.get(id).more, "more relation")} of it ${byId.get(id).more === 1 ? "is" : "are"} known and not drawn here; a picture of greater depth shows them.` }) : null,
    ...(relations.length ? [el("h3", { text: `Relations drawn (${relations.length})` }), el("ul", { class: "rows" }, ...relations)] : []),
    ...(isThing(id) ? [] : sourceList(d.sources)),
    ...d.said.map(saidGroup),
    ...(isThing(id) ? sourceList(d.sources) : []),
  ].filter(Boolean));
  if (read !== id) panel.scrollTop = 0;
  read = id;
};
let read = "";
const showPick = () => (view.pick ? show(view.pick) : trail ? showTrail() : fillDetails());
const picked = (id) => {
  touched = true;
  change(aimed(id));
  if (!view.pick && trail) seeWay();
  say(!view.pick && trail ? pathWords() : `${detailOf(id).title}: ${detailOf(id).kind}`);
};
const choose = (id, focus = false) => {
  picked(id);
  if (view.pick && shown.has(id)) look(id);
  if (focus) at("details").querySelector("h2").focus({ preventScroll: true });
  if (focus && matchMedia("(max-width: 860px)").matches) at("panel").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
};
const clear = () => (view.path.length === 1 ? change({ path: [] }) : change({ pick: "" }));
