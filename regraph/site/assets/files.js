/* The site's own script files as data: a page on a disk may run what stands beside it, and may not read it otherwise. */
"use strict";
const site = (() => {
  const root = document.documentElement.dataset.root;
  const come = new Map(), asked = new Map(), wanted = new Set();
  const only = (path) => {
    if (!/^(\.\.\/)*search\/[a-z]+(-[0-9]+)?\.js$/.test(path)) throw new TypeError(`no file of this site: ${path}`);
    return path;
  };
  const trusted = window.trustedTypes ? trustedTypes.createPolicy("files", { createScriptURL: only }) : { createScriptURL: only };

  const bytes = async (text) => {
    const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  const values = async (text) => JSON.parse(new TextDecoder().decode(await bytes(text)));
  const put = (name, text) => (asked.has(name) ? asked.get(name)(text) : come.set(name, text));
  const take = (name) => (come.has(name) ? Promise.resolve(come.get(name)) : new Promise((found) => asked.set(name, found)));
  const load = (name) => {
    const found = take(name);
    if (wanted.has(name)) return found;
    wanted.add(name);
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.addEventListener("error", () => fail(new Error(`search/${name}.js is missing`)));
      script.src = trusted.createScriptURL(`${root}search/${name}.js`);
      document.head.append(script);
      found.then(done);
    });
  };
  const el = (tag, props = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "text") made.textContent = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  return { root, bytes, values, put, take, load, el };
})();
const regraphFiles = site.put;
