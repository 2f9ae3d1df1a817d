/* Events, and the first drawing. */
const owner = (params) => {
  const id = params.nodes[0] ?? (params.edges.length ? strokesById.get(params.edges[0]).of : null);
  return id !== null && byId.get(id).role === "bend" ? byId.get(id).of : id;
};
const zoom = (factor) => { touched = true; network.moveTo({ scale: Math.min(3, Math.max(.05, network.getScale() * factor)), animation: move() }); };
const pan = (dx, dy) => {
  touched = true;
  const { x, y } = network.getViewPosition(), scale = network.getScale();
  network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
};
const keys = { ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(.8), 0: () => overview(move()), Escape: clear };
const tip = (node) => {
  const box = node === null ? null : byId.get(node), readable = network.getScale() > .75;
  at("tip").hidden = !box || box.role === "bend" || (readable && box.role !== "fold");
  if (at("tip").hidden) return;
  const words = box.role === "fold" ? foldWords(box) : box.role === "thing" ? detailOf(box.id).title : detailOf(box.id).kind, point = network.canvasToDOM({ x: box.x, y: box.y + box.h / 2 }), room = at("canvas").getBoundingClientRect();
  at("tip").replaceChildren(el("span", {}, named(words)));
  at("tip").style.left = `${Math.max(4, Math.min(point.x - 60, room.width - 290))}px`;
  at("tip").style.top = `${point.y + 6}px`;
};
const recolour = () => { readColours(); draw(); };
/* For paper: the whole picture in the light colours, as an image; then the view as it was. */
const still = () => {
  fillTabs(Object.keys(FILLS));
  const position = network.getViewPosition(), scale = network.getScale(), root = document.documentElement;
  root.classList.add("paper");
  overview(false);
  recolour();
  network.redraw();
  at("still").src = network.canvas.frame.canvas.toDataURL("image/png");
  at("still").hidden = false;
  root.classList.remove("paper");
  network.moveTo({ position, scale, animation: false });
  recolour();
};
network.on("beforeDrawing", () => {
  if (far === network.getScale() < FAR_SCALE) return;
  far = !far;
  measure();
});
network.on("click", (params) => {
  const id = owner(params);
  if (folds.has(id)) openFold(id); else if (id) picked(id); else if (view.path.length !== 1) clear();
});
network.on("dragStart", () => { touched = true; tip(null); });
network.on("zoom", () => { touched = true; tip(null); });
network.on("hoverNode", ({ node }) => { at("canvas").style.cursor = "pointer"; tip(node); });
network.on("blurNode", () => { at("canvas").style.cursor = ""; tip(null); });
network.on("hoverEdge", () => { at("canvas").style.cursor = "pointer"; });
network.on("blurEdge", () => { at("canvas").style.cursor = ""; });
network.on("resize", () => queueMicrotask(() => { if (!touched) begin(); }));  // vis-network scales by the new size once it has told it
at("canvas").addEventListener("keydown", (event) => { if (keys[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); keys[event.key](); } });
at("closer").addEventListener("click", () => zoom(1.25));
at("farther").addEventListener("click", () => zoom(.8));
at("whole").addEventListener("click", () => { overview(move()); });
at("query").addEventListener("input", offer);
at("query").addEventListener("keydown", typed);
at("search").addEventListener("focusout", (event) => { if (event.relatedTarget && !at("search").contains(event.relatedTarget)) closeHits(); });
document.addEventListener("pointerdown", (event) => { if (!at("search").contains(event.target)) closeHits(); });
TABS.forEach((tab, i) => {
  at(`tab-${tab}`).addEventListener("click", () => open(tab));
  at(`tab-${tab}`).addEventListener("keydown", (event) => {
    const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (turn) open(TABS[(i + turn + TABS.length) % TABS.length], true);
  });
});
dark.addEventListener("change", recolour);
addEventListener("beforeprint", still);
addEventListener("afterprint", () => { at("still").hidden = true; });

/* Only what a change concerns is done again; a tab is filled when it is looked at, and for paper. */
const stale = new Set();
const FILLS = { list: fillList, unknowns: fillUnknowns };
const fillTabs = (tabs) => tabs.filter((tab) => stale.delete(tab)).forEach((tab) => FILLS[tab]());
let unlit = "";  // what the page opens on stands in the panel, and nothing else is dimmed for it
const relight = () => {
  current = view.pick || null;
  if (current !== unlit) unlit = "";
  lit = current && !unlit && shown.has(current) ? neighbours(current) : walked();
};
const refresh = (keys) => {
  const drawn = [...keys].some((key) => !["pick", "tab", ...(folds.size ? [] : ["way"])].includes(key));
  if (drawn) { reckon(); Object.keys(FILLS).forEach((tab) => stale.add(tab)); }
  if (drawn || keys.has("pick") || keys.has("way")) {
    relight();
    paint();
    showPick();
    showFolds();
  }
  if (drawn) { fillHead(); showTime(); showFilters(); }
  fillTabs([view.tab]);
  showTab();
};
/* Where the keyboard is when what it was on is gone from the page. */
const isSeen = (part) => part.isConnected && part.getClientRects().length > 0;
const RESTS = {
  panel: () => at(`tab-${view.tab}`), time: () => at("slider"),
  folding: () => [...at("folding").querySelectorAll("button, summary")].find(isSeen),
};
const holding = (keys) => {
  const held = document.activeElement, place = held.closest(Object.keys(RESTS).map((id) => `#${id}`).join());
  refresh(keys);
  if (held !== document.body && !isSeen(held) && [held, document.body].includes(document.activeElement)) (RESTS[place?.id]?.() ?? at("canvas")).focus({ preventScroll: true });
};
watch(holding);
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.matches("input:not([type=checkbox], [type=range]), textarea")) return;
  event.preventDefault();
  takeBack(event.shiftKey);
});

Object.assign(view, readAddress());
fillLegend();
fillTime();
fillTake();
fillHand();
fillFolds();
fillPhysics();
refresh(new Set(Object.keys(START)));
reveal();
network.canvas.setSize();  // what was filled above left it another room, and the size would be found out after the first drawing
begin();
if (view.pick && view.pick !== page.seeds[0] && shown.has(view.pick)) look(view.pick);
document.documentElement.dataset.ready = "yes";
(window.requestIdleCallback ?? setTimeout)(() => collate("", "a"));  // the rules of sorting are fetched before a table asks for them
window.regraph = { network, choose, byId, strokes, page, view, change, undo, redo, shown, detailOf, lookOf, trail: () => trail, weakestOf, csvCell };
