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

const allThings = Object.keys(page.things), allClaims = Object.keys(page.claims);
let ids = null;  // IRI -> thing or claim, read when one is first looked for
const idOf = (iri) => {
  if (!ids) {
    ids = new Map(allClaims.map((id) => [page.claims[id].iri, id]).reverse());  // of two claims with one IRI the first
    for (const [other, id] of Object.entries(page.ids)) ids.set(other, id);
    for (const id of allThings) ids.set(page.things[id].iri, id);
  }
  return ids.get(iri);
};
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
const claimsByThing = new Map(allThings.map((id) => [id, []]));
for (const claim of allClaims) for (const [end] of page.claims[claim].ends) {
  const beside = claimsByThing.get(end);
  if (beside.at(-1) !== claim) beside.push(claim);
}
const claimsOf = (id) => claimsByThing.get(id).filter((claim) => shown.has(claim) && lookOf(claim).ends.includes(id));
