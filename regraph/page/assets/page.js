"use strict";
/* The page of a picture. All text comes from the data blocks and reaches the document as text, never as markup. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const page = read("page-data"), boxes = read("nodes-data"), strokes = read("edges-data"), options = read("options-data");
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const at = (id) => document.getElementById(id);
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
  const LEAST_SCALE = 0.6, MOST_SCALE = 1.15, FAR_SCALE = 0.55, MAP_SCALE = 0.25;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const ink = {};
  const hidden = new Set();
  let lit = null, current = null, touched = false, far = false;

  /* ---- small makers ---- */
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
  const claimsOf = (id) => claimsByThing.get(id);

  /* ---- shapes, the same for the picture and its legend ---- */
  const ring = (corners, turn = -90, inner = 1) => Array.from({ length: corners }, (_, i) => {
    const angle = (turn + (360 / corners) * i) * Math.PI / 180, far = i % 2 ? inner : 1;
    return [Math.cos(angle) * far, Math.sin(angle) * far];
  });
  const SHAPES = {
    company: [[-.85, -.85], [.85, -.85], [.85, .85], [-.85, .85]], state: ring(6, 0), person: ring(28), fund: ring(4),
    organisation: ring(5), asset: [[0, -.95], [1, .85], [-1, .85]], programme: ring(10, -90, .45), unknown: ring(28), event: ring(8, -90, .6),
  };
  const colour = (name) => ink[name] || ink.ink;
  const viaColour = (via) => colour(via === "asset" ? "asset-part" : via);
  const svg = (width, height, ...children) => {
    const made = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" })) made.setAttribute(name, value);
    for (const [tag, attributes] of children) {
      const part = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
      made.append(part);
    }
    return made;
  };
  const icon = (family) => {
    const open = family === "unknown", points = SHAPES[family].map(([x, y]) => `${8 + x * 6},${8 + y * 6}`).join(" ");
    return svg(16, 16, ["polygon", { points, fill: open ? "none" : `var(--${family})`, stroke: `var(--${family})`, "stroke-width": 1.5, "stroke-dasharray": open ? "3 2" : "none" }]);
  };
  const sample = (via, line) => svg(26, 12, ["line", {
    x1: 1, y1: 6, x2: 25, y2: 6, stroke: via ? `var(--${via === "asset" ? "asset-part" : via})` : "currentColor", "stroke-width": 2.4,
    "stroke-dasharray": (DASHES[line] || []).join(" ") || "none",
  }]);
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of [...Object.keys(FAMILIES), ...Object.keys(VIAS), "asset-part", "paper", "canvas", "surface", "ink", "soft", "rule", "accent", "mark"]) {
      ink[name] = style.getPropertyValue(`--${name}`).trim();
    }
  };

  /* ---- the picture ---- */
  const rounded = (ctx, x, y, w, h, r) => { ctx.beginPath(); ctx.roundRect(x - w / 2, y - h / 2, w, h, r); };
  const write = (ctx, lines, x, top, step, room) => lines.forEach((line, i) => ctx.fillText(line, x, top + step * (i + .5), room));
  /* From afar the words on lines are too small to read: they shrink to a dot, and names use the room they leave. */
  const sizeOf = (box) => {
    if (!far || box.role === "bend") return { width: box.w, height: box.h };
    return box.role === "thing" ? { width: box.w + 16, height: box.h + 22 } : { width: 10, height: 10 };
  };
  const farFont = (ctx, box) => {
    if (box.farFont) return box.farFont;
    ctx.font = `600 20px ${FONT}`;
    const wide = Math.max(...box.lines.map((line) => ctx.measureText(line).width));
    box.farFont = Math.min(19, 20 * (box.w - 6) / wide, (box.h + 18) / box.lines.length / 1.12);
    return box.farFont;
  };
  const drawFarThing = (ctx, box, x, y, state) => {
    const tone = colour(box.family), size = farFont(ctx, box), { width: w, height: h } = sizeOf(box);
    rounded(ctx, x, y, w, h, 8);
    ctx.fillStyle = ink.surface;
    ctx.fill();
    ctx.lineWidth = box.id === current ? 7 : box.asked || state.hover ? 5 : 2.4;
    ctx.strokeStyle = tone;
    ctx.setLineDash(box.family === "unknown" ? [8, 5] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = tone;
    ctx.fillRect(x - w / 2, y - h / 2 + 6, 6, h - 12);
    ctx.fillStyle = ink.ink;
    ctx.font = `600 ${size}px ${FONT}`;
    write(ctx, box.lines, x + 3, y - box.lines.length * size * .56, size * 1.12, w - 16);
  };
  const drawFarClaim = (ctx, box, x, y, state) => {
    ctx.beginPath();
    ctx.arc(x, y, box.id === current || state.hover ? 11 : box.junction ? 8 : 5, 0, 7);
    ctx.fillStyle = viaColour(box.via);
    ctx.fill();
    if (!box.doubted) return;
    ctx.fillStyle = ink.mark;
    ctx.font = `800 24px ${FONT}`;
    ctx.fillText("?", x + 17, y);
  };
  const drawThing = (ctx, box, x, y, state) => {
    const chosen = box.id === current, tone = colour(box.family);
    rounded(ctx, x, y, box.w, box.h, box.family === "person" ? box.h / 2 : 7);
    ctx.fillStyle = ink.surface;
    ctx.fill();
    ctx.lineWidth = chosen ? 4 : box.asked || state.hover ? 3 : 1.6;
    ctx.strokeStyle = tone;
    ctx.setLineDash(box.family === "unknown" ? [5, 3] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    const left = x - box.w / 2 + 17;
    ctx.beginPath();
    SHAPES[box.family].forEach(([px, py], i) => ctx[i ? "lineTo" : "moveTo"](left + px * 6.5, y + py * 6.5));
    ctx.closePath();
    ctx.lineWidth = 1.5;
    if (box.family === "unknown") ctx.stroke(); else { ctx.fillStyle = tone; ctx.fill(); }
    if (box.family === "unknown") { ctx.fillStyle = tone; ctx.font = `700 9px ${FONT}`; ctx.fillText("?", left, y + .5); }
    ctx.fillStyle = ink.ink;
    ctx.font = `${box.asked ? 700 : 500} ${page.fonts[0]}px ${FONT}`;
    write(ctx, box.lines, x + (box.more ? 1 : 11), y - box.lines.length * 8, 16, box.w - (box.more ? 58 : 38));
    if (!box.more) return;
    ctx.font = `600 10.5px ${FONT}`;
    ctx.fillStyle = ink.soft;
    ctx.fillText(`+${box.more}`, x + box.w / 2 - 15, y, 24);
  };
  const drawClaim = (ctx, box, x, y, state) => {
    const tone = viaColour(box.via), rows = box.lines.length + box.marks.length;
    const middle = y + (box.junction ? 3 : 0), tall = box.h - (box.junction ? 6 : 0);
    rounded(ctx, x, middle, box.w, tall, 5);
    ctx.fillStyle = ink.canvas;
    ctx.fill();
    ctx.lineWidth = box.id === current ? 2.6 : state.hover ? 1.8 : .9;
    ctx.strokeStyle = tone;
    ctx.setLineDash(DASHES[box.line] ? [4, 3] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    if (box.junction) { ctx.beginPath(); ctx.arc(x, middle - tall / 2, 4.5, 0, 7); ctx.fillStyle = tone; ctx.fill(); }
    ctx.font = `500 ${page.fonts[1]}px ${FONT}`;
    ctx.fillStyle = ink.ink;
    const top = middle - rows * 7 + (box.junction ? 2 : 0);
    write(ctx, box.lines, x, top, 14, box.w - 10);
    ctx.font = `italic 600 ${page.fonts[1]}px ${FONT}`;
    ctx.fillStyle = ink.mark;
    write(ctx, box.marks, x, top + 14 * box.lines.length, 14, box.w - 10);
  };
  const renderer = ({ ctx, id, x, y, state }) => {
    const box = byId.get(id);
    return {
      nodeDimensions: sizeOf(box),
      drawNode() {
        if (box.role === "bend") return;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        if (lit && !lit.has(id)) {
          if (!far || box.role === "thing") { rounded(ctx, x, y, box.w, box.h, 6); ctx.fillStyle = ink.canvas; ctx.fill(); }
          ctx.globalAlpha = .25;
        }
        if (box.role === "thing") (far ? drawFarThing : drawThing)(ctx, box, x, y, state);
        else (far ? drawFarClaim : drawClaim)(ctx, box, x, y, state);
      },
    };
  };
  const strokeLook = (stroke) => ({
    id: stroke.id,
    color: { color: viaColour(stroke.via), hover: viaColour(stroke.via), highlight: viaColour(stroke.via), opacity: !lit || lit.has(stroke.of) ? 1 : .15 },
    width: stroke.via === "ownership" || stroke.via === "control" ? 2.3 : 1.7,
  });
  readColours();
  const nodes = new vis.DataSet(boxes.map((box) => ({ ...box, ctxRenderer: renderer })));
  const edges = new vis.DataSet(strokes.map((s) => ({ ...s, ...strokeLook(s), dashes: DASHES[s.line], arrows: { to: { enabled: s.arrow } } })));
  const network = new vis.Network(at("canvas"), { nodes, edges }, options);
  /* vis-network takes a drawn shape for a square of its own; clicks, arrows and the rim of the window need its true size. */
  const measure = () => {
    for (const box of boxes) {
      const node = network.body.nodes[box.id], { width, height } = sizeOf(box);
      Object.assign(node.shape, { customSizeWidth: width, customSizeHeight: height, refreshNeeded: true });
      node.shape.updateBoundingBox = (x, y) => Object.assign(node.shape.boundingBox, {
        left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
      });
      node.updateBoundingBox();
    }
  };
  const move = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  const neighbours = (id) => {
    const claims = isThing(id) ? claimsOf(id) : [id];
    return new Set([id, ...claims, ...claims.flatMap((c) => page.claims[c].ends.map(([n]) => n))]);
  };
  const light = (id) => {
    lit = id === null ? null : neighbours(id);
    edges.update(strokes.map(strokeLook));
    network.redraw();
  };
  const frame = () => {
    const shown = boxes.filter((box) => !isHidden(box)), room = at("canvas").getBoundingClientRect();
    const [left, right] = [Math.min(...shown.map((b) => b.x - b.w / 2)), Math.max(...shown.map((b) => b.x + b.w / 2))];
    const [top, bottom] = [Math.min(...shown.map((b) => b.y - b.h / 2)), Math.max(...shown.map((b) => b.y + b.h / 2))];
    const scale = Math.min(MOST_SCALE, (room.width - 28) / (right - left), (room.height - 28) / (bottom - top));
    return { left, right, top, bottom, room, scale };
  };
  const overview = (animation) => {
    const { left, right, top, bottom, scale } = frame();
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
  };
  const within = (wanted, low, high, room) => {
    const half = room / 2 - 14;
    return high - low <= 2 * half ? (low + high) / 2 : Math.min(Math.max(wanted, low + half), high - half);
  };
  const begin = () => {
    const { left, right, top, bottom, room, scale } = frame();
    if (scale >= (page.seeds.length ? LEAST_SCALE : MAP_SCALE)) return overview(false);
    const seeds = (page.seeds.length ? page.seeds : busiest().slice(0, 1)).map((id) => byId.get(id));
    const mean = (key) => seeds.reduce((sum, box) => sum + box[key], 0) / seeds.length;
    const position = { x: within(mean("x"), left, right, room.width / LEAST_SCALE), y: within(mean("y"), top, bottom, room.height / LEAST_SCALE) };
    network.moveTo({ position, scale: LEAST_SCALE, animation: false });
  };
  const inView = (box) => {
    const room = at("canvas").getBoundingClientRect(), scale = network.getScale();
    const a = network.canvasToDOM({ x: box.x - box.w / 2, y: box.y - box.h / 2 }), b = network.canvasToDOM({ x: box.x + box.w / 2, y: box.y + box.h / 2 });
    return scale >= .7 && a.x > 4 && a.y > 4 && b.x < room.width - 4 && b.y < room.height - 4;
  };
  const look = (id) => {
    touched = true;
    if (!inView(byId.get(id))) network.focus(id, { scale: Math.max(network.getScale(), .95), animation: move() });
  };

  /* ---- hiding kinds of relation ---- */
  const isHidden = (box) => {
    if (box.role === "claim") return hidden.has(box.via);
    if (box.role === "bend") return hidden.has(byId.get(box.of).via);
    return !box.asked && claimsOf(box.id).every((claim) => hidden.has(page.claims[claim].via));
  };
  const applyHidden = () => {
    nodes.update(boxes.map((box) => ({ id: box.id, hidden: isHidden(box) })));
    edges.update(strokes.map((stroke) => ({ id: stroke.id, hidden: hidden.has(stroke.via) })));
  };
  const toggle = (via, button) => {
    hidden.has(via) ? hidden.delete(via) : hidden.add(via);
    button.setAttribute("aria-pressed", String(!hidden.has(via)));
    applyHidden();
    say(`${VIAS[via]} ${hidden.has(via) ? "hidden" : "shown"}`);
  };

  /* ---- the panel ---- */
  const say = (text) => { at("live").textContent = text; };
  const tabs = ["details", "list", "unknowns"];
  const open = (name, focus = false) => tabs.forEach((tab) => {
    const button = at(`tab-${tab}`), here = tab === name;
    button.setAttribute("aria-selected", String(here));
    button.tabIndex = here ? 0 : -1;
    at(tab).hidden = !here;
    if (here && focus) button.focus();
  });
  const reference = (text, iri) => {
    const id = page.ids[iri];
    return id ? el("button", { type: "button", class: "link", on: () => choose(id, true) }, named(text)) : el("span", {}, named(text));
  };
  const anchor = (text, url) => {
    const parsed = url ? new URL(url) : null;
    const safe = parsed && (parsed.protocol === "https:" || parsed.protocol === "http:");
    return safe ? el("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, named(text)) : named(text);
  };
  const SECTIONS = { body: "", summary: "summary box", quoted: "quoted", filing: "filing" };
  const sourceItem = (iri, passages) => {
    const a = page.accounts[iri];
    const more = [a.publisher !== a.voice ? `in ${a.publisher}` : "", SECTIONS[a.section] ?? a.section, a.party ? "a party to it" : ""].filter(Boolean).join(", ");
    return el("li", {},
      el("span", { class: "voice" }, named(a.voice)), more ? el("small", { text: ` ${more}` }) : null,
      el("div", {}, anchor(a.title, a.url)), el("small", { text: a.date }),
      passages && passages.length ? el("details", {}, el("summary", { text: plural(passages.length, "passage") }), el("small", { text: `characters ${passages.join(", ")} of the archived text (sha256 ${a.sha256}…)` })) : null);
  };
  const sourceList = (entries) => [
    el("h3", { text: `Sources (${entries.length})` }),
    entries.length ? el("ul", { class: "sources" }, ...entries.map(([iri, passages]) => sourceItem(iri, passages)))
      : el("p", { class: "quiet", text: "No account describes it; it is named by the register alone." }),
  ];
  const brief = (iri) => { const a = page.accounts[iri]; return [a.voice, SECTIONS[a.section] ?? a.section, a.date].filter(Boolean).join(", "); };
  const saidGroup = (group) => el("details", { class: "group", ...(group.items.length <= 6 ? { open: "" } : {}) },
    el("summary", { text: `${group.title} (${group.items.length})` }),
    el("ul", { class: "plain" }, ...group.items.map((item) => el("li", {}, named(item.text), el("small", {}, " — ", named([...new Set(item.sources.map(brief))].join("; ")))))));
  const rowList = (rows) => el("dl", {}, ...rows.flatMap(([name, cells]) => [el("dt", { text: name }), el("dd", {}, ...cells.map(([text, iri]) => reference(text, iri)))]));
  const difference = (entry) => el("div", { class: "warn" }, el("b", { text: `The accounts differ on: ${entry.on}. ` }), `Used here by the rule “${entry.rule}”: ${brief(entry.used)}.`,
    el("ul", { class: "plain" }, ...entry.said.map(([iri, text]) => el("li", {}, el("b", { text: `${brief(iri)}: ` }), named(text)))));
  const busiest = () => Object.keys(page.things).map((id) => [claimsOf(id).length, id]).sort((a, b) => b[0] - a[0]).slice(0, 8).map(([, id]) => id);
  const kicker = (id) => el("p", { class: "kicker" },
    isThing(id) ? icon(page.things[id].family) : sample(page.claims[id].via, page.claims[id].line),
    el("span", { text: page.details[id].kind }));
  const show = (id, focus) => {
    const d = page.details[id], panel = at("details"), relations = isThing(id) ? claimsOf(id).map(claimRow) : [];
    const heading = el("h2", { tabindex: "-1" }, named(d.title));
    panel.replaceChildren(...[
      kicker(id), heading,
      d.names && d.names.length ? el("p", { class: "names" }, "also: ", ...d.names.flatMap((n, i) => [i ? ", " : "", named(n)])) : null,
      d.sentence ? el("p", {}, named(d.sentence)) : null,
      ...(d.differences || []).map(difference),
      d.rows.length ? rowList(d.rows) : null,
      ...d.notes.map((text) => el("p", { class: "note" }, named(text))),
      byId.get(id).more ? el("p", { class: "quiet", text: `${plural(byId.get(id).more, "more relation")} of it ${byId.get(id).more === 1 ? "is" : "are"} known and not drawn here; a picture of greater depth shows them.` }) : null,
      ...(relations.length ? [el("h3", { text: `Relations drawn (${relations.length})` }), el("ul", { class: "rows" }, ...relations)] : []),
      ...(isThing(id) ? [] : sourceList(d.sources)),
      ...d.said.map(saidGroup),
      ...(isThing(id) ? sourceList(d.sources) : []),
    ].filter(Boolean));
    panel.scrollTop = 0;
    open("details");
    if (focus) heading.focus({ preventScroll: true });
  };
  const choose = (id, focus = false) => {
    current = id;
    light(id);
    look(id);
    show(id, focus);
    say(`${page.details[id].title}: ${page.details[id].kind}`);
    if (focus && matchMedia("(max-width: 860px)").matches) at("panel").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
  };
  const clear = () => { current = null; light(null); };

  /* ---- the list, the unknowns, the head, the legend ---- */
  const row = (id, mark, main, small) => el("li", {}, el("button", { type: "button", "data-id": id, on: () => choose(id, true) }, el("span", {}, mark, " ", named(main)), el("small", {}, named(small))));
  const claimRow = (c) => {
    const side = (above) => page.claims[c].ends.filter(([, up]) => up === above).map(([n]) => page.details[n].title).join(", ");
    return row(c, sample(page.claims[c].via, page.claims[c].line), `${side(true)} → ${side(false)}`, page.details[c].kind);
  };
  const leftOut = () => (page.leftOut.length ? [
    el("h3", { text: `Left out of the picture (${page.leftOut.length})` }),
    el("ul", { class: "plain" }, ...page.leftOut.map(([label, reason]) => el("li", {}, named(label), el("small", {}, " — ", named(reason))))),
  ] : []);
  const fillList = () => {
    const things = Object.keys(page.things), claims = Object.keys(page.claims), accounts = Object.keys(page.accounts);
    accounts.sort((a, b) => page.accounts[b].date.localeCompare(page.accounts[a].date));
    at("list").append(
      el("h3", { text: `Things (${things.length})` }),
      el("ul", { class: "rows", id: "things" }, ...things.map((id) => row(id, icon(page.things[id].family), page.details[id].title, page.details[id].kind))),
      el("h3", { text: `Relations (${claims.length})` }), el("ul", { class: "rows", id: "relations" }, ...claims.map(claimRow)),
      ...leftOut(),
      el("h3", { text: `Accounts behind this page (${accounts.length})` }), el("ul", { class: "sources" }, ...accounts.map((iri) => sourceItem(iri, null))));
  };
  const fillUnknowns = () => {
    const groups = [...new Set(page.unknowns.map(([group]) => group))];
    at("unknowns").append(el("p", { class: "quiet", text: "What the sources leave open. Silence is not a statement: only the last group is what a voice says." }),
      ...groups.flatMap((group) => {
        const entries = page.unknowns.filter(([name]) => name === group);
        return [el("h3", { text: `${group} (${entries.length})` }), el("ul", { class: "plain" }, ...entries.map(([, text, iri]) => el("li", {}, reference(text, iri))))];
      }),
      page.unknowns.length ? "" : el("p", { text: "Nothing is recorded as unknown here." }));
  };
  const fact = (name, value) => el("li", {}, `${name} `, el("b", { text: value }));
  const fillHead = () => {
    const title = page.asked.join(" · ") || "All facts";
    const things = Object.keys(page.things).length, claims = Object.keys(page.claims).length;
    document.title = `${title.slice(0, 120)} — regraph, as of ${page.asOf}`;
    at("title").textContent = title;
    at("subtitle").textContent = page.depth === null ? "Everything that the sources connect" : `and what the sources connect it with, up to ${plural(page.depth, "step")} away`;
    at("meta").append(...[
      fact("As of", page.asOf), page.knownBy ? fact("known by", page.knownBy) : null,
      page.latest ? fact("latest account known", page.latest) : null,
      fact("shown", `${plural(things, "thing")}, ${plural(claims, "relation")}`),
      page.leftOut.length ? fact("left out, as not in force on that day or excluded:", plural(page.leftOut.length, "relation")) : null,
      page.include.length ? fact("counted as well:", page.include.join(", ")) : null,
      page.exclude.length ? fact("excluded:", page.exclude.join(", ")) : null,
    ].filter(Boolean));
    at("canvas").setAttribute("aria-label", `Picture of ${plural(things, "thing")} and ${plural(claims, "relation")}. Arrow keys move it, plus and minus zoom, 0 shows all. The List tab holds the same as text.`);
    at("still").alt = `${title.slice(0, 120)}: picture of ${plural(things, "thing")} and ${plural(claims, "relation")}`;
  };
  const fillLegend = () => {
    at("vias").append(...page.vias.map(([via, count]) => {
      const button = el("button", { type: "button", "aria-pressed": "true", "data-via": via }, sample(via, "solid"), `${VIAS[via]} (${count})`);
      button.addEventListener("click", () => toggle(via, button));
      return button;
    }));
    const present = new Set(Object.values(page.things).map((thing) => thing.family));
    at("families").append(...Object.keys(FAMILIES).filter((family) => present.has(family)).map((family) => el("li", {}, icon(family), FAMILIES[family])));
    if (boxes.some((box) => box.junction)) at("families").append(el("li", {}, svg(16, 16, ["circle", { cx: 8, cy: 8, r: 4.5, fill: "currentColor" }]), "several parties together"));
    at("strokes").append(...Object.entries(STROKES).map(([line, words]) => el("li", {}, sample("", line), words)),
      ...(boxes.some((box) => box.more) ? [el("li", { text: "+3 more relations, not drawn here" })] : []),
      el("li", { text: "No mark: reported, or a party’s own word" }));
  };
  const fillDetails = () => at("details").append(
    el("p", { text: "Choose a thing or a line in the picture, in the list, or by its name, to read what is claimed of it, how sure that is, and who says so." }),
    el("p", { class: "quiet", text: `Holders, funders and sellers stand above what they hold, fund or supply. ${page.unknowns.length ? `The sources leave ${plural(page.unknowns.length, "point")} open: see “Not known”.` : ""}` }),
    el("h3", { text: "Begin with" }), el("ul", { class: "rows" }, ...busiest().map((id) => row(id, icon(page.things[id].family), page.details[id].title, plural(claimsOf(id).length, "relation")))));

  /* ---- search ---- */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’.]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const entries = [...Object.keys(page.things), ...Object.keys(page.claims)].flatMap((id) =>
    [page.details[id].title, ...(page.details[id].names || [])].map((name) => ({ id, name, folded: fold(name) })));
  let found = [], marked = -1;
  const matches = (text) => {
    const wanted = fold(text), seen = new Set();
    if (!wanted) return [];
    const rank = (e) => (e.folded === wanted ? 0 : e.folded.startsWith(wanted) ? 1 : ` ${e.folded}`.includes(` ${wanted}`) ? 2 : 3) + (isThing(e.id) ? 0 : 4);
    return entries.filter((e) => e.folded.includes(wanted)).sort((a, b) => rank(a) - rank(b)).filter((e) => !seen.has(e.id) && seen.add(e.id)).slice(0, 12);
  };
  const mark = (index) => {
    marked = index;
    [...at("hits").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = at("hits").children[index];
    if (item) { at("query").setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    else at("query").removeAttribute("aria-activedescendant");
  };
  const closeHits = () => { at("hits").hidden = true; at("query").setAttribute("aria-expanded", "false"); mark(-1); };
  const pick = (entry) => { at("query").value = entry.name.slice(0, 120); closeHits(); choose(entry.id); };
  const hitItem = (entry, index) => {
    const label = page.details[entry.id].title;
    return el("li", { role: "option", id: `hit-${index}`, "aria-selected": "false", on: () => pick(entry) }, named(entry.name),
      el("small", {}, named(entry.name === label ? page.details[entry.id].kind : `${label} · ${page.details[entry.id].kind}`)));
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

  /* ---- wiring ---- */
  const owner = (params) => {
    const id = params.nodes[0] ?? (params.edges.length ? edges.get(params.edges[0]).of : null);
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
    at("tip").hidden = !box || box.role === "bend" || readable;
    if (at("tip").hidden) return;
    const detail = page.details[box.id], point = network.canvasToDOM({ x: box.x, y: box.y + box.h / 2 }), room = at("canvas").getBoundingClientRect();
    at("tip").replaceChildren(el("span", {}, named(box.role === "thing" ? detail.title : detail.kind)));
    at("tip").style.left = `${Math.max(4, Math.min(point.x - 60, room.width - 290))}px`;
    at("tip").style.top = `${point.y + 6}px`;
  };
  const recolour = () => { readColours(); edges.update(strokes.map(strokeLook)); network.redraw(); };
  /* For paper: the whole picture in the light colours, as an image; then the view as it was. */
  const still = () => {
    const position = network.getViewPosition(), scale = network.getScale(), root = document.documentElement;
    root.classList.add("paper");
    overview(false);
    recolour();
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
    if (id) { touched = true; current = id; light(id); show(id, false); say(page.details[id].title); } else clear();
  });
  network.on("dragStart", () => { touched = true; tip(null); });
  network.on("zoom", () => { touched = true; tip(null); });
  network.on("hoverNode", ({ node }) => { at("canvas").style.cursor = "pointer"; tip(node); });
  network.on("blurNode", () => { at("canvas").style.cursor = ""; tip(null); });
  network.on("hoverEdge", () => { at("canvas").style.cursor = "pointer"; });
  network.on("blurEdge", () => { at("canvas").style.cursor = ""; });
  network.on("resize", () => { if (!touched) begin(); });
  at("canvas").addEventListener("keydown", (event) => { if (keys[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); keys[event.key](); } });
  at("closer").addEventListener("click", () => zoom(1.25));
  at("farther").addEventListener("click", () => zoom(.8));
  at("whole").addEventListener("click", () => { overview(move()); });
  at("query").addEventListener("input", offer);
  at("query").addEventListener("keydown", typed);
  document.addEventListener("pointerdown", (event) => { if (!at("search").contains(event.target)) closeHits(); });
  tabs.forEach((tab, i) => {
    at(`tab-${tab}`).addEventListener("click", () => open(tab));
    at(`tab-${tab}`).addEventListener("keydown", (event) => {
      const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (turn) open(tabs[(i + turn + tabs.length) % tabs.length], true);
    });
  });
  dark.addEventListener("change", recolour);
  addEventListener("beforeprint", still);
  addEventListener("afterprint", () => { at("still").hidden = true; });

  measure();
  fillHead();
  fillLegend();
  fillList();
  fillUnknowns();
  fillDetails();
  network.redraw();
  begin();
  if (page.seeds.length === 1) show(page.seeds[0], false);
  document.documentElement.dataset.ready = "yes";
  window.regraph = { network, choose, byId };
})();
