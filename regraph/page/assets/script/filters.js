/* Hiding and showing by kind of relation and thing, axis, source and commodity; each value with its count for the day. */
const FILTERS = {
  kind: "Kind of relation", thing: "Kind of thing", stage: "Stage", bindingness: "Bindingness", certainty: "Certainty",
  accounts: "Accounts", commodity: "Commodity", publisher: "Publisher", source: "Source document",
};
const toggled = (values, value) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value].sort());
const titles = new Map(Object.values(page.accounts).map((account) => [account.source.split("/").at(-1), `${account.title} (${account.date})`]));
const wordOf = (facet, value) => ({ kind: VIAS[value], thing: FAMILIES[value], source: titles.get(value) })[facet] ?? (facet === "accounts" ? `${value} on it` : value);
const toggleValue = (facet, value) => {
  change({ off: toggled(view.off, `${facet}:${value}`) });
  say(`${wordOf(facet, value)} ${view.off.includes(`${facet}:${value}`) ? "hidden" : "shown"}`);
};
const toggle = (via) => toggleValue("kind", via);
/* What has a value on the day chosen, whatever the filters say: value -> how many relations, or things. */
const tally = (facet) => {
  const found = new Map(), add = (value) => found.set(value, (found.get(value) ?? 0) + 1);
  if (facet === "kind") {
    for (const [id, { look }] of now) if (look) add(page.claims[id].via);
    return found;
  }
  const drawable = [...now].filter(([, { look }]) => look);
  if (facet === "thing") new Set([...page.seeds, ...drawable.flatMap(([, { look }]) => look.ends)]).forEach((id) => add(page.things[id].family));
  else for (const [id, { look }] of drawable) new Set(FACETS[facet](id, look)).forEach(add);
  return found;
};
const valuesOf = (facet) => {
  if (facet === "kind") return page.vias;
  if (facet === "thing") return Object.keys(FAMILIES).filter((family) => Object.values(page.things).some((thing) => thing.family === family));
  const found = new Set(Object.entries(page.claims).flatMap(([id, { variants }]) => variants.flatMap((look) => FACETS[facet](id, look))));
  return [...found].sort((a, b) => wordOf(facet, a).localeCompare(wordOf(facet, b)));
};
const allOrNone = (facet) => {
  const all = valuesOf(facet).map((value) => `${facet}:${value}`), others = view.off.filter((entry) => !all.includes(entry));
  change({ off: others.length < view.off.length ? others : [...others, ...all].sort() });
  say(`${FILTERS[facet]}: ${others.length < view.off.length ? "all hidden" : "all shown"}`);
};
const choice = (facet, value) => {
  const box = el("input", { type: "checkbox", "data-off": `${facet}:${value}` });
  box.addEventListener("change", () => toggleValue(facet, value));
  return el("label", {}, box, facet === "kind" ? sample(value, "solid") : facet === "thing" ? icon(value) : null, named(wordOf(facet, value)), el("span", { class: "count" }));
};
const facetGroup = (facet) => {
  const values = valuesOf(facet);
  return el("details", { class: "facet", ...(values.length < 12 ? { open: "" } : {}) }, el("summary", { text: FILTERS[facet] }),
    el("div", { role: "group", "aria-label": FILTERS[facet], "data-facet": facet }, ...values.map((value) => choice(facet, value)),
      el("button", { type: "button", class: "small", on: () => allOrNone(facet) })));
};
const clearFilters = () => { change({ off: [] }); say("filters cleared"); };
const byHand = () => {
  const entry = (key, id) => el("li", {}, named(detailOf(id).title), el("button", { type: "button", class: "small", text: key === "gone" ? "Show again" : key === "pins" ? "Unpin" : "Fold again", on: () => change({ [key]: view[key].filter((other) => other !== id) }) }));
  const part = (title, key) => (view[key].length ? [el("h3", { text: `${title} (${view[key].length})` }), el("ul", { class: "plain hand" }, ...view[key].map((id) => entry(key, id)))] : []);
  return [...part("Hidden by hand", "gone"), ...part("Pinned", "pins"), ...part("Expanded", "open")];
};
const buildFilters = () => at("filter").replaceChildren(
  el("p", { class: "quiet", id: "tallied" }),
  el("button", { type: "button", id: "unfilter", text: "Clear filters", on: clearFilters }),
  ...Object.keys(FILTERS).map(facetGroup), el("div", { id: "byhand" }),
  el("p", { class: "quiet", text: "A relation stays while another of its sources, or commodities, is ticked; its words do not change. To leave a source out of the answer, make the page with --exclude." }));
const fillFilters = () => {
  if (!at("filter").children.length) buildFilters();
  at("tallied").textContent = `Relations, and things, drawn on ${view.day} without filters are counted.`;
  at("unfilter").setAttribute("aria-disabled", String(!view.off.length));
  for (const group of at("filter").querySelectorAll("[data-facet]")) {
    const facet = group.dataset.facet, counts = tally(facet), boxes_ = [...group.querySelectorAll("input")];
    for (const box of boxes_) {
      const count = counts.get(box.dataset.off.slice(facet.length + 1)) ?? 0;
      box.checked = !view.off.includes(box.dataset.off);
      box.parentNode.hidden = !count && box.checked;
      box.parentNode.querySelector(".count").textContent = String(count);
    }
    const shut = boxes_.filter((box) => !box.checked).length;
    group.querySelector("button").textContent = shut ? "Tick all" : "Tick none";
    group.parentNode.querySelector("summary").textContent = `${FILTERS[facet]}${shut ? ` (${shut} off)` : ""}`;
    group.parentNode.hidden = boxes_.every((box) => box.parentNode.hidden);
  }
  at("byhand").replaceChildren(...byHand());
};
const showFilters = () => {
  const counts = tally("kind");
  for (const button of at("vias").children) {
    button.setAttribute("aria-pressed", String(!view.off.includes(`kind:${button.dataset.via}`)));
    button.lastChild.textContent = `${VIAS[button.dataset.via]} (${counts.get(button.dataset.via) ?? 0})`;
  }
};
