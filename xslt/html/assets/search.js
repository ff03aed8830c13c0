/* The search of the site: words by the index of Pagefind, facets by tables beside it. Nothing is built from text as markup. */
"use strict";

(() => {
  const form = document.querySelector(".search-form");
  if (!form) return;
  const find = (selector) => document.querySelector(selector);
  const input = form.querySelector("input");
  const count = find(".search-count");
  const columns = find(".search-columns");
  const list = find(".search-results");
  const more = find(".search-more");
  const clear = find(".search-clear");
  const facets = [...document.querySelectorAll(".facet")];
  const labels = find("#search-values");
  const values = new Map([...labels.content.querySelectorAll("data")].map((one) => [one.value, one.textContent]));
  const language = document.documentElement.lang || "en";
  const plural = new Intl.PluralRules(language);
  const BATCH = 20; // telegrams that are shown at once
  const VALUES = 8; // values of a facet that are shown at once
  const PASSAGES = 3; // places of a telegram that are shown
  const AROUND = 14; // words before and after a hit
  /* Letters of scripts without spaces between words: the index has each as a word (publish/search/bundles.py). */
  const UNSPACED = "[\\u1100-\\u11ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff]";
  const BETWEEN = new RegExp(`(?<=${UNSPACED})(?=${UNSPACED})`, "gu");
  const PARTS = new RegExp(`["“”„«»]([^"“”„«»]+)["“”«»]|(${UNSPACED}+)|((?!${UNSPACED})[^\\s"“”„«»])+`, "gu");

  if (location.protocol === "file:") {
    find(".search-folder").hidden = false;
    return;
  }

  const documents = new Map(); // by id: what the tables say
  const words = new Map(); // by facet and key: the words for a value
  const engines = new Map(); // by language: a promise of what searches, and the names of its fragments
  const chosen = new Map(facets.map((facet) => [facet.dataset.facet, new Set()]));
  const wide = new Set(); // the facets that show all values
  let matches = []; // ids in the order of the list
  let hits = new Map(); // by id: where the words stand
  let shown = 0;
  let turn = 0; // an answer to an earlier question is thrown away

  const read = async (path) => {
    const answer = await fetch(new URL(path, document.baseURI), { cache: "no-cache" });
    if (!answer.ok) throw new Error(path);
    return answer.json();
  };

  async function load() {
    const { bundles } = await read("search/index.json");
    await Promise.all(
      Object.entries(bundles).map(async ([of, names]) => {
        const fragments = new Map();
        const tables = await Promise.all(names.map((name) => read(`search/${name}/facets.json`)));
        tables.forEach((table, bundle) => enter(table, fragments, bundle));
        engines.set(of, { names, fragments, started: null });
      }),
    );
  }

  function enter(table, fragments, bundle) {
    table.documents.forEach((id, row) => {
      fragments.set(table.fragments[row], { id, bundle });
      const known = { title: table.titles[row], sent: table.sent[row], number: table.numbers[row], keys: {} };
      for (const [facet, { values: all, of }] of Object.entries(table.facets)) {
        known.keys[facet] = of[row].map((number) => {
          const [key, text] = all[number];
          if (!words.has(`${facet} ${key}`)) words.set(`${facet} ${key}`, text || spoken(key));
          return key;
        });
      }
      documents.set(id, known);
    });
  }

  /* The words for a coded value, such as language.ru. */
  function spoken(key) {
    if (values.has(key)) return values.get(key);
    const [kind, code] = [key.slice(0, key.indexOf(".")), key.slice(key.indexOf(".") + 1)];
    if (kind === "language") {
      try {
        return new Intl.DisplayNames(language, { type: "language" }).of(code) || code;
      } catch {
        return code;
      }
    }
    return code;
  }

  /* Every language has its own program, which knows the forms of its words; it searches all bundles of the language. */
  function started(of) {
    const engine = engines.get(of);
    if (!engine.started) {
      engine.started = (async () => {
        const [first, ...others] = engine.names.map((name) => new URL(`search/${name}/`, document.baseURI).href);
        const program = await import(`${first}pagefind.js`);
        const instance = program.createInstance({ basePath: first });
        await instance.init();
        for (const other of others) await instance.mergeIndex(other);
        return instance;
      })();
      engine.started.catch(() => (engine.started = null));
    }
    return engine.started;
  }

  /* A question as those of the index: phrases, runs of letters without spaces, words. Asked together, words that no
     telegram has would be passed over; asked one by one, all must be there. */
  function questions(text) {
    const asked = [...text.matchAll(PARTS)].map(([all, phrase, run]) => {
      if (phrase) return `"${phrase.replace(BETWEEN, " ")}"`;
      return run && run.length > 1 ? `"${run.replace(BETWEEN, " ")}"` : all;
    });
    return [...new Set(asked)].filter((one) => /[\p{L}\p{N}]/u.test(one));
  }

  /* By id, the results in the languages that have all that is asked. */
  async function ask(text) {
    const asked = questions(text);
    const all = await Promise.all([...engines.keys()].map((of) => askIn(of, asked)));
    const found = new Map();
    for (const one of all.flat()) found.set(one.id, [...(found.get(one.id) || []), one]);
    for (const of of found.values()) of.sort((one, other) => other.score - one.score);
    return found;
  }

  async function askIn(of, asked) {
    const instance = await started(of);
    const fragments = engines.get(of).fragments;
    const answers = await Promise.all(asked.map((one) => answer(instance, fragments, one)));
    const [first, ...others] = answers.map((results) => new Map(results.map((one) => [one.id, one])));
    const found = [];
    for (const [name, result] of first || []) {
      if (!others.every((one) => one.has(name))) continue;
      const all = [result, ...others.map((one) => one.get(name))];
      const { id } = fragments.get(name) || {};
      const places = new Set(all.flatMap((one) => one.words));
      const score = all.reduce((sum, one) => sum + one.score, 0);
      if (documents.has(id)) found.push({ id, result, places, score });
    }
    return found;
  }

  /* For a word that a bundle does not have, nor any that begins with it, Pagefind takes one that the word begins with: all
     numbers that begin with 50 for 500193. That is no answer. */
  async function answer(instance, fragments, one) {
    const { results } = await instance.search(one);
    if (!results.length || one.startsWith('"')) return results;
    const bundle = (result) => fragments.get(result.id)?.bundle;
    const sure = new Map((await instance.search(`"${one}"`)).results.map((result) => [bundle(result), true]));
    for (const result of results) {
      if (!sure.has(bundle(result))) sure.set(bundle(result), await begins(result, one));
    }
    return results.filter((result) => sure.get(bundle(result)));
  }

  const letters = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLocaleLowerCase();

  async function begins(result, one) {
    const data = await result.data();
    const tokens = data.content.split(/\s+/);
    const found = result.words.length ? result.words.map((place) => tokens[place] || "") : (data.meta.title || "").split(/\s+/);
    const wanted = letters(one);
    return found.some((token) => [token, ...token.split(/[^\p{L}\p{N}\p{M}]+/u)].some((part) => letters(part).startsWith(wanted)));
  }

  const passes = (id, except) =>
    [...chosen].every(
      ([facet, keys]) => facet === except || !keys.size || documents.get(id).keys[facet]?.some((key) => keys.has(key)),
    );

  const byDate = (one, other) => {
    const [a, b] = [documents.get(one).sent || "~", documents.get(other).sent || "~"];
    return a < b ? -1 : a > b ? 1 : one < other ? -1 : 1;
  };

  async function search() {
    const mine = (turn += 1);
    const text = input.value.trim();
    remember(text);
    let found = null;
    try {
      found = questions(text).length ? await ask(text) : null;
    } catch {
      if (mine === turn) find(".search-failed").hidden = false;
      return;
    }
    if (mine !== turn) return;
    find(".search-failed").hidden = true;
    hits = found || new Map();
    const best = (id) => hits.get(id)[0].score;
    const all = found ? [...found.keys()] : [...documents.keys()];
    const narrowed = [...chosen.values()].some((keys) => keys.size);
    all.sort(found ? (one, other) => best(other) - best(one) || byDate(one, other) : byDate);
    matches = all.filter((id) => passes(id));
    count.textContent = matches.length
      ? (count.dataset[plural.select(matches.length)] || count.dataset.other).replace("{1}", matches.length.toLocaleString(language))
      : count.dataset.none;
    for (const facet of facets) showFacet(facet, all);
    clear.hidden = !narrowed;
    list.replaceChildren();
    shown = 0;
    if (!found && !narrowed) matches = [];
    await show();
  }

  function showFacet(facet, all) {
    const name = facet.dataset.facet;
    const keys = chosen.get(name);
    const counts = new Map([...keys].map((key) => [key, 0]));
    for (const id of all) {
      if (passes(id, name)) for (const key of documents.get(id).keys[name] || []) counts.set(key, (counts.get(key) || 0) + 1);
    }
    const text = (key) => words.get(`${name} ${key}`) || key;
    const sorted = [...counts.keys()].sort((one, other) =>
      name === "year"
        ? text(one).localeCompare(text(other))
        : keys.has(other) - keys.has(one) || counts.get(other) - counts.get(one) || text(one).localeCompare(text(other), language),
    );
    const limit = wide.has(name) || name === "year" ? sorted.length : Math.max(VALUES, keys.size);
    facet.hidden = !sorted.length;
    const rows = sorted.slice(0, limit).map((key) => {
      const row = document.createElement("li");
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = key;
      box.checked = keys.has(key);
      const number = document.createElement("span");
      number.className = "facet-count";
      number.textContent = counts.get(key).toLocaleString(language);
      label.append(box, " ", text(key), " ", number);
      row.append(label);
      return row;
    });
    const focused = facet.contains(document.activeElement) ? document.activeElement.value : null;
    facet.querySelector("ul").replaceChildren(...rows);
    if (focused) for (const box of facet.querySelectorAll("input")) if (box.value === focused) box.focus();
    const button = facet.querySelector(".facet-all");
    button.hidden = sorted.length <= limit;
    button.textContent = button.dataset.label.replace("{1}", sorted.length.toLocaleString(language));
  }

  async function show() {
    const mine = turn;
    const batch = matches.slice(shown, shown + BATCH);
    shown += batch.length;
    const rows = await Promise.all(batch.map(row));
    if (mine !== turn) return;
    list.append(...rows);
    more.hidden = shown >= matches.length;
    return rows[0];
  }

  const page = (id) => new URL(`telegrams/${encodeURIComponent(id)}.html`, document.baseURI).href;

  async function row(id) {
    const known = documents.get(id);
    const item = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = page(id);
    link.textContent = known.title || id;
    heading.append(link);
    const facts = document.createElement("p");
    facts.className = "search-facts";
    const names = (facet) => (known.keys[facet] || []).map((key) => words.get(`${facet} ${key}`)).join(labels.dataset.list);
    const [from, to] = [names("sender"), names("addressee")];
    const between = from && to ? labels.dataset.fromTo : from ? labels.dataset.from : to ? labels.dataset.to : "";
    const parties = between.replace(/\{(\d)\}/g, (_, place) => (from && to ? [from, to] : [from || to])[place - 1]);
    facts.textContent = [dated(known.sent), parties].filter(Boolean).join(labels.dataset.separator);
    item.append(heading, facts);
    const passages = (await Promise.all((hits.get(id) || []).map(found))).flat();
    if (passages.length) {
      const places = document.createElement("ul");
      places.className = "search-passages";
      places.append(...passages.slice(0, PASSAGES).map((one) => passage(id, one)));
      item.append(places);
    }
    return item;
  }

  function dated(sent) {
    const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(sent) || [];
    if (!year) return labels.dataset.undated;
    const form = { year: "numeric", ...(month && { month: "long" }), ...(day && { day: "numeric" }), timeZone: "UTC" };
    // The day first, as everywhere on the site: plain "en" would be that of the United States.
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(new Date(Date.UTC(+year, (month || 1) - 1, day || 1)));
  }

  /* The places of a telegram that a question found: those with most hits first. */
  async function found({ result, places }) {
    const data = await result.data();
    const tokens = data.content.split(/\s+/);
    const starts = data.anchors.map((one) => ({ sign: one.id[0], anchor: one.id.slice(1), from: one.location }));
    starts.sort((one, other) => one.from - other.from);
    starts.forEach((one, number) => (one.to = starts[number + 1]?.from ?? tokens.length));
    const passages = new Map();
    for (const place of [...places].sort((one, other) => one - other)) {
      const start = starts.findLast((one) => one.from <= place);
      if (!start) continue;
      const text = starts.find((one) => one.sign === "-" && one.anchor === start.anchor);
      if (!text) continue;
      const of = passages.get(text) || { anchor: text.anchor, tokens: tokens.slice(text.from, text.to), own: [], others: [] };
      if (start.sign === "-") of.own.push(place - text.from);
      else of.others.push(tokens[place]);
      passages.set(text, of);
    }
    return [...passages.values()].sort((one, other) => other.own.length - one.own.length || other.others.length - one.others.length);
  }

  /* A place with the words around its hits, and a link that leads there and marks the first of them. */
  function passage(id, { anchor, tokens, own, others }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const first = own[0] ?? 0;
    const from = Math.max(0, first - AROUND);
    const to = Math.min(tokens.length, first + 2 * AROUND);
    const joined = (words) => words.join(" ").replace(/\u2060 ?/g, "");
    if (from > 0) link.append("… ");
    for (let place = from; place < to; ) {
      const marked = own.includes(place);
      let end = place + 1;
      while (end < to && own.includes(end) === marked) end += 1;
      const text = joined(tokens.slice(place, end));
      if (marked) {
        const mark = document.createElement("mark");
        mark.textContent = text;
        link.append(mark);
      } else link.append(text);
      if (end < to && !tokens[end - 1].endsWith("\u2060")) link.append(" ");
      place = end;
    }
    if (to < tokens.length) link.append(" …");
    link.href = `${page(id)}${fragment(anchor, own.length ? joined(run(tokens, own)) : "")}`;
    item.append(link);
    const bare = (word) => joined([word]).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const plain = new Set(own.map((place) => bare(tokens[place]).toLocaleLowerCase()));
    const spellings = [...new Set(others.map(bare))].filter((word) => !plain.has(word.toLocaleLowerCase()));
    if (spellings.length) {
      const other = document.createElement("span");
      other.className = "search-other";
      const mark = document.createElement("mark");
      mark.textContent = spellings.join(" ");
      other.append("= ", mark);
      item.append(" ", other);
    }
    return item;
  }

  /* The first hit with those that follow it at once. */
  function run(tokens, own) {
    let end = own[0] + 1;
    while (own.includes(end)) end += 1;
    return tokens.slice(own[0], end);
  }

  function fragment(anchor, text) {
    const place = anchor ? `#${encodeURIComponent(anchor)}` : "";
    const plain = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    if (!anchor || !plain || !("fragmentDirective" in document)) return place;
    return `${place}:~:text=${encodeURIComponent(plain).replace(/-/g, "%2D")}`;
  }

  /* The question is a part of the page's address: it can be kept and sent. */
  function remember(text) {
    const address = new URL(location.href);
    address.search = "";
    if (text) address.searchParams.set("q", text);
    for (const [facet, keys] of chosen) for (const key of keys) address.searchParams.append(facet, key);
    history.replaceState(null, "", address);
  }

  function recall() {
    const given = new URL(location.href).searchParams;
    input.value = given.get("q") || "";
    for (const [facet, keys] of chosen) for (const key of given.getAll(facet)) keys.add(key);
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 250);
  });
  columns.addEventListener("change", (event) => {
    const facet = event.target.closest(".facet");
    if (!facet) return;
    const keys = chosen.get(facet.dataset.facet);
    if (event.target.checked) keys.add(event.target.value);
    else keys.delete(event.target.value);
    search();
  });
  columns.addEventListener("click", async (event) => {
    const all = event.target.closest(".facet-all");
    if (all) {
      const facet = all.closest(".facet");
      wide.add(facet.dataset.facet);
      await search();
      facet.querySelectorAll("input")[VALUES]?.focus();
    } else if (event.target === clear) {
      for (const keys of chosen.values()) keys.clear();
      await search();
      input.focus();
    } else if (event.target === more) (await show())?.querySelector("a").focus();
  });

  recall();
  load().then(
    () => {
      find(".search-instead").hidden = true;
      form.hidden = false;
      columns.hidden = false;
      return search();
    },
    () => (find(".search-failed").hidden = false),
  );
})();
