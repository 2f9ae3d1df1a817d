/* The data of the page as it is packed (see packing.py): letters of 13 bits a pair, deflated, words that stand twice by number. */
const at = (id) => document.getElementById(id);
const bytesIn = (text) => {
  const values = new Uint8Array(127), letters = new TextEncoder().encode(text), size = letters.length;
  for (let code = 33, value = 0; code < 127; code += 1) if (code !== 38 && code !== 60 && code !== 62) values[code] = value++;
  const bytes = new Uint8Array(Math.floor((size - 1) / 2 * 13 / 8) - values[letters[0]]);
  for (let i = 1, held = 0, bits = 0, next = 0; i < size; i += 2) {
    held = ((held & 255) << 13) | (values[letters[i]] * 91 + values[letters[i + 1]]);  // of what was held at most 7 bits count
    bits += 5;
    bytes[next++] = held >> bits;
    if (bits > 7) bytes[next++] = held >> (bits -= 8);
  }
  return bytes;
};
const inflated = async (text) => (await new Response(new Response(bytesIn(text)).body.pipeThrough(new DecompressionStream("deflate-raw"))).text()).split("\n");
const [panelText, takenText] = at("asked").textContent.split(" ");
const [[wordLine, firstLine], asked] = await Promise.all([inflated(at("data").textContent), inflated(panelText)]);
const words = wordLine.split("\t");
const readText = (line) => JSON.parse(words[0] ? line.replace(/\t(\d+)/g, (_, number) => words[number]) : line);
/* Rows behind the number of their keys, as objects; and the same rows from columns. */
const unrolled = ([kinds, rows]) => rows.map((row) => {
  const keys = kinds[row[0]], whole = {};
  for (let i = 0; i < keys.length; i += 1) whole[keys[i]] = row[i + 1];
  return whole;
});
const cellIn = ([values, numbers], i) => values[numbers === undefined ? i : numbers && numbers[i]];
const gathered = ([kinds, order]) => {
  const made = kinds.map(([size, keys, ...columns]) => Array.from({ length: size }, (_, i) => {
    const whole = {};
    for (let k = 0; k < keys.length; k += 1) whole[keys[k]] = cellIn(columns[k], i);
    return whole;
  }));
  const next = made.map(() => 0), size = made.reduce((sum, rows) => sum + rows.length, 0);
  return made.length === 1 ? made[0] : Array.from({ length: size }, (_, i) => { const kind = cellIn(order, i); return made[kind][next[kind]++]; });
};
const byName = (letter, values) => { const found = {}; values.forEach((value, i) => { found[letter + i] = value; }); return found; };
const [page, boxes, strokes, options] = (([{ things, claims, same, ...head }, ...drawn]) => [
  { ...head, things: byName("n", gathered(things)), claims: byName("e", gathered(claims)), same: gathered(same) },
  ...drawn.slice(0, 2).map(gathered), drawn[2],
])(readText(firstLine));
/* A look of a claim: what of it the day decides, which sentence is said, and what no day changes. */
class Look {
  constructor([state, said, same]) { this.state = page.states[state]; this.said = said; this.same = page.same[same]; }
  get kind() { return this.state.mark ? `${this.same.kind} · ${this.state.mark}` : this.same.kind; }
}
for (const part of ["state", "same"]) {
  const keys = new Set(page[part === "state" ? "states" : "same"].flatMap(Object.keys));
  for (const key of keys) if (key !== "kind") Object.defineProperty(Look.prototype, key, { get() { return this[part][key]; } });
}
for (const id in page.claims) page.claims[id].variants = page.claims[id].variants.map((parts) => new Look(parts));
/* What panels say, a line each, is read when it is asked for. */
const reads = new Map();
const readLine = (line, whole = (value) => value) => reads.get(line) ?? reads.set(line, whole(readText(asked[line]))).get(line);
const saidIn = (number) => readLine(number + page.panels);
const panelOf = (number) => readLine(number, (line) => {
  const [panel] = unrolled([page.panelKeys, [line]]), said = panel.said.map((group) => ({ ...group, items: group.items.map(saidIn) }));
  const row = panel.row && Object.fromEntries(page.rowKeys.map((key, i) => [key, panel.row[i]]));
  return { ...panel, rows: panel.rows.map(saidIn), said, sources: panel.sources.map(saidIn), row };
});
/* What can be taken away is inflated when the first of it is taken. A passage of the source of an account stands as its characters alone. */
const inSource = (source) => (passage) => (passage.includes(":") ? passage : `${source}#char=${passage.replace("–", ",")}`);
let taken = null;
const linked = () => taken;
const readLinked = async () => {
  if (taken) return;
  const all = readText((await inflated(takenText))[0]);
  for (const told of Object.values(all.said)) for (const [account, node] of Object.entries(told)) {
    const whole = inSource(all.accounts[account]?.isAccountOf);
    if (node.evidence) node.evidence = Array.isArray(node.evidence) ? node.evidence.map(whole) : whole(node.evidence);
  }
  taken = all;
};
