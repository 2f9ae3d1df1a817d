/* A sheet of paper: head, picture and legend of what is drawn, in the light colours, on any drawing context. */
const MARGIN = 24, LINE = 18, LEAST_PAPER = 640;
const headLines = (part) => {
  const things = part.filter(isThing).length;
  const known = view.known === START.known ? page.knownBy : view.known;
  const latest = view.known === START.known ? page.latest : view.known;
  return [
    [`As of ${view.day}`, known ? `known by ${known}` : "", latest ? `latest account known ${latest}` : "", `${plural(things, "thing")}, ${plural(part.length - things, "relation")}`].filter(Boolean).join(" · "),
    [page.include.length ? `counted as well: ${page.include.join(", ")}` : "", page.exclude.length ? `excluded: ${page.exclude.join(", ")}` : "",
      view.focus ? `only ${detailOf(view.focus).title} and what is ${plural(Number(view.steps), "step")} around it` : "",
      view.off.length || view.gone.length ? "some of it put away by the reader" : "",
      boxes.some((box) => box.role === "fold" && shown.has(box.id)) ? "some of it folded" : "", `regraph ${page.version}`].filter(Boolean).join(" · "),
  ];
};
const titleOf = (about) => (about ? `${detailOf(about).title} and its neighbours` : page.asked.join(" · ") || "All facts").slice(0, 200);
const broken = (ctx, text, room, most) => {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && ctx.measureText(longer).width > room) lines.push(word); else lines[lines.length - 1] = longer;
  }
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
};
const drawShape = (ctx, family, x, y) => {
  ctx.beginPath();
  SHAPES[family].forEach(([px, py], i) => ctx[i ? "lineTo" : "moveTo"](x + px * 6, y + py * 6));
  ctx.closePath();
  ctx.lineWidth = 1.5;
  ctx.fillStyle = ctx.strokeStyle = colour(family);
  ctx.setLineDash(family === "unknown" ? [3, 2] : []);
  if (family === "unknown") ctx.stroke(); else ctx.fill();
  ctx.setLineDash([]);
};
const drawSample = (ctx, tone, line, x, y) => {
  ctx.beginPath();
  ctx.moveTo(x - 12, y);
  ctx.lineTo(x + 12, y);
  ctx.strokeStyle = tone;
  ctx.lineWidth = 2.4;
  ctx.setLineDash(DASHES[line] || []);
  ctx.stroke();
  ctx.setLineDash([]);
};
const legendItems = (part) => {
  const claims = part.filter((id) => !isThing(id)), families = new Set(part.filter(isThing).map((id) => page.things[id].family));
  const vias = new Set(claims.map((id) => page.claims[id].via)), lines = new Set(claims.map((id) => lookOf(id).line));
  return [
    Object.keys(VIAS).filter((via) => vias.has(via)).map((via) => [VIAS[via], (ctx, x, y) => drawSample(ctx, viaColour(via), "solid", x, y)]),
    Object.keys(FAMILIES).filter((family) => families.has(family)).map((family) => [FAMILIES[family], (ctx, x, y) => drawShape(ctx, family, x, y)]),
    [...Object.keys(STROKES).filter((line) => lines.has(line)).map((line) => [STROKES[line], (ctx, x, y) => drawSample(ctx, ink.soft, line, x, y)]),
      ["No mark: reported, or a party’s own word", null]],
  ].filter((row) => row.length);
};
/* Where everything stands, in the measures of the picture: the head above it, the legend below. */
const paperOf = (ids, about) => {
  const wanted = new Set(about ? ids : [...ids, ...shown]), part = ids;
  const drawn = boxes.filter((box) => !isHidden(box) && (box.role === "bend" ? wanted.has(box.of) && wanted.has(box.end) : wanted.has(box.id)))
    .map((box) => { const { x, y } = network.body.nodes[box.id]; return { ...box, x, y }; });
  const lines = strokes.filter((stroke) => strokeShown(stroke) && wanted.has(stroke.of) && wanted.has(stroke.end));
  const edge = (key, size, sign) => drawn.map((box) => box[key] + sign * box[size] / 2).reduce((a, b) => (sign < 0 ? Math.min(a, b) : Math.max(a, b)), drawn.length ? -sign * Infinity : 0);
  const [left, right, top, bottom] = [edge("x", "w", -1), edge("x", "w", 1), edge("y", "h", -1), edge("y", "h", 1)];
  const ruler = document.createElement("canvas").getContext("2d"), room = Math.max(right - left, LEAST_PAPER), x = (left + right - room) / 2;
  ruler.font = `700 22px ${FONT}`;
  const title = broken(ruler, titleOf(about), room, 3);
  ruler.font = `500 13px ${FONT}`;
  const head = headLines(part).flatMap((line) => broken(ruler, line, room, 4)), legend = [];
  let down = bottom + MARGIN + LINE;
  for (const row of legendItems(part)) {
    let across = x;
    for (const [words, sign] of row) {
      const wide = ruler.measureText(words).width + (sign ? 32 : 0) + 20;
      if (across > x && across + wide > x + room) { across = x; down += LINE; }
      legend.push([words, sign, across, down]);
      across += wide;
    }
    down += LINE + 4;
  }
  const high = top - MARGIN - head.length * LINE - title.length * 28;
  return { part, drawn, lines, title, head, legend, room, x, y: high, frame: [x - MARGIN, high - MARGIN, room + 2 * MARGIN, down - high + 2 * MARGIN - LINE] };
};
const drawPaper = (ctx, { drawn, lines, title, head, legend, room, x, y, frame }) => {
  ctx.fillStyle = ink.paper;
  ctx.fillRect(...frame);
  const strokesOf = (draw_) => lines.forEach((stroke) => network.body.edges[stroke.id][draw_](ctx));
  strokesOf("draw");
  for (const box of drawn) drawBox(ctx, box, box.x, box.y, {});
  strokesOf("drawArrows");
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink.ink;
  ctx.font = `700 22px ${FONT}`;
  title.forEach((line, i) => ctx.fillText(line, x, y + 28 * i + 14, room));
  ctx.font = `500 13px ${FONT}`;
  ctx.fillStyle = ink.soft;
  head.forEach((line, i) => ctx.fillText(line, x, y + 28 * title.length + LINE * i + 9, room));
  for (const [words, sign, across, down] of legend) {
    if (sign) sign(ctx, across + 12, down);
    ctx.fillStyle = ink.soft;
    ctx.fillText(words, across + (sign ? 30 : 0), down);
  }
};
/* Draws as for paper: in the light colours, with all words, nothing dimmed; then the screen is as it was. */
const asOnPaper = (then) => {
  const root = document.documentElement, was = [lit, far, current];
  root.classList.add("paper");
  [lit, far, current] = [null, false, null];
  recolour();
  far = false;
  measure();
  try { return then(); } finally {
    root.classList.remove("paper");
    [lit, far, current] = was;
    measure();
    recolour();
  }
};
const MOST_SIDE = 16000, MOST_DOTS = 1.2e8;
const svgPaper = (ids, about) => asOnPaper(() => {
  const leaf = paperOf(ids, about), [left, top, width, height] = leaf.frame.map(short);
  const root = element(SVG, "svg", { width, height, viewBox: `${left} ${top} ${width} ${height}`, role: "img" }, element(SVG, "title", {}, [leaf.title.join(" "), ...leaf.head].join(" · ")));
  drawPaper(penOn(root), leaf);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
});
const pngPaper = (ids, about) => asOnPaper(() => {
  const leaf = paperOf(ids, about), [left, top, width, height] = leaf.frame;
  const scale = Math.min(2, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_DOTS / (width * height)));
  const made = Object.assign(document.createElement("canvas"), { width: Math.ceil(width * scale), height: Math.ceil(height * scale) }), ctx = made.getContext("2d");
  ctx.scale(scale, scale);
  ctx.translate(-left, -top);
  drawPaper(ctx, leaf);
  return new Promise((done) => { made.toBlob(done, "image/png"); });
});
