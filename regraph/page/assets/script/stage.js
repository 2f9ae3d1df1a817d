/* The picture as vis-network keeps it. It takes a tenth of a millisecond to make a box or a line, most of it for options that
   are the same in all: it makes one of each, and all others are made after these, each with what is its own. */
readColours();
const network = new vis.Network(at("canvas"), { nodes: [], edges: [] }, options);
const after = (pattern, own) => Object.assign(Object.create(pattern), own);
const boxPattern = Object.assign(network.nodesHandler.create({ id: "", x: 0, y: 0, physics: true }), {
  draw(ctx) { drawBox(ctx, byId.get(this.id), this.x, this.y, this); this.updateBoundingBox(); return {}; },
});
/* vis-network takes a drawn shape for a square of its own; clicks, arrows and the rim of the window need its true size. */
Object.assign(boxPattern.shape, {
  resize() { /* as `measure` says */ },
  updateBoundingBox(x, y) {
    const [left, top] = [x - this.width / 2, y - this.height / 2];
    Object.assign(this, { left, top, boundingBox: { left, top, right: left + this.width, bottom: top + this.height } });
  },
});
const linePattern = network.edgesHandler.create({ id: "", from: "", to: "", width: 1, dashes: false, color: { color: "#000", hover: "#000", highlight: "#000", opacity: 1 }, arrows: { to: { enabled: true } } });
const blunt = after(linePattern.options.arrows, { to: after(linePattern.options.arrows.to, { enabled: false }) });

const looks = new Map();  // stroke -> what it was last made to look like
const lookKey = (stroke) => `${folds.has(stroke.of) ? "" : lookOf(stroke.of).line} ${!lit || (lit.has(stroke.of) && (folds.has(stroke.of) || lit.has(stroke.end)))} ${viaColour(stroke.via)} ${ink.soft}`;  // what strokeLook depends on
const seenAs = (stroke) => { looks.set(stroke.id, lookKey(stroke)); return strokeLook(stroke); };
const strokesById = new Map(strokes.map((stroke) => [stroke.id, stroke]));
const newBox = (box) => {
  const { id, x, y } = box, own = after(boxPattern.options, { id, hidden: isHidden(box), fixed: after(boxPattern.options.fixed, {}) });
  return after(boxPattern, { id, x, y, edges: [], options: own, shape: after(boxPattern.shape, { options: own }) });
};
const newLine = (stroke) => {
  const { id, from, to, arrow } = stroke, { color, ...look } = seenAs(stroke), { options: all, edgeType } = linePattern;
  const own = after(all, { id, from, to, ...look, hidden: !strokeShown(stroke), color: after(all.color, color), ...(arrow ? {} : { arrows: blunt }) });
  const line = after(linePattern, { id, fromId: from, toId: to, options: own, edgeType: after(edgeType, { id, options: own }) });
  line._setInteractionWidths();
  line.connect();
  Object.assign(line.edgeType, { fromPoint: line.from, toPoint: line.to });
  return line;
};

/* What is folded enters the picture when it is first seen, the rest at once; only what has entered is looked at again. */
const inBoxes = [], inLines = [];
let enteredBy = 0;  // the reckoning by which all that is seen has entered
const enter = () => {
  if (enteredBy === reckonings) return false;
  const { nodes, edges } = network.body;
  enteredBy = reckonings;
  const late = boxes.filter((box) => !nodes[box.id] && (!folds.size || !isHidden(box)));
  for (const box of late) nodes[box.id] = newBox(box);
  inBoxes.push(...late);
  measure(late);
  const lines = strokes.filter((stroke) => !edges[stroke.id] && (!folds.size || (strokeShown(stroke) && nodes[stroke.from] && nodes[stroke.to])));
  for (const stroke of lines) edges[stroke.id] = newLine(stroke);
  inLines.push(...lines);
  return late.length + lines.length > 0;
};
const measure = (those = inBoxes) => {
  for (const box of those) {
    const node = network.body.nodes[box.id];
    Object.assign(node.shape, sizeOf(box));
    node.updateBoundingBox();
  }
};
/* Only what changed is told to the picture. */
const lightIn = (body) => inLines.forEach((stroke) => {
  if (looks.get(stroke.id) === lookKey(stroke)) return;
  const { options: own } = body[stroke.id], { dashes, color } = seenAs(stroke);
  own.dashes = dashes;
  Object.assign(own.color, color);
});
const hideIn = (body, items, hides) => items.filter((item) => {
  const drawn = body[item.id];
  if (drawn.options.hidden === hides(item)) return false;
  drawn.options.hidden = !drawn.options.hidden;
  return true;
}).length > 0;
const shiftIn = (body) => inBoxes.filter((box) => {
  const node = body[box.id];
  if (node.x === box.x && node.y === box.y) return false;
  Object.assign(node, { x: box.x, y: box.y });
  node.updateBoundingBox();
  return true;
}).length > 0;
const freeIn = (body) => inBoxes.filter((box) => {
  const node = body[box.id];
  if (node.options.physics !== isHidden(box)) return false;
  node.options.physics = !isHidden(box);
  return true;
}).length > 0;
const paint = () => {
  const { nodes, edges, emitter } = network.body, entered = enter();
  lightIn(edges);
  const told = [entered, hideIn(nodes, inBoxes, isHidden), hideIn(edges, inLines, (stroke) => !strokeShown(stroke)), !physical && folds.size && shiftIn(nodes)];
  if (told.some(Boolean)) network._updateVisibleIndices();
  if (physical && (freeIn(nodes) || entered)) emitter.emit("_dataChanged");
  emitter.emit("_requestRedraw");
};
const draw = () => { reckon(); paint(); };
