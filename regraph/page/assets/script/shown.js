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
const detailOf = (id) => {
  if (isThing(id)) return page.details[page.things[id].details[knownAt()]];
  const { look } = now.get(id) ?? {};
  return page.details[(look ?? page.claims[id].variants[0]).detail];
};
const lookOf = (id) => now.get(id)?.look ?? page.claims[id].variants[0];
const accountsOf = (look) => page.details[look.detail].sources.map(([account]) => page.accounts[account]).filter(Boolean);
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
const passes = (id, look) => Object.entries(FACETS).every(([facet, valuesOf]) => {
  const values = valuesOf(id, look);
  return !values.length || values.some((value) => !view.off.includes(`${facet}:${value}`));
});
const present = (id) => !view.gone.includes(id) && (kept.has(id) || !view.off.includes(`thing:${page.things[id].family}`));
const reckon = () => {
  const stretch = stretchOf(view.day), known = knownAt();
  shown.clear();
  for (const [id, claim] of Object.entries(page.claims)) now.set(id, stateOf(claim, stretch, known));
  keep();
  for (const [id, { look }] of now) {
    if (look && !view.gone.includes(id) && (kept.has(id) || passes(id, look)) && look.ends.filter(present).length > 1) shown.add(id);
  }
  for (const id of [...shown]) lookOf(id).ends.filter(present).forEach((end) => shown.add(end));
  for (const id of [...page.seeds, ...view.pins.filter(isThing)]) if (present(id)) shown.add(id);
  narrow();
  foldAway();
};
const shownThings = () => Object.keys(page.things).filter((id) => shown.has(id));
const shownClaims = () => Object.keys(page.claims).filter((id) => shown.has(id));
const strokeShown = (stroke) => shown.has(stroke.of) && shown.has(stroke.end) && (folds.has(stroke.of) || lookOf(stroke.of).ends.includes(stroke.end));
const isHidden = (box) => !(box.role === "bend" ? strokeShown(box) : shown.has(box.id));

/* Only what changed is told to the picture: with thousands of boxes the difference is felt. */
const before = { nodes: new Map(), edges: new Map() };
const fresh = (items, known, stateOf) => items.flatMap((item) => {
  const state = stateOf(item), key = JSON.stringify(state);
  if (known.get(item.id) === key) return [];
  known.set(item.id, key);
  return [{ id: item.id, ...state }];
});
/* What is folded enters the picture when it is first seen; where nothing is, all is in it from the start. */
const nodeState = (box) => {
  const hidden = isHidden(box);
  return { hidden, ...(folds.size || physical ? { physics: !hidden } : {}), ...(folds.size && !physical ? { x: box.x, y: box.y } : {}) };
};
const entering = (items, data, isSeen, whole_) => items.filter((item) => !data.get(item.id) && isSeen(item)).map(whole_);
const paint = () => {
  const late = entering(folds.size ? boxes : [], nodes, (box) => !isHidden(box), wholeNode);
  if (late.length) { nodes.add(late); measure(); }
  const lines = entering(folds.size ? strokes : [], edges, (s) => strokeShown(s) && nodes.get(s.from) && nodes.get(s.to), wholeEdge);
  if (lines.length) edges.add(lines);
  nodes.update(fresh(folds.size ? boxes.filter((box) => nodes.get(box.id)) : boxes, before.nodes, nodeState));
  edges.update(fresh(folds.size ? strokes.filter((stroke) => edges.get(stroke.id)) : strokes, before.edges, (stroke) => ({ hidden: !strokeShown(stroke), ...strokeLook(stroke) })));
  network.redraw();
};
const draw = () => { reckon(); paint(); };
