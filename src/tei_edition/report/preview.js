/* The preview: the page is loaded again when it was built again, and shows what was found in its file, where it was found.
   Everything that it shows is set as text. */
"use strict";

(() => {
  const { page, build } = document.currentScript.dataset;
  const KEY = "tei-edition.preview";
  const SIGNS = { error: "✖", warning: "▲", info: "●" };

  const events = new EventSource("/_preview/events");
  events.onmessage = ({ data }) => {
    if (data !== build) location.reload();
  };
  addEventListener("pagehide", () => events.close());

  const made = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  };

  const told = (found) => {
    const item = made("div", `preview-finding preview-${found.severity}`);
    item.append(
      made("span", "preview-sign", SIGNS[found.severity]),
      made("span", "preview-message", found.message),
      made("span", "preview-help", found.help),
      made("span", "preview-place", `${found.rule} · ${found.place}`),
    );
    return item;
  };

  const marked = (found) => {
    const place = found.ids.map((id) => document.getElementById(id)).find(Boolean);
    if (!place) return null;
    place.classList.add("preview-marked", `preview-marked-${found.severity}`);
    const note = told(found);
    note.setAttribute("role", "note");
    /* A list and a table take nothing between their parts. */
    if (place.matches("li, td, th, dd")) place.append(note);
    else (place.closest("tr, table") || place).after(note);
    return note;
  };

  function show(findings) {
    if (!findings.length) return;
    const panel = made("details", "preview-panel");
    const number = (severity) => findings.filter((one) => one.severity === severity).length;
    const counts = ["error", "warning", "info"].filter(number).map((one) => `${SIGNS[one]} ${number(one)}`);
    const summary = made("summary", "", counts.join("  "));
    summary.setAttribute("aria-label", `Findings: ${number("error")} errors, ${number("warning")} warnings`);
    const list = made("ol", "");
    for (const found of findings) {
      const note = marked(found);
      const item = made("li", "");
      if (note) {
        const link = made("button", "preview-link");
        link.type = "button";
        link.append(told(found));
        link.addEventListener("click", () => note.scrollIntoView({ block: "center" }));
        item.append(link);
      } else item.append(told(found));
      list.append(item);
    }
    panel.append(summary, list);
    try {
      panel.open = sessionStorage.getItem(KEY) === "open";
      panel.addEventListener("toggle", () => sessionStorage.setItem(KEY, panel.open ? "open" : ""));
    } catch {
      /* Then it is closed at first. */
    }
    document.body.append(panel);
  }

  fetch(`/_preview/findings?page=${encodeURIComponent(page)}`)
    .then((answer) => answer.json())
    .then(({ findings }) => show(findings))
    .catch(() => {});
})();
