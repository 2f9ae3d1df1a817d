/* The fields of a saved question: they are read from the query in the text, and a change of one is written there. */
"use strict";
(() => {
  const { el } = site;
  const DAY = /^\d{4}-\d\d-\d\d$/, NUMBER = /^[+-]?\d+(\.\d+)?$/, NAME = /^[A-Za-z][\w-]*:[\w.-]*[\w-]$/, IRI = /^<[^<>"{}|^`\\\s]+>$/;
  const DATED = "^^xsd:date", COUNTED = "^^xsd:decimal";
  const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const PATTERNS = {
    date: `"\\d{4}-\\d\\d-\\d\\d"\\^\\^xsd:date`, number: `"[+-]?\\d+(?:\\.\\d+)?"\\^\\^xsd:decimal`,
    text: `"(?:[^"\\\\\\n]|\\\\.)*"`, entity: `(?:<[^<>\\s]*>|[A-Za-z][\\w-]*:[\\w.-]*[\\w-])`,
  };
  const RIGHT = {
    date: (value) => DAY.test(value) && !Number.isNaN(Date.parse(value)), number: (value) => NUMBER.test(value),
    text: () => true, entity: (value) => NAME.test(value) || IRI.test(value),
  };
  const WRITE = {
    date: (value) => `"${value}"${DATED}`, number: (value) => `"${value}"${COUNTED}`,
    text: (value) => `"${value.replace(/["\\\n\r\t]/g, (one) => ESCAPES[one])}"`, entity: (value) => value,
  };
  const MEANT = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const plain = (said) => said.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (whole, four, eight, one) => (one ? MEANT[one] ?? one : String.fromCodePoint(Math.min(parseInt(four ?? eight, 16), 0x10ffff))));
  const READ = {
    date: (said) => said.slice(1, 11), number: (said) => said.slice(1, -1 - COUNTED.length), text: (said) => plain(said.slice(1, -1)), entity: (said) => said,
  };
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /* A question: its fields, and its lines, each of texts and of places where a value stands. */
  const question = ([name, title, pieces, fields], shorten) => {
    const kinds = new Map(fields.map(([field, kind]) => [field, kind]));
    const given = fields.filter(([, , , , value]) => value !== "");
    const example = new Map(given.map(([field, kind, , , value]) => [field, kind === "entity" ? shorten(value) : value]));
    const lines = [[]];
    for (const piece of pieces) {
      if (typeof piece !== "string") lines.at(-1).push(piece);
      else piece.split("\n").forEach((part, at) => (at ? lines.push([part]) : lines.at(-1).push(part)));
    }
    const put = ([field, left, form], values) => (values.has(field) ? form.replace("{}", () => WRITE[kinds.get(field)](values.get(field))) : left);
    const line = (parts, values) => parts.map((part) => (typeof part === "string" ? part : put(part, values))).join("");
    const text = (values) => lines.map((parts) => line(parts, values)).join("\n");
    const held = lines.filter((parts) => parts.some((part) => typeof part !== "string")).map((parts) => {
      const slots = parts.filter((part) => typeof part !== "string");
      const form = ([field, left, filled]) => `(?:(${literal(left)})|(${literal(filled).replace("\\{\\}", () => PATTERNS[kinds.get(field)])}))`;
      const whole = new RegExp(`^\\s*${parts.map((part, at) => (typeof part === "string" ? literal(at ? part : part.trimStart()) : form(part))).join("")}\\s*$`);
      return { parts, slots, whole };
    });
    const value = ([field, , form], said) => {
      const kind = kinds.get(field), [before, after] = form.split("{}");
      return after === undefined ? null : READ[kind](said.slice(before.length, said.length - after.length));
    };
    /* Where the lines with values stand in a text, and the values; null where the text is not of this question any more. */
    const found = (whole) => {
      const rows = whole.split("\n"), values = new Map(), open = new Set(), places = [];
      let from = 0;
      for (const { parts, slots, whole: pattern } of held) {
        const row = rows.findIndex((one, at) => at >= from && pattern.test(one));
        if (row < 0) return null;
        const match = pattern.exec(rows[row]);
        for (const [at, slot] of slots.entries()) {
          const said = match[2 * at + 2];
          if (said === undefined) open.add(slot[0]);
          else {
            const one = value(slot, said);
            if (one !== null && (values.get(slot[0]) ?? one) !== one) return null;
            if (one !== null) values.set(slot[0], one);
          }
        }
        places.push([row, parts]);
        from = row + 1;
      }
      return [...open].some((field) => values.has(field)) ? null : { values, rows, places };
    };
    const changed = (whole, values) => {
      const there = found(whole);
      if (!there) return null;
      for (const [row, parts] of there.places) there.rows[row] = /^\s*/.exec(there.rows[row])[0] + line(parts, values).trimStart();
      return there.rows.join("\n");
    };
    return { name, title, fields, example: text(example), found: (whole) => found(whole)?.values ?? null, changed };
  };

  /* One field as a part of the page: `words` has the name of a thing, `shorten` its IRI in prefixed form; `change` is told. */
  const KINDS = { date: "a day", number: "a number", text: "a text", entity: "a thing" };
  const LACKING = {
    date: "Write a day as 2026-02-01.", number: "Write a number with a point, as 0.51.", text: "",
    entity: "Nothing here is called so: choose one of the names offered.", needed: "The question needs a value here; the query keeps the one before.",
  };
  const things = async (text) => {
    await site.search.ready();
    const wanted = site.search.fold(text);
    return wanted ? site.search.named(wanted).filter(({ iri }) => iri.startsWith("id:")) : [];
  };
  const meant = async (text, shorten) => {
    if (NAME.test(text)) return text;
    if (/^<?https?:\/\/[^\s<>"]+>?$/.test(text)) return shorten(text.replace(/^<|>$/g, ""));
    const wanted = site.search.fold(text);
    const exact = (await things(text)).filter(({ label, others }) => [label, ...others].some((one) => site.search.fold(one) === wanted));
    return exact.length === 1 ? exact[0].iri : null;
  };
  const made = ([name, kind, what, needed], { words, shorten, change }) => {
    const id = `field-${name}`, note = el("span", { class: "note", id: `${id}-note`, role: "status" });
    const input = el("input", { id, name, type: kind === "date" ? "date" : "text", autocomplete: "off", spellcheck: "false", "aria-describedby": note.id, ...(kind === "number" ? { inputmode: "decimal" } : {}), ...(needed ? { "aria-required": "true" } : {}) });
    const label = el("label", { for: id }, el("strong", { text: name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) }), ` ${what}${needed ? "" : " (may be left open)"}`);
    const list = kind === "entity" ? el("ul", { id: `${id}-found`, class: "offered", role: "listbox", "aria-label": `Things for ${name}`, hidden: "" }) : null;
    let now = "";
    const said = (value) => (kind === "entity" && value !== "" ? words(value) || value : value);
    const say = (text, wrong = false) => {
      if (note.textContent !== text) note.textContent = text;
      note.classList.toggle("wrong", wrong);
      input.setAttribute("aria-invalid", String(wrong));
    };
    const show = (value) => {
      now = value;
      input.value = said(value);
      say(value === "" ? `${KINDS[kind]}; ${needed ? "the question needs one" : "left open"}` : kind === "entity" ? value : "");
    };
    const set = (value) => {
      const wrong = value === "" ? needed && LACKING.needed : (!RIGHT[kind](value) || (kind === "entity" && !words(value))) && LACKING[kind];
      if (wrong) return say(wrong, true);
      const before = now;
      show(value);
      return before === value ? null : change(name, value);
    };
    const typed = async () => {
      const text = kind === "text" ? input.value : input.value.trim();
      if (text === said(now)) return set(now);
      const value = kind === "entity" && text !== "" ? await meant(text, shorten) : text;
      return value === null ? say(LACKING.entity, true) : set(value);
    };
    const fail = (error) => say(error.message, true);
    if (list) site.search.combobox(input, list, async (text) => (await things(text)).slice(0, 8), ({ iri }) => set(iri), fail);
    input.addEventListener("change", () => typed().catch(fail));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.defaultPrevented) return;
      event.preventDefault();
      typed().catch(fail);
    });
    return { name, show, part: el("div", { class: "field" }, label, input, list, note) };
  };
  site.fields = { question, made };
})();
