/* What of the picture is in sight, and what of it is lit. */
const move = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

const neighbours = (id) => {
  const claims = isThing(id) ? claimsOf(id) : [id];
  return new Set([id, ...claims, ...claims.flatMap((c) => lookOf(c).ends), ...foldsOf(id).map((fold) => fold.id)]);
};
const frame = () => {
  const visible = inBoxes.filter((box) => !isHidden(box)), room = at("canvas").getBoundingClientRect();
  if (!visible.length) return { left: 0, right: 1, top: 0, bottom: 1, room, scale: 1 };
  const [left, right] = [Math.min(...visible.map((b) => b.x - b.w / 2)), Math.max(...visible.map((b) => b.x + b.w / 2))];
  const [top, bottom] = [Math.min(...visible.map((b) => b.y - b.h / 2)), Math.max(...visible.map((b) => b.y + b.h / 2))];
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
