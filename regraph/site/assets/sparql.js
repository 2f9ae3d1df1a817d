/* SPARQL in the browser: the engine runs in a worker of its own, which can be stopped; nothing leaves the page. */
"use strict";
(() => {
  const { root, el } = site;
  const at = (id) => document.getElementById(id);
  const text = at("query"), run = at("run"), stop = at("stop"), status = at("status"), answer = at("answer"), menu = at("saved");
  const fields = at("fields"), jump = at("line");
  const SECONDS = 60, ROWS = 500;
  let worker = null, compiled = null, quads = null, glue = null, busy = 0, timer = null, prefixes = {}, places = {}, last = null;
  let asking = false, answering = false;

  /* What the worker does: keep a store of the facts, answer one query after the other. */
  const work = async () => {
    let store = null;
    const asked = ({ query, head, format }) => store.query(`${head}\n${query}`, { results_format: format });
    onmessage = async ({ data }) => {
      try {
        if (data.engine) {
          await __wbg_init({ module_or_path: data.engine });
          store = new Store();
          store.load(data.quads, { format: "application/n-quads", lenient: true, no_transaction: true });
          postMessage({ ready: store.size });
        } else postMessage({ turn: data.turn, found: asked(data) });
      } catch (error) {
        postMessage({ turn: data.turn, error: String(error?.message ?? error) });
      }
    };
  };

  const start = async () => {
    glue ??= `${(await site.values(await site.take("glue")))[0]}\n(${work})();\n`;
    compiled ??= await WebAssembly.compile(await site.bytes(await site.take("engine")));
    quads ??= await site.bytes(await site.take("quads"));
    const address = URL.createObjectURL(new Blob([glue], { type: "text/javascript" }));
    const only = (url) => { if (url !== address) throw new TypeError("no worker of this page"); return url; };
    policy ??= window.trustedTypes ? trustedTypes.createPolicy("worker", { createScriptURL: (url) => allowed(url) }) : { createScriptURL: (url) => url };
    allowed = only;
    const made = new Worker(policy.createScriptURL(address));
    const facts = await new Promise((ready, fail) => {
      made.onmessage = ({ data }) => (data.error ? fail(new Error(data.error)) : ready(data.ready));
      made.onerror = (event) => fail(new Error(event.message || "this browser does not let a page on a disk start a worker"));
      made.postMessage({ engine: compiled, quads });
    });
    URL.revokeObjectURL(address);
    worker = made;
    return facts;
  };
  let policy = null, allowed = null, starting = null;
  const started = () => (starting ??= start().catch((error) => { starting = null; throw error; }));

  const say = (words, wrong = false, line = 0) => {
    status.textContent = words;
    status.classList.toggle("wrong", wrong);
    jump.hidden = line === 0;
    jump.dataset.line = String(line);
    jump.textContent = `Show line ${line}`;
  };
  const showLine = () => {
    const before = text.value.split("\n").slice(0, Number(jump.dataset.line) - 1).join("\n").length, from = before ? before + 1 : 0;
    const end = text.value.indexOf("\n", from);
    text.focus();
    text.setSelectionRange(from, end < 0 ? text.value.length : end);
    text.scrollTop = (text.scrollHeight * (Number(jump.dataset.line) - 3)) / text.value.split("\n").length;
  };
  /* Neither button is disabled once the page is ready: the keyboard would lose its place on it. */
  const working = (on) => {
    asking = on;
    for (const [button, off] of [[run, on], [stop, !on]]) {
      button.disabled = false;
      button.setAttribute("aria-disabled", String(off));
    }
    document.documentElement.dataset.busy = on ? "yes" : "no";
  };
  /* The engine answers one query after the other: one that nobody waits for is ended with it. */
  const leave = () => {
    busy += 1;
    clearTimeout(timer);
    if (!answering) return;
    worker.terminate();
    worker = starting = null;
    answering = false;
  };
  const halted = () => {
    leave();
    working(false);
    last = null;
  };
  const halt = (words) => {
    answering = worker !== null;
    leave();
    working(false);
    say(words, true);
    started().catch(() => null);
  };
  const head = () => Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ");

  const ask = async () => {
    leave();
    const mine = busy, query = text.value.replace(/\p{Cs}/gu, "\ufffd"), outline = outlined(query), begun = performance.now();
    working(true);
    say("The engine is getting ready…");
    answer.replaceChildren();
    last = null;
    history.replaceState(null, "", `#query=${encodeURIComponent(query)}`);
    try {
      await started();
      if (mine !== busy) return;
      say("Asking…");
      timer = setTimeout(() => mine === busy && halt(`Stopped after ${SECONDS} seconds; narrow the query, or add LIMIT.`), SECONDS * 1000);
      const data = await new Promise((found) => {
        const asked = worker;
        asked.onmessage = ({ data: said }) => said.turn === mine && found(said);
        asked.onerror = (event) => found({ error: event.message || "the engine failed" });
        answering = true;
        asked.postMessage({ turn: mine, query, head: head(), format: outline.graph ? "application/n-triples" : "application/sparql-results+json" });
      });
      if (mine !== busy) return;
      answering = false;
      clearTimeout(timer);
      working(false);
      if (data.error) {
        const { words, line } = site.fault(data.error, query, prefixes);
        if (/unreachable|memory|recursion/i.test(data.error)) halt("The query needs more than the engine has; narrow it, or add LIMIT. The engine was started again.");
        else say(words, true, line);
        return;
      }
      show(read(data.found, outline), Math.round(performance.now() - begun));
    } catch (error) {
      if (mine !== busy) return;
      working(false);
      say(error.message, true);
    }
  };

  /* An answer: columns, rows of terms or null, and its two forms to take away. */
  const numeric = (term) => /#(decimal|integer|double|float)$/.test(term?.datatype ?? "");
  const key = (term) => (term == null ? [0, 0, ""] : numeric(term) ? [1, Number(term.value), ""] : [term.type === "uri" ? 3 : 2, 0, term.value]);
  const compare = (one, other) => {
    const a = key(one), b = key(other);
    for (let part = 0; part < 3; part += 1) if (a[part] !== b[part]) return a[part] < b[part] ? -1 : 1;
    return 0;
  };
  const triple = (line) => {
    const parts = line.match(/<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[\w-]+)?/g) ?? [];
    return parts.slice(0, 3).map((part) => {
      if (part.startsWith("<")) return { type: "uri", value: part.slice(1, -1) };
      if (part.startsWith("_:")) return { type: "bnode", value: part.slice(2) };
      const end = part.lastIndexOf('"'), datatype = /\^\^<(.*)>$/.exec(part.slice(end + 1))?.[1];
      const value = part.slice(1, end).replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (whole, four, eight, one) => (one ? { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[one] ?? one : String.fromCodePoint(parseInt(four ?? eight, 16))));
      return { type: "literal", value, ...(datatype ? { datatype } : {}) };
    });
  };
  /* What a query asks for, seen past its texts, IRIs and comments. SELECT * names no columns: they stand as it first names them. */
  const outlined = (query) => {
    const bare = site.blanked(query), kind = (/(?<![\w?$:.-])(select|ask|construct|describe)(?![\w:-])/i.exec(bare) ?? ["", ""])[1].toLowerCase();
    return { bare, kind, graph: kind === "construct" || kind === "describe", ordered: /(?<![\w?$:.-])order\s+by\b/i.test(bare) };
  };
  const first = (bare, name) => bare.search(new RegExp(`[?$]${name}(?![\\w])`));
  const columnsOf = (names, bare) => (/(?<![\w?$:.-])select\s+((distinct|reduced)\s+)?\*/i.test(bare) ? [...names].sort((a, b) => first(bare, a) - first(bare, b)) : names);
  const read = (found, { bare, kind, graph, ordered }) => {
    if (graph) {
      const lines = found.split("\n").filter(Boolean).sort();
      return { kind, columns: ["subject", "predicate", "object"], rows: lines.map(triple), graph: lines.map((line) => `${line}\n`).join("") };
    }
    const whole = JSON.parse(found);
    if ("boolean" in whole) return { kind, truth: whole.boolean, columns: [], rows: [], whole };
    const columns = columnsOf(whole.head.vars, bare), bindings = whole.results.bindings;
    const rows = bindings.map((row) => columns.map((name) => row[name] ?? null));
    if (!ordered) rows.sort((a, b) => columns.reduce((so, name, place) => so || compare(a[place], b[place]), 0));
    const sorted = rows.map((row) => Object.fromEntries(columns.flatMap((name, place) => (row[place] ? [[name, row[place]]] : []))));
    return { kind, columns, rows, whole: { head: { vars: columns }, results: { bindings: sorted } } };
  };
  const csv = ({ columns, rows, truth }) => {
    if (truth !== undefined) return `${truth}\n`;
    const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const line = (cells) => `${cells.map(cell).join(",")}\n`;
    return [columns, ...rows.map((row) => row.map((term) => (term === null ? "" : term.type === "bnode" ? `_:${term.value}` : term.value)))].map(line).join("");
  };

  const compact = (iri) => {
    for (const [name, space] of Object.entries(prefixes)) if (iri.startsWith(space) && /^[\w.-]+$/.test(iri.slice(space.length))) return `${name}:${iri.slice(space.length)}`;
    return iri;
  };
  const cell = (term) => {
    if (term === null) return el("td");
    if (term.type !== "uri") return el("td", numeric(term) ? { class: "number" } : {}, el("bdi", { text: term.value }));
    const place = Object.hasOwn(places, term.value) ? places[term.value] : null;
    const name = el("bdi", { text: compact(term.value) });
    return el("td", {}, place ? el("a", { href: root + place[0], title: place[1] }, name) : name, place && place[1] ? el("span", { class: "kind", text: ` ${place[1]}` }) : null);
  };
  const table = (found) => {
    const body = el("tbody"), more = el("button", { type: "button" });
    let rows = found.rows, shown = 0;
    const add = (most) => {
      body.append(...rows.slice(shown, most).map((row) => el("tr", {}, ...row.map(cell))));
      shown = Math.min(most, rows.length);
      more.hidden = shown === rows.length;
      more.textContent = `Show all ${rows.length} rows`;
    };
    const sortBy = (place, header, button) => {
      const down = header.getAttribute("aria-sort") === "ascending";
      button.closest("tr").querySelectorAll("th").forEach((other) => other.setAttribute("aria-sort", "none"));
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows = [...found.rows].sort((a, b) => (down ? -1 : 1) * compare(a[place], b[place]));
      body.replaceChildren();
      const most = shown;
      shown = 0;
      add(most);
    };
    const headers = found.columns.map((name, place) => {
      const button = el("button", { type: "button", text: name });
      const header = el("th", { scope: "col", "aria-sort": "none" }, button);
      button.addEventListener("click", () => sortBy(place, header, button));
      return header;
    });
    more.addEventListener("click", () => add(rows.length));
    add(ROWS);
    return [el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Answer" }, el("table", { class: "sortable" }, el("thead", {}, el("tr", {}, ...headers)), body)), more];
  };
  const give = (name, type, content, words) => {
    const button = el("button", { type: "button", text: words });
    button.addEventListener("click", () => {
      const address = URL.createObjectURL(new Blob([content], { type }));
      el("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
    return button;
  };
  const show = (found, time) => {
    last = found;
    const count = found.graph === undefined ? "row" : "triple";
    say(found.truth !== undefined ? (found.truth ? "yes" : "no") : `${found.rows.length} ${count}${found.rows.length === 1 ? "" : "s"}, in ${time} ms`);
    if (found.truth === undefined && found.rows.length) answer.append(...table(found));
    const takes = found.graph !== undefined
      ? [give("answer.nt", "application/n-triples", found.graph, "N-Triples")]
      : [give("answer.json", "application/sparql-results+json", `${JSON.stringify(found.whole, null, 1)}\n`, "JSON")];
    answer.append(el("p", { class: "takes" }, "Take the answer away: ", give("answer.csv", "text/csv", csv(found), "CSV"), " ", ...takes));
  };

  /* The fields of the saved question that stands in the text, if one does. */
  let chosen = null, shown = [];
  const of = (query) => saved.find(({ title }) => query.trimStart().startsWith(`# ${title}\n`)) ?? null;
  const whole = (name) => (name.startsWith("<") ? name.slice(1, -1) : name.replace(/^([A-Za-z][\w-]*):/, (prefix, one) => prefixes[one] ?? prefix));
  const words = (name) => (Object.hasOwn(places, whole(name)) ? places[whole(name)][1] || name : "");
  const shorten = (iri) => (compact(iri) === iri ? `<${iri}>` : compact(iri));
  const change = (name, value) => {
    const values = new Map(chosen?.found(text.value) ?? []);
    if (value === "") values.delete(name);
    else values.set(name, value);
    const changed = chosen?.changed(text.value, values) ?? null;
    if (changed === null) return tell();
    text.value = changed;
    return askOrWait();
  };
  const tell = () => {
    const found = of(text.value), values = found?.found(text.value) ?? null;
    if (found !== chosen) {
      chosen = found;
      shown = (found?.fields ?? []).map((field) => site.fields.made(field, { words, shorten, change }));
      at("each").replaceChildren(...shown.map(({ part }) => part));
      menu.value = found?.name ?? "";
    }
    fields.hidden = shown.length === 0;
    fields.disabled = values === null;
    at("apart").hidden = values !== null;
    if (values) for (const field of shown) field.show(values.get(field.name) ?? "");
    return values;
  };
  const askOrWait = () => {
    const values = tell();
    const lacking = values ? chosen.fields.filter(([name, , , needed]) => needed && !values.has(name)).map(([name]) => name) : [];
    if (!lacking.length) return ask();
    halted();
    answer.replaceChildren();
    return say(`The question needs a value: ${lacking.join(", ")}.`);
  };
  let saved = [];
  const fromAddress = () => {
    const given = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B")).get("query");
    if (given !== null && given !== text.value) {
      text.value = given;
      askOrWait();
    }
  };
  const begin = async () => {
    const [listed, spaces, known] = await site.values(await site.take("menu"));
    prefixes = spaces;
    places = known;
    saved = listed.map((one) => site.fields.question(one, shorten));
    for (const { name, title } of saved) menu.append(el("option", { value: name, text: title }));
    menu.addEventListener("change", () => {
      const question = saved.find(({ name }) => name === menu.value);
      if (!question) return;
      text.value = question.example;
      askOrWait();
    });
    text.addEventListener("input", tell);
    jump.addEventListener("click", showLine);
    at("prefixes").replaceChildren(...Object.entries(prefixes).map(([name, iri]) => el("li", {}, el("code", { text: `${name}:` }), " ", el("bdi", { text: iri }))));
    run.addEventListener("click", () => asking || ask());
    stop.addEventListener("click", () => asking && halt("Stopped."));
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!asking) ask();
    });
    window.addEventListener("hashchange", fromAddress);
    site.sparql = { ask, csv, last: () => last, saved };
    working(false);
    const asked = busy;
    fromAddress();
    if (asked !== busy) return;
    say("The engine is getting ready…");
    const facts = await started();
    if (asked === busy) say(`Ready: ${facts} statements at hand.`);
  };
  begin().catch((error) => say(error.message, true));
})();
