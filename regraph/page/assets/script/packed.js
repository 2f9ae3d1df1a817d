/* The data of the page as it is packed (see packing.py): letters of 13 bits a pair, deflated, words that stand twice by number. */
const at = (id) => document.getElementById(id);
const bytesIn = (text) => {
  const values = new Uint8Array(127);
  for (let code = 33, value = 0; code < 127; code += 1) if (code !== 38 && code !== 60 && code !== 62) values[code] = value++;
  const bytes = new Uint8Array(Math.floor((text.length - 1) / 2 * 13 / 8) - values[text.charCodeAt(0)]);
  for (let i = 1, held = 0, bits = 0, next = 0; i < text.length; i += 2) {
    held = (held << 13) | (values[text.charCodeAt(i)] * 91 + values[text.charCodeAt(i + 1)]);
    for (bits += 13; bits >= 8; held &= (1 << bits) - 1) bytes[next++] = held >> (bits -= 8);
  }
  return bytes;
};
const unpack = async (id) => {
  const text = await new Response(new Response(bytesIn(at(id).textContent)).body.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return text.split("\n");
};
const [[wordLine, firstLine], asked] = await Promise.all([unpack("data"), unpack("asked")]);
const words = wordLine.split("\t");
const readText = (line) => JSON.parse(line.replace(/\t(\d+)/g, (_, number) => words[number]));
/* Rows behind the number of their keys, as objects. */
const unrolled = ([kinds, rows]) => rows.map((row) => {
  const keys = kinds[row[0]], whole = {};
  for (let i = 0; i < keys.length; i += 1) whole[keys[i]] = row[i + 1];
  return whole;
});
const byName = (letter, values) => Object.fromEntries(values.map((value, i) => [letter + i, value]));
const [page, boxes, strokes, options] = (([{ things, claims, same, ...head }, ...drawn]) => [
  { ...head, things: byName("n", unrolled(things)), claims: byName("e", unrolled(claims)), same: unrolled(same) },
  ...drawn.slice(0, 2).map(unrolled), drawn[2],
])(readText(firstLine));
/* A look of a claim: what of it the day decides, which sentence is said, and what no day changes. */
const lookIn = ([state, said, same]) => {
  const whole = { ...page.states[state], said, ...page.same[same] };
  if (whole.mark) whole.kind += ` · ${whole.mark}`;
  return whole;
};
for (const claim of Object.values(page.claims)) claim.variants = claim.variants.map(lookIn);
/* What panels say, and what can be taken away, a line each, is read when it is asked for. */
const reads = new Map();
const readLine = (line, whole = (value) => value) => reads.get(line) ?? reads.set(line, whole(readText(asked[line]))).get(line);
const saidIn = (number) => readLine(number + 1 + page.panels);
const panelOf = (number) => readLine(number + 1, (line) => {
  const [panel] = unrolled([page.panelKeys, [line]]), said = panel.said.map((group) => ({ ...group, items: group.items.map(saidIn) }));
  const row = panel.row && Object.fromEntries(page.rowKeys.map((key, i) => [key, panel.row[i]]));
  return { ...panel, rows: panel.rows.map(saidIn), said, sources: panel.sources.map(saidIn), row };
});
/* A passage of the source of an account stands as its characters alone. */
const inSource = (source) => (passage) => (passage.includes(":") ? passage : `${source}#char=${passage.replace("–", ",")}`);
const linked = () => readLine(0, (all) => {
  for (const told of Object.values(all.said)) for (const [account, node] of Object.entries(told)) {
    const whole = inSource(all.accounts[account]?.isAccountOf);
    if (node.evidence) node.evidence = Array.isArray(node.evidence) ? node.evidence.map(whole) : whole(node.evidence);
  }
  return all;
});
