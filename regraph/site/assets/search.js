/* Search: names as `regraph find` ranks them, then titles of sources and sentences of claims; a pasted IRI opens its page. */
"use strict";
(() => {
  const { root, el } = site;
  const input = document.getElementById("q"), form = document.getElementById("find"), results = document.getElementById("results");
  if (!input || !form) return;
  const MOST = 8, PAGE = 100;
  let names = null, texts = [], exact = new Map(), spaces = [];

  const fold = (text) => {
    let plain = text.toLowerCase();
    if (/[^\x00-\x7f]/.test(text)) {
      plain = text.normalize("NFKD").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFKD");
      plain = plain.replace(/\p{M}/gu, "").replace(/’/g, "");
    }
    return (plain.replace(/['.]/g, "").match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  };
  const holds = (text, words) => words.every((word) => text.includes(` ${word}`));
  const smaller = (a, b) => {
    for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
    return 0;
  };
  const path = (iri) => {
    const bare = iri.trim().replace(/^<|>$/g, "");
    const [name, base] = spaces.find(([, space]) => bare.startsWith(space)) ?? ["", ""];
    return exact.get(base ? `${name}:${bare.slice(base.length)}` : bare) ?? null;
  };

  /* The index is read when it is first needed, and folded once. */
  let reading = null;
  const ready = () => (reading ??= (async () => {
    const [entries, more, known, count] = await site.values(await site.load("names"));
    names = entries.map(([label, others, kind, rank, iri, to]) => {
      const folded = fold(label), slug = fold(iri.slice(iri.indexOf(":") + 1));
      const all = [...new Set([folded, ...others.map(fold)])].sort();
      return { label, others, kind, rank, iri, to, folded, slug, all, text: ` ${[...all, slug].join("  ")}` };
    });
    spaces = Object.entries(known);
    exact = new Map([...Object.entries(more), ...names.map(({ iri, to }) => [iri, to])]);
    return count;
  })());
  let reread = null;
  const readyTexts = () => (reread ??= (async () => {
    const count = await ready();
    const parts = await Promise.all([...Array(count).keys()].map(async (at) => (await site.values(await site.load(`texts-${at}`)))[0]));
    texts = parts.flat().map(([label, kind, to]) => ({ label, kind, to, text: ` ${fold(label)}` }));
  })());

  const named = (wanted) => {
    const words = wanted.split(" "), found = [], alike = [...words].sort().join(" ");
    for (const entry of names) {
      if (!holds(entry.text, words)) continue;
      const name = [wanted, entry.folded, ...entry.all, entry.slug].find((one) => holds(` ${one}`, words) && (one === entry.slug || entry.all.includes(one)));
      if (name === undefined) continue;
      const written = [entry.label, ...entry.others].find((one) => fold(one) === name) ?? entry.iri;
      found.push([[name.split(" ").sort().join(" ") !== alike, entry.rank, !name.startsWith(wanted), entry.folded, entry.iri], { ...entry, written }]);
    }
    return found.sort((a, b) => smaller(a[0], b[0])).map(([, entry]) => entry);
  };
  const told = (wanted) => texts.filter(({ text }) => holds(text, wanted.split(" ")));

  const shown = ({ label, written, kind }) => [
    el("bdi", { text: label.length > 240 ? `${label.slice(0, 240)}…` : label }), ...(written && written !== label ? [" (as ", el("bdi", { text: written.slice(0, 80) }), ")"] : []),
    el("span", { class: "kind", text: ` — ${kind}` }),
  ];

  /* A list under a field: arrows choose, Enter takes, Escape closes. `offer` finds what to show for a text. */
  const combobox = (input, list, offer, take, fail) => {
    let active = -1, turn = 0;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (to) => {
      const options = [...list.querySelectorAll("[role=option]")];
      active = (to + options.length + 1) % (options.length + 1);
      if (active === options.length) active = -1;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", options[active].id);
        options[active].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const show = async () => {
      const mine = (turn += 1), found = await offer(input.value, () => mine === turn);
      if (mine !== turn || !found) return;
      list.replaceChildren(...found.map((entry, at) => {
        const option = el("li", { id: `${list.id}-${at}`, role: "option", "aria-selected": "false" }, ...shown(entry));
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => { close(); take(entry); });
        return option;
      }));
      if (!found.length || document.activeElement !== input) {
        close();
        return;
      }
      list.hidden = false;
      active = -1;
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
    };
    input.addEventListener("focus", () => ready().catch(fail));
    input.addEventListener("input", () => show().catch(fail));
    input.addEventListener("blur", () => { turn += 1; setTimeout(close, 150); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) show().catch(fail);
        else choose(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        list.children[active].click();
      }
    });
  };

  const list = el("ul", { id: "found", class: "offered", role: "listbox", "aria-label": "Found", hidden: "" });
  const count = el("span", { id: "count", role: "status", class: "unseen" });
  form.append(list, count);
  const open = (to) => location.assign(root + to);
  const fail = (error) => { count.textContent = error.message; count.classList.remove("unseen"); };
  const offer = async (typed, isCurrent) => {
    const wanted = fold(typed);
    await ready();
    const whole = path(typed);
    let found = whole ? [{ label: typed.trim(), kind: "open its page", to: whole }] : wanted ? named(wanted) : [];
    const isWhole = whole || (wanted.length > 2 && found.length < MOST);
    if (!whole && isWhole && isCurrent()) {
      await readyTexts();
      found = [...found, ...told(wanted)];
    }
    if (isCurrent()) count.textContent = wanted ? `${found.length} found${isWhole ? "" : " by name"}` : "";
    return found.slice(0, MOST);
  };
  combobox(input, list, offer, ({ to }) => open(to), fail);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    await ready().catch(() => null);
    const whole = path(typed);
    if (whole) open(whole);
    else if (typed) open(`search.html?q=${encodeURIComponent(typed)}`);
  });

  /* The page of a search: everything found, names first. */
  const group = (title, entries, number) => {
    const items = el("ol", { class: "hits" });
    const more = el("button", { type: "button" });
    const add = () => {
      const from = items.childElementCount;
      items.append(...entries.slice(from, from + PAGE).map((entry) => el("li", {}, el("a", { href: root + entry.to }, ...shown(entry)))));
      const left = entries.length - items.childElementCount;
      more.textContent = `Show more (${left} left)`;
      more.hidden = left === 0;
    };
    more.addEventListener("click", add);
    add();
    return el("section", { "aria-labelledby": `group-${number}` }, el("h2", { id: `group-${number}`, text: `${title} (${entries.length})` }), items, more);
  };
  const searched = async (typed) => {
    input.value = typed;
    const wanted = fold(typed);
    results.replaceChildren(el("p", { role: "status", text: "Searching…" }));
    await readyTexts();
    const whole = path(typed);
    if (whole) return location.replace(root + whole);
    const byName = wanted ? named(wanted) : [], byText = wanted ? told(wanted) : [];
    const total = byName.length + byText.length;
    const none = "Nothing is found. Every word must begin a word of what is searched; try fewer words, or their beginnings.";
    results.replaceChildren(...[
      el("p", { role: "status" }, ...(wanted ? [`${total} found for “`, el("bdi", { text: typed.slice(0, 80) }), "”. ", total ? "" : none] : ["Type a name, a word, or an IRI above."])),
      byName.length ? group("By name", byName, 1) : null, byText.length ? group("In titles and sentences", byText, 2) : null,
    ].filter((part) => part !== null));
    return null;
  };
  if (results) searched(new URLSearchParams(location.search).get("q") ?? "").catch((error) => results.replaceChildren(el("p", { role: "alert", text: error.message })));
  site.search = { fold, named, told, ready, readyTexts, path, combobox };
})();
