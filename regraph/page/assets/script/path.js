/* The best evidenced path between two things, over what is drawn. Costs are the command line's; the page only adds them up. */
const MOST_WAYS = 3, MOST_TRIED = 120, DEALS = ["deal", "finance", "offtake"];
let trail = null;  // the paths between the two things chosen, or null
const joined = (from, to) => {
  const graph = new Map(), hubs = new Set(page.walk.hubs[knownAt()]), at_ = (id) => graph.get(id) ?? graph.set(id, new Map()).get(id);
  const toll = (id) => (hubs.has(id) && id !== from && id !== to ? page.walk.toll / 2 : 0);
  for (const c of [...whole].filter((id) => !isThing(id))) {
    const { cost, pairs } = lookOf(c);
    if (cost === null) continue;
    for (const [a, b] of pairs.map((pair) => pair.split(" "))) {
      if (!whole.has(a) || !whole.has(b) || a === b) continue;
      const hop = at_(a).get(b) ?? { cost: Infinity, claims: [] };
      hop.cost = Math.min(hop.cost, cost + toll(a) + toll(b));
      if (!hop.claims.includes(c)) hop.claims.push(c);
      at_(a).set(b, hop);
      at_(b).set(a, hop);
    }
  }
  return graph;
};
/* A heap of [cost, thing], the least on top. */
const push = (heap, item) => {
  let i = heap.push(item) - 1;
  for (let up = (i - 1) >> 1; i && heap[up][0] > heap[i][0]; i = up, up = (i - 1) >> 1) [heap[up], heap[i]] = [heap[i], heap[up]];
};
const pop = (heap) => {
  const top = heap[0], last = heap.pop();
  if (!heap.length) return top;
  heap[0] = last;
  for (let i = 0, least; ; i = least) {
    least = [2 * i + 1, 2 * i + 2].reduce((found, child) => (child < heap.length && heap[child][0] < heap[found][0] ? child : found), i);
    if (least === i) return top;
    [heap[i], heap[least]] = [heap[least], heap[i]];
  }
};
const cheapest = (graph, from, to, barred, cut) => {
  const best = new Map([[from, 0]]), back = new Map(), heap = [[0, from]];
  while (heap.length) {
    const [cost, id] = pop(heap);
    if (cost > best.get(id)) continue;
    if (id === to) break;
    for (const [next, hop] of graph.get(id) ?? []) {
      if (barred.has(next) || (id === from && cut.has(next)) || cost + hop.cost >= (best.get(next) ?? Infinity)) continue;
      best.set(next, cost + hop.cost);
      back.set(next, id);
      push(heap, [cost + hop.cost, next]);
    }
  }
  if (!best.has(to)) return null;
  const nodes = [to];
  while (nodes[0] !== from) nodes.unshift(back.get(nodes[0]));
  return nodes;
};
const pairsOf = (nodes) => nodes.slice(1).map((node, i) => [nodes[i], node]);
const priceOf = (graph, nodes) => Math.round(pairsOf(nodes).reduce((sum, [a, b]) => sum + graph.get(a).get(b).cost, 0) * 1e6) / 1e6;
/* A deal that makes a hop alone and lies on another, or joins directly what the path joins by a detour, is no path. */
const repeats = (graph, nodes) => {
  const hops = pairsOf(nodes).map(([a, b]) => graph.get(a).get(b).claims);
  const alone = hops.filter((claims) => claims.length === 1 && DEALS.includes(page.claims[claims[0]].via)).map(([c]) => c);
  if (alone.some((c) => hops.filter((claims) => claims.includes(c)).length > 1)) return true;
  return nodes.some((a, i) => nodes.slice(i + 2).some((b) => graph.get(a).get(b)?.claims.some((c) => alone.includes(c))));
};
/* Yen's paths without loops, the cheapest first. */
const waysBetween = (from, to) => {
  const graph = joined(from, to), found = [], done = [], seen = new Set();
  const candidates = [cheapest(graph, from, to, new Set(), new Set())].filter(Boolean).map((nodes) => [priceOf(graph, nodes), nodes]);
  while (candidates.length && found.length < MOST_WAYS && done.length < MOST_TRIED) {
    candidates.sort(([a, p], [b, q]) => a - b || p.length - q.length || p.map(slugOf).join(" ").localeCompare(q.map(slugOf).join(" ")));
    const [cost, nodes] = candidates.shift();
    done.push(nodes);
    if (nodes.length - 1 <= page.walk.hops && !repeats(graph, nodes)) found.push({ cost, nodes, hops: hopsOf(graph, nodes) });
    for (let i = 0; i < nodes.length - 1; i += 1) {
      const root = nodes.slice(0, i + 1), cut = new Set(done.filter((other) => same(other.slice(0, i + 1), root)).map((other) => other[i + 1]));
      const rest = cheapest(graph, nodes[i], to, new Set(root.slice(0, -1)), cut), whole = rest && [...root.slice(0, -1), ...rest], key = String(whole);
      if (whole && !seen.has(key)) { seen.add(key); candidates.push([priceOf(graph, whole), whole]); }
    }
  }
  return { ways: found, clipped: candidates.length > 0 && done.length === MOST_TRIED && found.length < MOST_WAYS };
};
/* Hop by hop the claims between two things; a deal that joins several of them is told once, on the first. */
const hopsOf = (graph, nodes) => {
  const told = new Set(), deal = (c) => DEALS.includes(page.claims[c].via);
  return pairsOf(nodes).map(([start, end]) => {
    const every = graph.get(start).get(end).claims, fresh = every.filter((c) => !told.has(c));
    const claims = (fresh.length ? fresh : [...every]).sort((a, b) => deal(a) - deal(b) || lookOf(a).cost - lookOf(b).cost || page.claims[a].iri.localeCompare(page.claims[b].iri));
    every.filter(deal).forEach((c) => told.add(c));
    return { start, end, claims, cost: Math.min(...claims.map((c) => lookOf(c).cost)) };
  });
};
const weakestOf = (hops) => hops.reduce((found, hop, i) => (hop.cost > hops[found].cost + 1e-9 ? i : found), 0);
const wayShown = () => trail?.ways[Math.min(trail.ways.length, Number(view.way)) - 1];
/* What is lit where a path is chosen: its things and the claims between them. */
const walked = () => {
  trail = view.path.length > 1 ? waysBetween(...view.path) : null;
  if (!trail) return null;
  const way = wayShown();
  return new Set(way ? [...way.nodes, ...way.hops.flatMap(({ claims }) => claims)] : view.path);
};
const aimed = (id) => (view.path.length === 1 && isThing(id) && id !== view.path[0] ? { path: [view.path[0], id], way: "1", pick: "", tab: "details" } : { pick: id, tab: "details" });
const clearPath = () => { change({ path: [], way: "1" }); say("path cleared"); };
const pathAsked = () => `Path from ${detailOf(view.path[0]).title}: now choose the other end`;
const weakestWords = ({ hops }) => {
  const { start, end, claims } = hops[weakestOf(hops)];
  return `${detailOf(start).title} – ${detailOf(end).title}: ${detailOf(claims[0]).kind}`;
};
const pathWords = () => {
  const [from, to] = view.path.map((id) => detailOf(id).title), way = wayShown();
  return way ? `${from} to ${to}: ${plural(way.hops.length, "hop")}; weakest hop: ${weakestWords(way)}` : `No path from ${from} to ${to} among what is drawn`;
};
const seeWay = () => {
  const way = wayShown();
  if (way) network.fit({ nodes: [...way.nodes, ...way.hops.flatMap(({ claims }) => claims)], minZoomLevel: .2, maxZoomLevel: MOST_SCALE, animation: move() });
};
const hopItem = (hop, weakest) => el("li", {}, reference(detailOf(hop.start).title, page.things[hop.start].iri), " – ", reference(detailOf(hop.end).title, page.things[hop.end].iri),
  weakest ? el("strong", { class: "weakest", text: " weakest hop" }) : null, el("ul", { class: "rows" }, ...hop.claims.map(claimRow)));
const showTrail = () => {
  const [from, to] = view.path.map((id) => detailOf(id).title), way = wayShown();
  const hubs = way ? way.nodes.slice(1, -1).filter((id) => page.walk.hubs[knownAt()].includes(id)).map((id) => detailOf(id).title) : [];
  refill(at("details"), [
    el("p", { class: "kicker", text: way ? `Best evidenced path${trail.ways.length > 1 ? `, ${Math.min(trail.ways.length, Number(view.way))} of ${trail.ways.length}` : ""}` : "Path" }),
    el("h2", { tabindex: "-1" }, named(from), " to ", named(to)),
    way ? el("p", { id: "weakest" }, `${plural(way.hops.length, "hop")}; weakest hop: `, named(weakestWords(way)), ".")
      : el("p", { class: "warn", text: `No path of up to ${page.walk.hops} hops joins them among what is drawn as of ${view.day}${trail.clipped ? "; the search was cut short" : ""}.${putAway() ? ` ${plural(putAway(), "relation")} of that day ${putAway() === 1 ? "is" : "are"} not drawn in this view.` : ""}` }),
    hubs.length ? el("p", { class: "note" }, "It leads through ", named(hubs.join(" and ")), ", which connects everything with everything.") : "",
    el("div", { class: "acts" }, ...(trail.ways.length > 1 ? trail.ways.map((_, i) => el("button", { type: "button", class: "small", "data-act": `way${i}`, "aria-pressed": String(trail.ways[i] === way), text: `Path ${i + 1}`, on: () => { change({ way: String(i + 1) }); seeWay(); say(pathWords()); } })) : []), press("Clear path", clearPath)),
    way ? el("ol", { id: "hops" }, ...way.hops.map((hop, i) => hopItem(hop, i === weakestOf(way.hops)))) : "",
    el("p", { class: "quiet", text: "Ranked as the command path ranks: by certainty, stage, bindingness and the day. It lists what connects, in force or not; nothing is multiplied along it." }),
  ]);
};
