/* What boxes and strokes look like. */
const rounded = (ctx, x, y, w, h, r) => { ctx.beginPath(); ctx.roundRect(x - w / 2, y - h / 2, w, h, r); };
const write = (ctx, lines, x, top, step, room) => lines.forEach((line, i) => ctx.fillText(line, x, top + step * (i + .5), room));
/* From afar the words on lines are too small to read: they shrink to a dot, and names use the room they leave. */
const sizeOf = (box) => {
  if (!far || box.role === "bend" || box.role === "fold") return { width: box.w, height: box.h };
  return box.role === "thing" ? { width: box.w + 16, height: box.h + 22 } : { width: 10, height: 10 };
};
/* In whole dots: each size of letters that a browser has not drawn yet costs it as much as a hundred words. */
const farFont = (ctx, box) => {
  if (box.farFont) return box.farFont;
  ctx.font = `600 20px ${FONT}`;
  const wide = Math.max(...box.lines.map((line) => ctx.measureText(line).width));
  box.farFont = Math.max(1, Math.floor(Math.min(19, 20 * (box.w - 6) / wide, (box.h + 18) / box.lines.length / 1.12)));
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
  if (!lookOf(box.id).doubted) return;
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
  const tone = viaColour(box.via), { lines, marks, line } = lookOf(box.id), rows = lines.length + marks.length;
  const middle = y + (box.junction ? 3 : 0), tall = box.h - (box.junction ? 6 : 0);
  rounded(ctx, x, middle, box.w, tall, 5);
  ctx.fillStyle = ink.canvas;
  ctx.fill();
  ctx.lineWidth = box.id === current ? 2.6 : state.hover ? 1.8 : .9;
  ctx.strokeStyle = tone;
  ctx.setLineDash(DASHES[line] ? [4, 3] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (box.junction) { ctx.beginPath(); ctx.arc(x, middle - tall / 2, 4.5, 0, 7); ctx.fillStyle = tone; ctx.fill(); }
  ctx.font = `500 ${page.fonts[1]}px ${FONT}`;
  ctx.fillStyle = ink.ink;
  const top = middle - rows * 7 + (box.junction ? 2 : 0);
  write(ctx, lines, x, top, 14, box.w - 10);
  ctx.font = `italic 600 ${page.fonts[1]}px ${FONT}`;
  ctx.fillStyle = ink.mark;
  write(ctx, marks, x, top + 14 * lines.length, 14, box.w - 10);
};
const drawBox = (ctx, box, x, y, state) => {
  if (box.role === "bend") return;
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (lit && !lit.has(box.id)) {
    if (!far || box.role === "thing") { rounded(ctx, x, y, box.w, box.h, 6); ctx.fillStyle = ink.canvas; ctx.fill(); }
    ctx.globalAlpha = .25;
  }
  if (box.role === "fold") drawFold(ctx, box, x, y, state);
  else if (box.role === "thing") (far ? drawFarThing : drawThing)(ctx, box, x, y, state);
  else (far ? drawFarClaim : drawClaim)(ctx, box, x, y, state);
  ctx.restore();
};
const strokeLook = (stroke) => (folds.has(stroke.of) ? { dashes: [1, 3], width: 1.2, color: { color: ink.soft, hover: ink.soft, highlight: ink.soft, opacity: !lit || lit.has(stroke.of) ? 1 : .15 } } : {
  dashes: DASHES[lookOf(stroke.of).line],
  color: { color: viaColour(stroke.via), hover: viaColour(stroke.via), highlight: viaColour(stroke.via), opacity: !lit || (lit.has(stroke.of) && lit.has(stroke.end)) ? 1 : .15 },
  width: stroke.via === "ownership" || stroke.via === "control" ? 2.3 : 1.7,
});
