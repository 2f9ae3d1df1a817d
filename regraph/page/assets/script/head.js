/* The head, the legend, and where to begin. */
const fact = (name, value) => el("li", {}, `${name} `, el("b", { text: value }));
const fillHead = () => {
  const title = page.asked.join(" · ") || "All facts";
  const things = shownThings().length, claims = shownClaims().length, left = (asAsked() ? page.leftOut : gone()).length, away = putAway();
  document.title = `${title.slice(0, 120)} — regraph, as of ${view.day}`;
  at("title").textContent = title;
  at("subtitle").textContent = page.depth === null ? "Everything that the sources connect" : `and what the sources connect it with, up to ${plural(page.depth, "step")} away`;
  at("meta").replaceChildren(...[
    fact("As of", view.day), page.knownBy ? fact("known by", page.knownBy) : null,
    page.latest ? fact("latest account known", view.known === START.known ? page.latest : view.known) : null,
    fact("shown", `${plural(things, "thing")}, ${plural(claims, "relation")}`),
    away ? fact("put away in this view:", plural(away, "relation")) : null,
    left ? fact("left out, as not in force on that day or excluded:", plural(left, "relation")) : null,
    page.include.length ? fact("counted as well:", page.include.join(", ")) : null,
    page.exclude.length ? fact("excluded:", page.exclude.join(", ")) : null,
  ].filter(Boolean));
  at("canvas").setAttribute("aria-label", `Picture of ${plural(things, "thing")} and ${plural(claims, "relation")}. Arrow keys move it, plus and minus zoom, 0 shows all. The List tab holds the same as text.`);
  at("still").alt = `${title.slice(0, 120)}: picture of ${plural(things, "thing")} and ${plural(claims, "relation")}`;
};
const fillLegend = () => {
  at("vias").append(...page.vias.map((via) => {
    return el("button", { type: "button", "aria-pressed": "true", "data-via": via, on: () => toggle(via) }, sample(via, "solid"), VIAS[via]);
  }));
  const present = new Set(Object.values(page.things).map((thing) => thing.family));
  at("families").append(...Object.keys(FAMILIES).filter((family) => present.has(family)).map((family) => el("li", {}, icon(family), FAMILIES[family])));
  if (boxes.some((box) => box.junction)) at("families").append(el("li", {}, svg(16, 16, ["circle", { cx: 8, cy: 8, r: 4.5, fill: "currentColor" }]), "several parties together"));
  at("strokes").append(...Object.entries(STROKES).map(([line, words]) => el("li", {}, sample("", line), words)),
    ...(boxes.some((box) => box.more) ? [el("li", { text: "+3 more relations, not drawn here" })] : []),
    el("li", { text: "No mark: reported, or a party’s own word" }));
};
const fillDetails = () => at("details").replaceChildren(
  el("p", { text: "Choose a thing or a line in the picture, in the list, or by its name, to read what is claimed of it, how sure that is, and who says so." }),
  el("p", { class: "quiet", text: `Holders, funders and sellers stand above what they hold, fund or supply. ${page.unknowns.length ? `The sources leave ${plural(page.unknowns.length, "point")} open: see “Not known”.` : ""}` }),
  el("h3", { "aria-level": "2", text: "Begin with" }), el("ul", { class: "rows" }, ...busiest().map((id) => row(id, icon(page.things[id].family), detailOf(id).title, plural(claimsOf(id).length, "relation")))));
