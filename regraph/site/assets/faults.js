/* What is wrong with a query, in words: what, in which line, and what to write instead. The engine says what it had expected. */
"use strict";
(() => {
  const FORMS = "SELECT, ASK, CONSTRUCT or DESCRIBE";
  const UPDATES = /^(insert|delete|load|clear|drop|create|add|move|copy|with)$/i;
  /* Every word of SPARQL 1.1 that is no name. */
  const WORDS = new Set(`a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy count create data
    datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor from graph group group_concat having hours if in
    insert into iri isblank isiri isliteral isnumeric isuri lang langmatches lcase limit load max md5 min minus minutes month move named not now offset
    optional order prefix rand reduced regex replace round sample sameterm seconds select separator service sha1 sha256 sha384 sha512 silent str
    strafter strbefore strdt strends strlang strlen strstarts struuid substr sum timezone to true tz ucase undef union uri using uuid values
    where with year`.split(/\s+/));
  const strange = (bare) => {
    for (const { 0: word, index } of bare.matchAll(/(?<![\w?$:@.-])[A-Za-z][\w-]*(?![\w:-])/g)) {
      const isCalled = /^\s*\(/.test(bare.slice(index + word.length));
      if (!WORDS.has(word.toLowerCase())) return [index, isCalled ? `SPARQL has no ${word}(…)` : `“${word}” is no word of SPARQL; write a text as "${word}", a variable as ?${word}, a thing as id:${word.toLowerCase()}`];
    }
    return null;
  };
  /* A query with its texts, IRIs and comments blanked, so that places stay. */
  const blanked = (query) => {
    const all = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;
    return query.replace(all, (one) => one.replace(/[^\n]/g, one[0] === "#" ? " " : "_"));
  };
  const lineOf = (text, at) => text.slice(0, at).split("\n").length;
  const PAIRS = { "{": "}", "(": ")", "[": "]" };
  const unpaired = (bare) => {
    const open = [];
    for (const { 0: mark, index } of bare.matchAll(/[{}()[\]]/g)) {
      if (PAIRS[mark]) open.push([mark, index]);
      else if (open.length && PAIRS[open.at(-1)[0]] === mark) open.pop();
      else return [index, `${mark} closes nothing that is open${open.length ? `; the ${open.at(-1)[0]} of line ${lineOf(bare, open.at(-1)[1])} is open: write ${PAIRS[open.at(-1)[0]]} first` : "; take it out"}`];
    }
    return open.length ? [open.at(-1)[1], `the ${open.at(-1)[0]} is never closed; write ${PAIRS[open.at(-1)[0]]} where it ends`] : null;
  };
  const undeclared = (bare, prefixes) => {
    const known = new Set(Object.keys(prefixes));
    for (const { 1: name } of bare.matchAll(/\bprefix\s+([\w-]*):/gi)) known.add(name);
    for (const found of bare.matchAll(/(^|[^\w:?$@-])([A-Za-z][\w-]*):(?=[\w/])/g)) {
      const at = found.index + found[1].length;
      if (/^https?$/.test(found[2])) return [at, `an IRI stands between < and >; write <${/^[^\s;,)}]*[^\s;,.)}]/.exec(bare.slice(at))[0]}>`];
      const alike = [...known].find((one) => one.toLowerCase() === found[2].toLowerCase());
      if (!known.has(found[2])) return [at, `the prefix ${found[2]}: is not declared; ${alike ? `write ${alike}:` : `write PREFIX ${found[2]}: <…> above the query, or a prefix of the list below`}`];
    }
    return null;
  };
  const first = (bare, pattern, say) => {
    const found = pattern.exec(bare);
    return found ? [found.index, say(found)] : null;
  };
  /* Slips that many make, looked for only once the engine has refused a query. */
  const slip = (query, bare, prefixes) =>
    first(bare, /[“”„‘’]/, () => 'quotes of print are none here; write "…"')
    ?? first(bare, /["']/, ({ 0: mark }) => `a text begins with ${mark} and does not end in its line; close it with ${mark}`)
    ?? undeclared(bare, prefixes)
    ?? unpaired(bare)
    ?? first(bare, /(?<![\w?$:.-])(order|group)\s+(?!by\b)/i, ({ 1: word }) => `write ${word.toUpperCase()} BY`)
    ?? first(bare, /(?<![\w?$:.-])filter\s+[?$]/i, () => "FILTER takes its condition in parentheses; write FILTER(?a > 1)")
    ?? first(bare, /\bselect\s+(?:(?:distinct|reduced)\s+)?(count|sum|avg|min|max|sample)\s*\(/i, ({ 1: word }) => `a column that is worked out needs a name; write (${word.toUpperCase()}(?a) AS ?n)`)
    ?? first(bare, /(?<![\w?$:.-])select\s(?:[^{*(,]|\((?:[^()]|\([^()]*\))*\))*,/i, () => "columns stand apart by spaces, without commas; write SELECT ?a ?b")
    ?? first(bare, /\bselect\s+(?!distinct\b|reduced\b|where\b)([A-Za-z]\w*)/i, ({ 1: word }) => `a column is a variable; write ?${word}`)
    ?? first(bare, /(?<![\w?$:.-])(limit|offset)(?![\w:-])(?!\s+\d)/i, ({ 1: word }) => `${word.toUpperCase()} takes a number; write ${word.toUpperCase()} 100`)
    ?? strange(bare);
  const undotted = (bare, line) => {
    const rows = bare.split("\n"), before = rows.slice(0, line - 1).findLastIndex((row) => row.trim());
    return before >= 0 && /[\w)>*]\s*$/.test(rows[before]) && /^\s*[?$\w]/.test(rows[line - 1] ?? "") ? `; is there a dot missing at the end of line ${before + 1}?` : "";
  };
  const wordAt = (query, line, place) => /^\s*(\S+)/.exec((query.split("\n")[line - 1] ?? "").slice(place - 1))?.[1] ?? "";
  const told = (line, words) => ({ line, words: `Line ${line}: ${words}${words.endsWith("?") ? "" : "."}` });

  /* What the page says of an error of the engine, which read the query after one line of prefixes. */
  const fault = (message, query, prefixes) => {
    const bare = blanked(query), begun = /^(?:\s*(?:prefix\s+[\w-]*:\s*_+|base\s+_+))*\s*(\S+)/i.exec(bare);
    const word = begun ? /^[A-Za-z]*/.exec(begun[1])[0] : "";
    if (!begun) return { line: 0, words: `The query is empty; it begins with ${FORMS}.` };
    const start = lineOf(bare, begun[0].length - begun[1].length);
    if (UPDATES.test(word)) return told(start, `${word.toUpperCase()} changes facts, and this page only asks; begin with ${FORMS}`);
    if (!/^(select|ask|construct|describe)$/i.test(word)) return told(start, `a query begins with ${FORMS}, not with “${begun[1].slice(0, 40)}”`);
    if (/^The service .* is not supported/.test(message)) {
      const at = bare.search(/\bservice\b/i);
      return told(lineOf(bare, Math.max(at, 0)), "SERVICE asks another server, and nothing leaves this page; take it out");
    }
    const place = /\bat (\d+):(\d+)/.exec(message);
    if (!place) return { line: 0, words: message.replace(/\s+/g, " ").slice(0, 300) };
    const line = Math.min(Math.max(Number(place[1]) - 1, 1), query.split("\n").length), found = slip(query, bare, prefixes);
    if (found) return told(lineOf(bare, found[0]), found[1]);
    if (/IRI parsing failed/.test(message)) {
      const name = /<([^<>:\s]*)>/.exec(query)?.[1] ?? "…";
      return told(line, `<${name}> is no IRI in full; write it with a prefix, as id:${name.replace(/^\W+/, "")}`);
    }
    if (/variable that is unbound/.test(message)) return told(lineOf(bare, bare.search(/\bselect\b/i)), "where rows are grouped or counted, each other column must be grouped by; add it to GROUP BY, or take it out of SELECT");
    const end = wordAt(query, line, Number(place[2]));
    const reads = end ? `the query cannot be read from “${end.slice(0, 40)}” on` : "the query ends too early, or something before its end cannot be read";
    return told(line, `${reads}${undotted(bare, line)}`);
  };
  Object.assign(site, { fault, blanked });
})();
