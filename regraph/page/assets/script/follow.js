/* The reader's own hand: hide, pin, expand, focus; back and forth again; the address of the view; the keys. */
const kept = new Set();  // what is drawn whatever the filters say: what is pinned, and all around what is expanded
const keep = () => {
  kept.clear();
  if (!view.pins.length && !view.open.length) return;
  [...view.pins, ...view.open].forEach((id) => kept.add(id));
  for (const [id, { look }] of now) {
    if (look && (view.pins.includes(id) || look.ends.some((end) => view.open.includes(end)))) [id, ...look.ends].forEach((one) => kept.add(one));
  }
};
/* With a focus only what is so many steps around it stays, and what is pinned; a claim stays with all of its parties, or not at all. */
const narrow = () => {
  if (!view.focus) return;
  const far = new Map((isThing(view.focus) ? [view.focus] : lookOf(view.focus).ends).filter((id) => shown.has(id)).map((id) => [id, 0]));
  const claims = shownClaims(), drawn = new Map(claims.map((c) => [c, lookOf(c).ends.filter((end) => shown.has(end))])), beside = new Map();
  for (const [c, ends] of drawn) for (const end of ends) beside.set(end, [...(beside.get(end) ?? []), c]);
  for (const [id, steps] of far) {
    if (steps < Number(view.steps) || view.open.includes(id)) for (const c of beside.get(id) ?? []) for (const end of drawn.get(c)) if (!far.has(end)) far.set(end, steps + 1);
  }
  const stays = (id) => (isThing(id) ? far.has(id) || view.pins.includes(id) : drawn.get(id).every((end) => far.has(end)) || view.pins.includes(id));
  const pinned = new Set(claims.filter((c) => view.pins.includes(c)).flatMap((c) => drawn.get(c)));
  for (const id of [...shown]) if (!stays(id) && !pinned.has(id)) shown.delete(id);
};
const putAway = () => { let away = 0; now.forEach(({ look }, id) => { away += Number(Boolean(look) && !whole.has(id)); }); return away; };
const without = (values, id) => values.filter((other) => other !== id);
const around = (id) => (isThing(id) ? claimsByThing.get(id).filter((c) => now.get(c).look?.ends.includes(id) && !shown.has(c) && !view.gone.includes(c)) : []);
const ACTS = {
  hide: { key: "h", word: (id) => (view.gone.includes(id) ? "Show again" : "Hide"), on: (id) => view.gone.includes(id), does: (id) => ({ gone: toggled(view.gone, id), pins: without(view.pins, id), open: without(view.open, id), focus: view.focus === id ? "" : view.focus }) },
  pin: { key: "p", word: () => "Pin", on: (id) => view.pins.includes(id), does: (id) => ({ pins: toggled(view.pins, id), gone: without(view.gone, id) }) },
  expand: { key: "e", word: (id) => (view.open.includes(id) || !around(id).length ? "Expand" : `Expand (${around(id).length})`), on: (id) => view.open.includes(id), does: (id) => ({ open: toggled(view.open, id), gone: without(view.gone, id) }), things: true },
  focus: { key: "f", word: () => "Focus", on: (id) => view.focus === id, does: (id) => ({ focus: view.focus === id ? "" : id, gone: without(view.gone, id) }) },
  path: { key: "g", word: () => "Path from here", on: (id) => view.path.length === 1 && view.path[0] === id, does: (id) => ({ path: view.path.length === 1 && view.path[0] === id ? [] : [id], way: "1" }), things: true },
};
const act = (name, id = view.pick) => {
  if (!id) return say("choose a thing or a relation first");
  if (ACTS[name].things && !isThing(id)) return say(`${name}: choose a thing`);
  change(ACTS[name].does(id));
  if (name === "focus") overview(move());
  if (name === "path" && view.path.length === 1) return say(pathAsked());
  return say(`${detailOf(id).title}: ${name} ${ACTS[name].on(id) ? "on" : "off"}; ${plural(shownThings().length, "thing")}, ${plural(shownClaims().length, "relation")} shown`);
};
const actButtons = (id) => el("div", { class: "acts", role: "group", "aria-label": "What to do with it" },
  ...Object.entries(ACTS).filter(([, { things }]) => !things || isThing(id)).map(([name, { key, word, on }]) =>
    el("button", { type: "button", class: "small", "data-act": name, "aria-pressed": String(on(id)), "aria-keyshortcuts": key, on: () => act(name, id), text: word(id) })),
  el("button", { type: "button", class: "small", "data-act": "cite", "aria-keyshortcuts": "c", on: (event) => copyText(citation(id), event.currentTarget, "citation"), text: "Copy as citation" }));

/* To the clipboard, or where a browser does not let a page, into a field to copy from. */
const flash = (button) => {
  if (!button) return;
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = words; }, 1500);
};
const copyText = async (text, button, what) => {
  try {
    await navigator.clipboard.writeText(text);
    flash(button);
    say(`${what} copied`);
  } catch {
    at("copied").value = text;
    at("copy").showModal();
    at("copied").select();
  }
};
const copyLink = () => copyText(location.href.split("#")[0] + address(), at("link"), "link to this view");
const takeBack = (forth) => say((forth ? redo() : undo()) ? `${forth ? "redone" : "undone"}; ${plural(shownThings().length, "thing")} shown` : `nothing to ${forth ? "redo" : "undo"}`);
const reset = () => {
  unlit = START.pick;
  change({ ...START, tab: view.tab });
  writeAddress();
  refresh(new Set(["pick"]));  // what the page opened on may have been chosen, and lit
  begin();
  say("as the page opened");
};
const widen = (by) => {
  if (!view.focus) return;
  change({ steps: String(Math.min(6, Math.max(1, Number(view.steps) + by))) });
  overview(move());
};
const help = () => at("help").showModal();

const press = (text, then, words = null) => el("button", { type: "button", class: "small", on: then, text, ...(words ? { "aria-label": words } : {}), "data-act": text });
const banners = () => {
  const name = (id) => named(detailOf(id).title), found = [];
  if (view.path.length === 1) found.push(el("p", {}, "Path from ", name(view.path[0]), ": now choose the other end, in the picture, in a list or by its name. ", press("Cancel", () => change({ path: [] }))));
  if (view.path.length > 1 && (view.pick || view.tab !== "details")) found.push(el("p", {}, "Path from ", name(view.path[0]), " to ", name(view.path[1]), ". ", press("Show path", () => change({ pick: "", tab: "details" })), press("Clear path", clearPath)));
  if (view.focus) {
    found.push(el("p", {}, "Only ", name(view.focus), ` and what is ${plural(Number(view.steps), "step")} around it. `,
      press("−", () => widen(-1), "One step less"), press("+", () => widen(1), "One step more"), press("Show all", () => change({ focus: "", steps: "1" }))));
  }
  return found;
};
const refill = (place, parts) => {
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.act : null;
  place.replaceChildren(...parts);
  if (held) (place.querySelector(`[data-act="${CSS.escape(held)}"]`) ?? at("canvas")).focus({ preventScroll: true });
};
const showHand = () => {
  at("undo").setAttribute("aria-disabled", String(!past.length));
  at("redo").setAttribute("aria-disabled", String(!coming.length));
  at("reset").setAttribute("aria-disabled", String(!address().replace(/[#&](pick|tab)=[^&]*/g, "")));
  refill(at("banner"), banners());
  at("banner").hidden = !at("banner").children.length;
};
const LETTERS = {
  ...Object.fromEntries(Object.entries(ACTS).map(([name, { key }]) => [key, () => act(name)])),
  c: () => (view.pick ? copyText(citation(view.pick), at("details").querySelector("[data-act=cite]"), "citation") : say("choose a thing or a relation first")),
  l: copyLink, x: clearFilters, r: reset, "[": () => widen(-1), "]": () => widen(1),
};
const fillHand = () => {
  for (const [id, then] of Object.entries({ undo: () => takeBack(false), redo: () => takeBack(true), reset, link: copyLink, ask: help })) at(id).addEventListener("click", then);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox], [type=range]), select, textarea, dialog")) return;
    const then = event.key === "?" ? help : at("letters").checked ? LETTERS[event.key] : null;
    if (!then) return;
    event.preventDefault();
    then();
  });
};
