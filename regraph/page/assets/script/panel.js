/* The panel of a thing or a claim. */
const say = (text) => { at("live").textContent = text; };
const open = (name, focus = false) => { change({ tab: name }); if (focus) at(`tab-${name}`).focus(); };
const showTab = () => TABS.forEach((tab) => {
  const button = at(`tab-${tab}`), here = tab === view.tab;
  button.setAttribute("aria-selected", String(here));
  button.tabIndex = here ? 0 : -1;
  at(tab).hidden = !here;
});
const reference = (text, iri) => {
  const id = page.ids[iri];
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
const difference = (entry) => el("div", { class: "warn" }, el("b", { text: `The accounts differ on: ${entry.on}. ` }), `Used here by the rule “${entry.rule}”: ${brief(entry.used)}.`,
  el("ul", { class: "plain" }, ...entry.said.map(([iri, text]) => el("li", {}, el("b", { text: `${brief(iri)}: ` }), named(text)))));
const busiest = () => Object.keys(page.things).map((id) => [claimsOf(id).length, id]).sort((a, b) => b[0] - a[0]).slice(0, 8).map(([, id]) => id);
const kicker = (id) => el("p", { class: "kicker" },
  isThing(id) ? icon(page.things[id].family) : sample(page.claims[id].via, lookOf(id).line),
  el("span", { text: detailOf(id).kind }));
const absent = (id) => {
  if (shown.has(id)) return null;
  const why = isThing(id) ? "nothing of it is" : now.get(id).reason || "the reader has put it away";
  return el("p", { class: "warn", text: `Not drawn as of ${view.day}${view.known === START.known ? "" : `, by accounts to ${view.known}`}: ${why}.` });
};
const show = (id) => {
  const d = detailOf(id), panel = at("details"), relations = isThing(id) ? claimsOf(id).map(claimRow) : [];
  const heading = el("h2", { tabindex: "-1" }, named(d.title));
  panel.replaceChildren(...[
    kicker(id), heading, absent(id),
    d.names && d.names.length ? el("p", { class: "names" }, "also: ", ...d.names.flatMap((n, i) => [i ? ", " : "", named(n)])) : null,
    d.sentence ? el("p", {}, named(d.sentence)) : null,
    ...(d.differences || []).map(difference),
    d.rows.length ? rowList(d.rows) : null,
    ...d.notes.map((text) => el("p", { class: "note" }, named(text))),
    byId.get(id).more ? el("p", { class: "quiet", text: `${plural(byId.get(id).more, "more relation")} of it ${byId.get(id).more === 1 ? "is" : "are"} known and not drawn here; a picture of greater depth shows them.` }) : null,
    ...(relations.length ? [el("h3", { text: `Relations drawn (${relations.length})` }), el("ul", { class: "rows" }, ...relations)] : []),
    ...(isThing(id) ? [] : sourceList(d.sources)),
    ...d.said.map(saidGroup),
    ...(isThing(id) ? sourceList(d.sources) : []),
  ].filter(Boolean));
  panel.scrollTop = 0;
};
const showPick = () => (view.pick ? show(view.pick) : fillDetails());
const choose = (id, focus = false) => {
  touched = true;
  change({ pick: id, tab: "details" });
  if (shown.has(id)) look(id);
  say(`${detailOf(id).title}: ${detailOf(id).kind}`);
  if (focus) at("details").querySelector("h2").focus({ preventScroll: true });
  if (focus && matchMedia("(max-width: 860px)").matches) at("panel").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
};
const clear = () => change({ pick: "" });
