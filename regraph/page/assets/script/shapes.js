/* Shapes, samples and colours, the same for the picture and its legend. */
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
