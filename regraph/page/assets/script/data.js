/* What every part works with: names, colours, and small makers. All text reaches the document as text, never as markup. */
const byId = new Map(boxes.map((box) => [box.id, box]));
const SVG = "http://www.w3.org/2000/svg";
const FONT = getComputedStyle(document.documentElement).fontFamily;
const DASHES = { solid: false, dashed: [7, 5], dotted: [2, 4] };
const FAMILIES = {
  company: "company", state: "state or government", person: "person", fund: "fund or consortium", organisation: "organisation",
  asset: "asset or project", programme: "programme", unknown: "party not named", event: "event or claim",
};
const VIAS = {
  ownership: "ownership", control: "control or state link", option: "option or warrant", finance: "finance", offtake: "offtake or supply",
  deal: "other deal", role: "role or membership", asset: "part of an asset", proceeding: "investigation",
};
const STROKES = { solid: "in force", dashed: "not yet, not binding or optional", dotted: "ended or denied" };
const LEAST_SCALE = 0.54, MOST_SCALE = 1.15, FAR_SCALE = 0.55, MAP_SCALE = 0.25;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const ink = {};
const TABS = ["details", "list", "table", "filter", "unknowns"];
let lit = null, current = null, touched = false, far = false;

for (const [id, { iri }] of Object.entries(page.claims)) page.ids[iri] ??= id;
for (const [id, { iri }] of Object.entries(page.things)) page.ids[iri] = id;
const el = (tag, props = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") made.addEventListener("click", value);
    else if (name === "text") made.textContent = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
};
const named = (text) => el("bdi", { text });
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const isThing = (id) => id in page.things;
const claimsByThing = new Map(Object.keys(page.things).map((id) => [id, []]));
Object.entries(page.claims).forEach(([claim, { ends }]) => new Set(ends.map(([n]) => n)).forEach((n) => claimsByThing.get(n).push(claim)));
const claimsOf = (id) => claimsByThing.get(id).filter((claim) => shown.has(claim) && lookOf(claim).ends.includes(id));
