/* A drawing context that writes SVG: what draws on it is kept as shapes and words, and not as dots. */
const printable = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
const XMLNS = "http://www.w3.org/2000/xmlns/";
const short = (number) => String(Math.round(number * 100) / 100);
const element = (space, tag, attributes = {}, ...children) => {
  const made = document.implementation.createDocument(space, tag).documentElement;
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== "") made.setAttributeNS(name.startsWith("xmlns:") ? XMLNS : null, name, printable(value));
  made.append(...children.filter((child) => child !== null).map((child) => (typeof child === "string" ? printable(child) : child)));
  return made;
};
const PLAIN_PEN = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", font: "10px sans-serif", globalAlpha: 1, textAlign: "start", textBaseline: "alphabetic", dash: "" };
const ANCHORS = { center: "middle", right: "end", end: "end" };
/* rgba() is not known to every reader of SVG: the colour and its opacity are written apart. */
const painted = (name, colour, alpha) => {
  const [, r, g, b, a] = /^rgba?\(([\d.]+), *([\d.]+), *([\d.]+)(?:, *([\d.]+))?\)$/.exec(colour) ?? [];
  const opacity = (a === undefined ? 1 : Number(a)) * alpha;
  return { [name]: r === undefined ? colour : `rgb(${r},${g},${b})`, [`${name}-opacity`]: opacity < 1 ? short(opacity) : "" };
};
const lettered = (font) => {
  const [, slant, weight, size, family] = /^(italic )?(\d+ )?([\d.]+)px (.*)$/.exec(font);
  return { "font-family": family, "font-size": size, "font-weight": weight ? weight.trim() : "", "font-style": slant ? "italic" : "" };
};
const penOn = (root) => {
  const ruler = document.createElement("canvas").getContext("2d"), kept = [];
  let path = "";
  const put = (tag, attributes, ...children) => { root.append(element(SVG, tag, attributes, ...children)); };
  const pen = {
    ...PLAIN_PEN,
    save: () => { kept.push(Object.fromEntries(Object.keys(PLAIN_PEN).map((key) => [key, pen[key]]))); },
    restore: () => { Object.assign(pen, kept.pop()); },
    setLineDash: (dash) => { pen.dash = dash.some((part) => part > 0) ? dash.join(" ") : ""; },
    beginPath: () => { path = ""; },
    closePath: () => { path += "Z"; },
    moveTo: (x, y) => { path += `M${short(x)} ${short(y)}`; },
    lineTo: (x, y) => { path += `${path ? "L" : "M"}${short(x)} ${short(y)}`; },
    bezierCurveTo: (...at_) => { path += `C${at_.map(short).join(" ")}`; },
    quadraticCurveTo: (...at_) => { path += `Q${at_.map(short).join(" ")}`; },
    rect: (x, y, w, h) => { path += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`; },
    roundRect: (x, y, w, h, radius) => {
      const r = Math.min(radius, w / 2, h / 2), turn = (dx, dy) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
      path += `M${short(x + r)} ${short(y)}h${short(w - 2 * r)}${turn(r, r)}v${short(h - 2 * r)}${turn(-r, r)}h${short(2 * r - w)}${turn(-r, -r)}v${short(2 * r - h)}${turn(r, -r)}Z`;
    },
    arc: (x, y, r, from, to) => {
      const half = `a${short(r)} ${short(r)} 0 1 1 `, [sx, sy, ex, ey] = [from, to].flatMap((angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)]);
      path += to - from >= 2 * Math.PI ? `M${short(x - r)} ${short(y)}${half}${short(2 * r)} 0${half}${short(-2 * r)} 0Z`
        : `${path ? "L" : "M"}${short(sx)} ${short(sy)}A${short(r)} ${short(r)} 0 ${Number(to - from > Math.PI)} 1 ${short(ex)} ${short(ey)}`;
    },
    fill: () => put("path", { d: path, ...painted("fill", pen.fillStyle, pen.globalAlpha) }),
    stroke: () => put("path", {
      d: path, fill: "none", ...painted("stroke", pen.strokeStyle, pen.globalAlpha), "stroke-width": short(pen.lineWidth),
      "stroke-dasharray": pen.dash, "stroke-linecap": pen.lineCap === "butt" ? "" : pen.lineCap,
    }),
    fillRect: (x, y, w, h) => put("rect", { x: short(x), y: short(y), width: short(w), height: short(h), ...painted("fill", pen.fillStyle, pen.globalAlpha) }),
    measureText: (text) => { ruler.font = pen.font; return ruler.measureText(text); },
    /* Few programs know where the middle of a line of letters is: the base line is written instead. */
    fillText: (text, x, y, room) => {
      const letters = lettered(pen.font), low = pen.textBaseline === "middle" ? letters["font-size"] * .35 : 0;
      const squeezed = room !== undefined && pen.measureText(text).width > room;
      put("text", {
        x: short(x), y: short(y + low), ...letters, ...painted("fill", pen.fillStyle, pen.globalAlpha), "text-anchor": ANCHORS[pen.textAlign] ?? "",
        ...(squeezed ? { textLength: short(room), lengthAdjust: "spacingAndGlyphs" } : {}),
      }, text);
    },
  };
  return pen;
};
