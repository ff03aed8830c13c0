/* Lists that filter and sort on their page; without the script they are whole, in the order of the edition. */
"use strict";

const LINES = ".telegrams tbody > tr, .list tbody > tr, .letter li, .terms > div";

/* Letters as readers type them: without case, accents and the dots of transliterations. */
function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/* The field above a list: only lines with all of its words stay. */
function filtering() {
  const tools = document.querySelector(".filter");
  const lines = [...document.querySelectorAll(LINES)];
  if (!tools || lines.length < 2) return;
  const field = tools.querySelector("input");
  const status = tools.querySelector("[role=status]");
  const texts = new Map();
  tools.hidden = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const line of lines) {
      if (!texts.has(line)) texts.set(line, plain(line.textContent));
      const held = words.every((word) => texts.get(line).includes(word));
      line.classList.toggle("outside", !held);
      if (held) shown += 1;
    }
    for (const letter of document.querySelectorAll(".letter")) {
      letter.classList.toggle("outside", !letter.querySelector("li:not(.outside)"));
    }
    status.textContent = !words.length ? "" : shown ? `${shown} / ${lines.length}` : tools.dataset.none;
  });
}

/* What a line is sorted by: a number or date that the page states, else its words. */
function value(row, column) {
  const cell = row.cells[column];
  const stated = cell.dataset.value || cell.querySelector("time")?.dateTime;
  return stated || cell.textContent.trim();
}

/* The headings of a table become buttons that sort it. */
function sorting(table) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) return;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const headings = [...table.tHead.rows[0].cells];
  table.classList.add("sortable");
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sorter";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows].sort((one, other) => {
        const [first, second] = [value(one, column), value(other, column)];
        if (!first || !second) return Number(!first) - Number(!second); // what is not known stays last
        return (falling ? -1 : 1) * order.compare(first, second);
      });
      body.append(...rows);
    });
  });
}

/* On a phone the style sheet turns rows into cards; for screen readers they stay rows. */
function stayTable(table) {
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const cell of table.querySelectorAll("th")) cell.setAttribute("role", "columnheader");
  for (const cell of table.querySelectorAll("td")) cell.setAttribute("role", "cell");
}

filtering();
for (const table of document.querySelectorAll("table.telegrams")) stayTable(table);
for (const table of document.querySelectorAll("table.telegrams, table.list")) sorting(table);
