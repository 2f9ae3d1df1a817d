/* Search by any name. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’.]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
let names = null;  // every name, read when one is first looked for
/* The title of a claim stands first in the line of its panel, and is read without the rest. */
const titleIn = (number) => {
  const [, title] = /^\[\d+,(\t\d+|"(?:[^"\\]|\\.)*")/.exec(asked[number]) ?? [];
  return title ? readText(title) : panelOf(number).title;
};
const namesOf = (id) => (isThing(id) ? [detailOf(id).title, ...(detailOf(id).names || [])] : [titleIn(lookOf(id).detail)]);
const entries = () => names ??= [...Object.keys(page.things), ...Object.keys(page.claims)].flatMap((id) => namesOf(id).map((name) => ({ id, name, folded: fold(name) })));
let found = [], marked = -1;
const matches = (text) => {
  const wanted = fold(text), seen = new Set();
  if (!wanted) return [];
  const rank = (e) => (e.folded === wanted ? 0 : e.folded.startsWith(wanted) ? 1 : ` ${e.folded}`.includes(` ${wanted}`) ? 2 : 3) + (isThing(e.id) ? 0 : 4);
  return entries().filter((e) => e.folded.includes(wanted)).sort((a, b) => rank(a) - rank(b)).filter((e) => !seen.has(e.id) && seen.add(e.id)).slice(0, 12);
};
const mark = (index) => {
  marked = index;
  [...at("hits").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
  const item = at("hits").children[index];
  if (item) { at("query").setAttribute("aria-activedescendant", item.id); requestAnimationFrame(() => item.scrollIntoView({ block: "nearest" })); }
  else at("query").removeAttribute("aria-activedescendant");
};
const closeHits = () => { at("hits").hidden = true; at("query").setAttribute("aria-expanded", "false"); mark(-1); };
const pick = (entry) => { at("query").value = entry.name.slice(0, 120); closeHits(); choose(entry.id); };
const hitItem = (entry, index) => {
  const label = detailOf(entry.id).title;
  return el("li", { role: "option", id: `hit-${index}`, "aria-selected": "false", on: () => pick(entry) }, named(entry.name),
    el("small", {}, named(entry.name === label ? detailOf(entry.id).kind : `${label} · ${detailOf(entry.id).kind}`)));
};
const offer = () => {
  found = matches(at("query").value);
  at("hits").replaceChildren(...found.map(hitItem));
  if (!found.length) at("hits").append(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", text: "No such name in this picture" }));
  at("hits").hidden = !at("query").value.trim();
  at("query").setAttribute("aria-expanded", String(!at("hits").hidden));
  mark(found.length ? 0 : -1);
};
const typed = (event) => {
  if (event.key === "Escape") closeHits();
  else if (event.key === "Enter" && found[marked]) { event.preventDefault(); pick(found[marked]); }
  else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
    event.preventDefault();
    mark((marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  }
};
