/* What is folded on a large page: small boxes that stand for many things, and the room that they make when they are opened. */
const folds = new Map(boxes.filter((box) => box.role === "fold").map((box) => [box.id, box]));
const ALL = "*";  // in the address: nothing is folded
const whole = new Set();  // the things and claims that would be drawn, were nothing folded
const opened = new Set();
const MANY = {
  company: "companies", state: "states or government bodies", person: "people", fund: "funds or consortia", organisation: "organisations",
  asset: "assets or projects", programme: "programmes", unknown: "parties not named", event: "events or claims",
};
/* What a fold says of its things where each is joined by a claim that is in force and reported: below and above their parent. */
const JOINED = {
  ownership: ["held by", "holding"], control: ["controlled by or linked to", "in control of or linked to"], option: ["under an option or warrant of", "with an option or warrant on"],
  finance: ["financed by", "financing"], offtake: ["supplied by", "supplying"], role: ["with a role or member from", "with a role or membership at"],
  deal: ["in deals with", "in deals with"], asset: ["part of", "with a part in"], proceeding: ["in proceedings with", "in proceedings with"],
};
const everything = () => view.unfolded.includes(ALL);
const inside = (id) => (byId.get(id).fold ? [byId.get(id).fold] : []);
const isFolded = (id) => { const { fold } = byId.get(id); return fold !== undefined && !opened.has(fold) && !everything(); };
const foldsOf = (id) => [...folds.values()].filter((fold) => fold.parent === id && shown.has(fold.id));
const membersOf = (fold) => fold.members.filter((id) => whole.has(id));
/* Opens what the reader unfolded or expanded, and what a path leads through. */
const unfold = () => {
  opened.clear();
  const walk = view.path.length > 1 ? [...walked() ?? []].filter(isThing) : [];
  const wanted = [...[...view.unfolded.filter((id) => byId.has(id)), ...walk].flatMap(inside), ...[...folds.values()].filter((fold) => view.open.includes(fold.parent)).map((fold) => fold.id)];
  for (const first of wanted) for (let id = first; id; id = folds.get(id).within) opened.add(id);
};
const foldAway = () => {
  wordsOn.clear();
  whole.clear();
  for (const id of shown) whole.add(id);
  if (!folds.size) return;
  unfold();
  for (const id of whole) if (isThing(id) && isFolded(id)) shown.delete(id);
  for (const id of whole) if (!isThing(id) && lookOf(id).ends.filter((end) => shown.has(end)).length < 2) shown.delete(id);
  for (const fold of everything() ? [] : folds.values()) {
    const open = opened.has(fold.id) || (fold.within && !opened.has(fold.within));
    if (!open && (!fold.parent || shown.has(fold.parent)) && membersOf(fold).length) shown.add(fold.id);
  }
  settle();
};

/* Places are sums: a block opens where its box stands, and pushes what is beside and below it by what it needs more. */
const isOuter = (box) => !box.fold && !box.within && !box.slots;
const outer = folds.size ? boxes.filter(isOuter) : boxes, base = new Map(outer.map((box) => [box.id, [box.x, box.y]]));
let blocks = null;  // fold -> where its things stand around it, read before the first is opened
const blocksIn = () => {
  const found = new Map([...folds.keys()].map((id) => [id, []]));
  for (const box of boxes) {
    if (box.fold || box.within) found.get(box.fold ?? box.within).push([box.id, box.x, box.y]);
    for (const [end, fold, x, y] of box.slots ?? []) found.get(fold).push([`${box.id} ${end}`, x, y]);
  }
  return found;
};
const spread = () => {
  const spots = new Map(base);
  let level = [...opened].filter((id) => !folds.get(id).within);
  while (level.length) {
    const pushes = level.map((id) => [...spots.get(id), ...["w", "h"].map((side, i) => Math.max(0, folds.get(id).room[i] - folds.get(id)[side]) / 2)]);
    for (const [key, [x, y]] of spots) {
      const sum = (at_, place, size) => pushes.reduce((far_, push_) => far_ + Math.sign(at_ - push_[place]) * push_[size], 0);
      spots.set(key, [x + sum(x, 0, 2), y + sum(y, 1, 3)]);
    }
    for (const id of level) for (const [key, x, y] of blocks.get(id)) spots.set(key, [spots.get(id)[0] + x, spots.get(id)[1] + y]);
    const done = new Set(level);
    level = [...opened].filter((id) => done.has(folds.get(id).within));
  }
  return spots;
};
let spots = new Map(), spotsOf = null;
const slotted = boxes.filter((box) => box.slots);
const spotOf = (box) => {
  if (everything()) return box.all ?? byId.get(box.of)?.all;
  const slot = box.slots?.find(([end, fold]) => opened.has(fold) && shown.has(end));
  return spots.get(slot ? `${box.id} ${slot[0]}` : box.id);
};
const settle = () => {
  const key = everything() ? ALL : [...opened].sort().join(" "), fresh = key !== spotsOf;
  if (key) blocks ??= blocksIn();
  if (fresh) spots = spread();
  spotsOf = key;
  const moved = fresh ? key ? boxes : outer : key ? slotted : [];  // with nothing opened no box but the outer ones is seen
  for (const box of moved) [box.x, box.y] = spotOf(box) ?? [box.x, box.y];
};

const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const nounOf = (ids) => {
  const [first, ...others] = new Set(ids.map((id) => page.things[id].family));
  return others.length ? ids.length === 1 ? "thing" : "things" : ids.length === 1 ? FAMILIES[first] : MANY[first];
};
const isSure = (fold) => membersOf(fold).every((id) => {
  const ties = claimsByThing.get(id).filter((c) => whole.has(c) && page.claims[c].via === fold.via && lookOf(c).ends.includes(fold.parent));
  return ties.length && ties.every((c) => lookOf(c).line === "solid" && !lookOf(c).doubted);
});
const foldWords = (fold) => {
  const ids = membersOf(fold), what = `${count(ids.length)} ${nounOf(ids)}`;
  if (!fold.parent) return `${what} apart from the rest`;
  const parent = detailOf(fold.parent).title;
  if (!fold.via) return `${what} joined to ${parent}`;
  return isSure(fold) ? `${what} ${JOINED[fold.via][fold.above ? 1 : 0]} ${parent}` : `${what} ${fold.above ? "above" : "below"} ${parent} by ${VIAS[fold.via]}, not all in force or sure`;
};
const wordsOn = new Map();  // fold -> what stands on its box until the next reckoning
const foldLines = (fold) => wordsOn.get(fold.id) ?? wordsOn.set(fold.id, linesOf(fold)).get(fold.id);
const linesOf = (fold) => {
  const ids = membersOf(fold);
  if (fold.h < 30) return [`+${count(ids.length)}`];
  return [`+${count(ids.length)} ${nounOf(ids)}`, !fold.parent ? "apart" : isSure(fold) ? JOINED[fold.via][fold.above ? 1 : 0].replace(/ (by|at|from|of|on|with|in)$/, "") : `${VIAS[fold.via]}, not all sure`];
};
const drawFold = (ctx, box, x, y, state) => {
  const lines = foldLines(box), size = Math.min(far ? 24 : 12, (box.h - 6) / lines.length / 1.1);
  for (const off of [5, 2.5, 0]) {
    rounded(ctx, x + off, y + off, box.w - 6, box.h - 6, 6);
    ctx.fillStyle = state.hover ? ink.hover || ink.canvas : ink.surface;
    ctx.fill();
    ctx.lineWidth = state.hover ? 2 : 1;
    ctx.strokeStyle = box.via ? viaColour(box.via) : ink.soft;
    ctx.stroke();
  }
  ctx.fillStyle = ink.ink;
  lines.forEach((line, i) => { ctx.font = `${i ? 500 : 700} ${size}px ${FONT}`; ctx.fillText(line, x, y + (i - (lines.length - 1) / 2) * size * 1.2, box.w - 14); });
};

/* What is chosen must be seen: a folded thing that is found or focused on is unfolded with what it is folded with. */
const chosenIn = ({ pick, focus, pins = [] }) => [pick, focus, ...pins].filter((id) => id && byId.has(id)).flatMap((id) => (isThing(id) ? [id] : lookOf(id).ends));
const foldedOf = (patch) => chosenIn(patch).filter((id) => whole.has(id) && isFolded(id) && !view.unfolded.includes(id));
const revealing = (patch) => {
  const hidden = foldedOf(patch);
  return hidden.length ? { ...patch, unfolded: [...new Set([...(patch.unfolded ?? view.unfolded), ...hidden])] } : patch;
};
const openFold = (id) => {
  const fold = folds.get(id), words = foldWords(fold);
  touched = true;
  change({ unfolded: [...view.unfolded, fold.members[0]] });
  const seen = fold.members.filter((member) => shown.has(member));
  if (seen.length) network.fit({ nodes: [...seen, ...(fold.parent ? [fold.parent] : [])], minZoomLevel: .1, maxZoomLevel: Math.min(MOST_SCALE, Math.max(network.getScale(), .6)), animation: move() });
  say(`${words}: unfolded`);
};
const refold = (unfolded, words) => {
  const open = view.open.filter((id) => ![...folds.values()].some((fold) => fold.parent === id));
  const goes = !unfolded.includes(ALL) && chosenIn({ pick: view.pick }).some((id) => inside(id).length);  // a choice is folded with its box
  change({ unfolded, open, ...(goes ? { pick: "" } : {}) });
  overview(move());
  say(opened.size && !everything() ? `${words}, but for what is pinned, in focus or on the path` : words);
};
const foldRow = (fold) => el("li", {}, el("button", { type: "button", "data-fold": fold.id, on: () => openFold(fold.id) }, named(foldWords(fold))));
const fillFolds = () => {
  if (!folds.size) return;
  at("canvas").after(el("div", { id: "folding", role: "group", "aria-label": "What is folded" },
    el("p", { id: "foldcount" }),
    el("button", { type: "button", id: "unfoldall", on: () => refold([ALL], "everything is shown"), text: "Show all" }),
    el("button", { type: "button", id: "refold", on: () => refold([], "folded as at first"), text: "Fold again" }),
    el("details", { id: "folded" }, el("summary", { text: "Folded boxes" }), el("ul", { class: "rows" }))));
  at("folded").addEventListener("toggle", listFolds);
};
const listFolds = () => at("folded").lastChild.replaceChildren(...(at("folded").open ? [...folds.values()].filter((fold) => shown.has(fold.id)).map(foldRow) : []));
const showFolds = () => {
  if (!folds.size) return;
  const things = [...whole].filter(isThing), seen = things.filter((id) => shown.has(id)).length;
  at("foldcount").textContent = `Showing ${count(seen)} of ${count(things.length)} things; ${count(things.length - seen)} folded.`;
  at("unfoldall").hidden = seen === things.length;
  at("refold").hidden = !opened.size && !everything();
  at("folded").hidden = everything();
  listFolds();
  const mine = view.pick && isThing(view.pick) ? foldsOf(view.pick) : [];
  if (mine.length && view.path.length < 2) (at("details").querySelector("h3") ?? at("details").lastChild).before(el("h3", { text: "Folded around it" }), el("ul", { class: "rows" }, ...mine.map(foldRow)));
};
