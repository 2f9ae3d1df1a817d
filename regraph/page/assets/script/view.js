/* What the reader has chosen: changed in one place, undone step by step, and written to the address of the page. */
const START = Object.freeze({
  day: page.asOf, known: page.known.at(-1) ?? "", off: [], gone: [], pins: [], open: [], focus: "", steps: "1", path: [], unfolded: [], way: "1", pick: page.seeds.length === 1 ? page.seeds[0] : "", tab: "details",
});
const LASTING = ["day", "known", "off", "gone", "pins", "open", "focus", "steps", "path", "unfolded"]; // what an undo takes back
const OF_THINGS = ["gone", "pins", "open", "focus", "path", "unfolded", "pick"];
const view = { ...START };
const past = [], coming = [], watchers = [];
const watch = (then) => watchers.push(then);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const apply = (next) => {
  const keys = new Set(Object.keys(START).filter((key) => !same(view[key], next[key])));
  if (!keys.size) return false;
  Object.assign(view, next);
  writeAddress();
  watchers.forEach((then) => then(keys));
  return true;
};
let gesture = "";  // what the last change was a part of: a slider that is dragged, a day that is typed; an undo takes all of it back
const change = (patch, part = "") => {
  const before = { ...view }, next = { ...view, ...revealing(patch) };
  if (LASTING.some((key) => !same(before[key], next[key]))) {
    if (!part || part !== gesture) past.push(before);
    gesture = part;
    coming.length = 0;
  }
  apply(next);
  reveal();
};
const lasting = (from) => Object.fromEntries(LASTING.map((key) => [key, from[key]]));
const step = (from, to) => {
  gesture = "";
  if (!from.length) return false;
  to.push({ ...view });
  const done = apply({ ...view, ...lasting(from.pop()) });
  if (foldedOf({ pick: view.pick }).length) apply({ ...view, pick: "" });  // it was unfolded to be chosen, and is folded again
  return done;
};
const undo = () => step(past, coming);
const redo = () => step(coming, past);

/* In the address things and claims stand by their slugs, so that it means the same on another page of the same facts. */
const iriOf = (id) => (page.things[id] ?? page.claims[id]).iri;
const tailOf = (iri) => iri.slice(iri.lastIndexOf("/") + 1);
let slugs = null, bySlug = null;  // made when an address names something, or when a slug is not plainly that of one thing or claim
const fillSlugs = () => {
  [slugs, bySlug] = [new Map(), new Map()];
  for (const id of [...allThings, ...allClaims]) {
    const slug = tailOf(iriOf(id));
    let name = slug;
    for (let n = 2; bySlug.has(name); n += 1) name = `${slug}~${n}`;
    slugs.set(id, name);
    bySlug.set(name, id);
  }
};
const slugOf = (id) => {
  const slug = tailOf(iriOf(id)), isTwin = (other) => other !== id && tailOf(iriOf(other)) === slug;
  if (!slugs && (slug.includes("~") || allThings.some(isTwin) || allClaims.some(isTwin))) fillSlugs();
  return slugs ? slugs.get(id) : slug;
};
const idBySlug = (slug) => { if (!slugs) fillSlugs(); return bySlug.get(slug); };
const address = () => {
  const params = new URLSearchParams();
  for (const key of Object.keys(START).filter((name) => !same(view[name], START[name]) || (name === "pick" && view.pick !== unlit))) {
    for (const value of [view[key]].flat()) params.append(key, OF_THINGS.includes(key) && (isThing(value) || value in page.claims) ? slugOf(value) : value);
  }
  return params.size ? `#${params}` : "";
};
const writeAddress = () => {
  try { history.replaceState(null, "", address() || location.pathname + location.search); } catch { /* a page in a frame may not */ }
};
const fits = {
  day: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "0001" && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text),  // no 30 February, no year 0
  known: (text) => page.known.includes(text),
  steps: (text) => /^[1-6]$/.test(text),
  way: (text) => /^[1-9]$/.test(text),
  tab: (text) => TABS.includes(text),
  open: (id) => isThing(id), path: (id) => isThing(id),
};
const readAddress = () => {
  const params = new URLSearchParams(location.hash.slice(1)), next = { ...START };
  for (const key of Object.keys(START)) {
    const given = params.getAll(key).map((text) => (OF_THINGS.includes(key) && !(key === "unfolded" && text === ALL) ? idBySlug(text) : text)).filter((value) => value && (fits[key]?.(value) ?? true));
    if (given.length) next[key] = Array.isArray(START[key]) ? [...new Set(given)] : given[0];
  }
  next.path = next.path.slice(0, 2);
  const picks = params.getAll("pick");
  if (picks[0] === "" || (!picks.length && next.path.length)) next.pick = "";  // nothing is chosen, and not what the page opens on
  else if (!picks.some((slug) => idBySlug(slug))) unlit = START.pick;
  return next;
};
/* What an address names, and what is chosen and comes in sight by another change, is seen: a picture and its address are alike. */
const reveal = () => apply({ ...view, ...revealing(view) });
addEventListener("hashchange", () => { change(readAddress()); if (shown.has(view.pick)) look(view.pick); });
