/* What is drawn: the state of each claim on the day chosen by what was known then, less what the reader has put away. */
const now = new Map();  // claim -> what it looks like on that day, or why it is not drawn
const shown = new Set();  // things and claims in the picture
const stretchOf = (day) => { let i = page.days.length - 1; while (i > 0 && page.days[i] > day) i -= 1; return i; };
const knownAt = () => Math.max(0, page.known.indexOf(view.known));
const stateOf = (claim, stretch, known) => {
  const track = claim.tracks[claim.at[known]];
  const [, state] = track.findLast(([begin]) => begin <= stretch);
  return state < 0 ? { reason: page.reasons[-1 - state] } : { look: claim.variants[state] };
};
/* For each state of knowledge, stretch by stretch, the claims that turn into another state there: a step looks at them alone. */
const turns = new Map();
const turnsBy = (known) => {
  if (turns.has(known)) return turns.get(known);
  const found = page.days.map(() => []);
  for (const [id, { tracks, at: by }] of Object.entries(page.claims)) for (const [begin] of tracks[by[known]]) found[begin].push(id);
  return turns.set(known, found).get(known);
};
let stood = null;  // the stretch and the state of knowledge that `now` is of
const setNow = (stretch, known) => {
  const [before, by] = stood ?? [], span = [before, stretch].sort((a, b) => a - b);
  const turned = by === known ? turnsBy(known).slice(span[0] + 1, span[1] + 1).flat() : allClaims;
  for (const id of turned) now.set(id, stateOf(page.claims[id], stretch, known));
  stood = [stretch, known];
};
const lookOf = (id) => now.get(id)?.look ?? page.claims[id].variants[0];
const told = new WeakMap();  // look -> what the panel of its claim says on such a day
const detailBy = (look) => {
  const { kind, said, standing, detail } = look, { sentences, rows, row, ...rest } = panelOf(detail);
  return { kind, sentence: sentences[said], ...rest, rows: [["standing", [[standing.join(": "), ""]]], ...rows], row: { ...row, standing } };
};
const detailOf = (id) => {
  if (isThing(id)) return panelOf(page.things[id].details[knownAt()]);
  const look = lookOf(id);
  return told.get(look) ?? told.set(look, detailBy(look)).get(look);
};
const accountsOf = (look) => panelOf(look.detail).sources.map(([account]) => page.accounts[account]).filter(Boolean);
const FACETS = {
  kind: (id) => [page.claims[id].via],
  stage: (id, look) => [look.axes[0]],
  bindingness: (id, look) => [look.axes[1]],
  certainty: (id, look) => [look.axes[2]],
  source: (id, look) => accountsOf(look).map((account) => account.source.split("/").at(-1)),
  publisher: (id, look) => accountsOf(look).map((account) => account.publisher),
  commodity: (id, look) => (look.commodities.length ? look.commodities : ["none named"]),
  accounts: (id, look) => [look.disputed ? "differ" : "do not differ"],
};
const passes = (id, look, off) => !off.size || [...off].every(([facet, shut]) => {
  const values = FACETS[facet](id, look);
  return !values.length || values.some((value) => !shut.has(value));
});
/* What is off by facet, of those that a claim is filtered by. */
const shutOff = () => {
  const found = new Map();
  for (const entry of view.off) {
    const [facet, value] = entry.split(/:(.*)/s);
    if (Object.hasOwn(FACETS, facet)) found.set(facet, (found.get(facet) ?? new Set()).add(value));
  }
  return found;
};
const present = (id) => !view.gone.includes(id) && (kept.has(id) || !view.off.length || !view.off.includes(`thing:${page.things[id].family}`));
let reckonings = 0;
const reckon = () => {
  const off = shutOff(), parties = new Set();
  reckonings += 1;
  shown.clear();
  setNow(stretchOf(view.day), knownAt());
  keep();
  for (const [id, { look }] of now) {
    if (!look || view.gone.includes(id) || !(kept.has(id) || passes(id, look, off))) continue;
    const ends = look.ends.filter(present);
    if (ends.length < 2) continue;
    shown.add(id);
    for (const end of ends) parties.add(end);
  }
  for (const id of parties) shown.add(id);
  for (const id of [...page.seeds, ...view.pins.filter(isThing)]) if (present(id)) shown.add(id);
  narrow();
  foldAway();
};
const shownThings = () => allThings.filter((id) => shown.has(id));
const shownClaims = () => allClaims.filter((id) => shown.has(id));
const strokeShown = (stroke) => shown.has(stroke.of) && shown.has(stroke.end) && (folds.has(stroke.of) || lookOf(stroke.of).ends.includes(stroke.end));
const isHidden = (box) => !(box.role === "bend" ? strokeShown(box) : shown.has(box.id));
