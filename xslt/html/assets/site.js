/* What the pages gain from a script; each is whole without it. No library, no request, nothing built from text as markup. */
"use strict";

const root = document.documentElement;
const KEY = "tei-edition.shown";

/* Browsers may forbid storage, for pages in a folder above all. */
function remembered() {
  try {
    return (localStorage.getItem(KEY) || "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

function remember(names) {
  try {
    localStorage.setItem(KEY, names.join(" "));
  } catch {
    /* Then it lasts as long as the page. */
  }
}

/* The element that a fragment names; a fragment may be anything. */
function named(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

/* Switches: each is a class of the page, kept for the next page. */
function switches() {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const buttons = [...tools.querySelectorAll("[data-switch]")];
  const either = ["show-printed", "show-corrected"];
  const show = (name, on) => {
    root.classList.toggle(name, on);
    for (const button of buttons) {
      if (button.dataset.switch === name) button.setAttribute("aria-pressed", String(on));
    }
  };
  const chosen = new Set(remembered());
  for (const button of buttons) {
    const name = button.dataset.switch;
    show(name, chosen.has(name));
    button.addEventListener("click", () => {
      const on = !root.classList.contains(name);
      if (on && either.includes(name)) {
        for (const other of either) {
          chosen.delete(other);
          show(other, false);
        }
      }
      show(name, on);
      if (on) chosen.add(name);
      else chosen.delete(name);
      remember([...chosen]);
      align();
    });
  }
  align();
  addEventListener("resize", align);
}

/* Paragraphs of original and translation that belong together begin at one height. */
function align() {
  const pairs = [];
  for (const first of document.querySelectorAll(".version:first-of-type [data-pair]")) {
    const second = document.getElementById(first.dataset.pair);
    if (second && second.closest(".version") !== first.closest(".version")) pairs.push([first, second]);
  }
  for (const pair of pairs) for (const paragraph of pair) paragraph.style.marginTop = "";
  if (!root.classList.contains("versions-beside") || !matchMedia("(min-width: 60rem)").matches) return;
  for (const [first, second] of pairs) {
    /* A margin may collapse with its neighbour's, so what is left is measured again. */
    for (let turn = 0; turn < 3; turn += 1) {
      const ahead = second.getBoundingClientRect().top - first.getBoundingClientRect().top;
      if (Math.abs(ahead) < 0.5) break;
      const higher = ahead > 0 ? first : second;
      const margin = parseFloat(getComputedStyle(higher).marginTop) || 0;
      higher.style.marginTop = `${margin + Math.abs(ahead)}px`;
    }
  }
}

/* Notes open behind their mark. */
function notes() {
  for (const mark of document.querySelectorAll(".note-mark > a")) {
    const note = named(mark.hash);
    const words = note && note.querySelector(".note-text");
    if (!words) continue;
    let opened = null;
    const toggle = (event) => {
      event.preventDefault();
      if (opened) opened.remove();
      opened = opened ? null : here(words);
      mark.setAttribute("aria-expanded", String(Boolean(opened)));
      if (opened) mark.parentNode.after(opened);
      align();
    };
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", toggle);
    mark.addEventListener("keydown", (event) => {
      if (event.key === " " || (event.key === "Escape" && opened)) toggle(event);
    });
  }
}

/* A note's words once more. */
function here(words) {
  const copy = document.createElement("span");
  copy.className = "generated note-here";
  copy.setAttribute("role", "note");
  copy.append(...copied(words));
  return copy;
}

/* What an element holds once more, without its ids and the way back. */
function copied(element) {
  const copy = element.cloneNode(true);
  for (const back of copy.querySelectorAll(".back")) back.remove();
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  return copy.childNodes;
}

/* The card of a name opens beside it; without a script the name leads to it. */
function cards() {
  const popover = document.querySelector(".name-popover");
  if (!popover || !popover.showPopover) return;
  const held = popover.querySelector(".held");
  let opener = null;
  popover.hidden = false;
  popover.popover = "auto";
  for (const name of document.querySelectorAll("a.named")) name.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const name = event.target instanceof Element && event.target.closest("a.named");
    const card = name && named(name.hash);
    if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = name;
    held.replaceChildren(...copied(card));
    popover.setAttribute("aria-label", card.querySelector("h3").textContent);
    popover.showPopover();
    beside(name, popover);
    popover.focus({ preventScroll: true });
  });
  popover.querySelector(".close").addEventListener("click", () => popover.hidePopover());
  /* A place in the text that the card leads to is not to be hidden by it. */
  held.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) {
      opener = null;
      popover.hidePopover();
    }
  });
  popover.addEventListener("toggle", (event) => {
    const left = popover.contains(document.activeElement) || document.activeElement === document.body;
    if (event.newState === "closed" && opener && left) opener.focus({ preventScroll: true });
  });
}

/* Below the name, or above it where there is more room; narrow screens have it at their foot (style sheet). */
function beside(name, popover) {
  const [line] = name.getClientRects();
  const gap = 8;
  const below = innerHeight - line.bottom > popover.offsetHeight + gap || line.top < innerHeight / 2;
  const top = below ? line.bottom + gap : Math.max(gap, line.top - popover.offsetHeight - gap);
  const left = Math.min(line.left, document.documentElement.clientWidth - popover.offsetWidth - gap);
  popover.style.setProperty("--top", `${top + scrollY}px`);
  popover.style.setProperty("--left", `${Math.max(gap, left) + scrollX}px`);
}

/* The number of a paragraph, and the heading of a carried message, lead to it and tell how to cite it. */
function citations() {
  const dialog = document.querySelector("dialog.place-citation");
  const cite = document.querySelector(".citation .cite");
  if (!dialog || !cite || !dialog.showModal) return;
  const place = dialog.querySelector(".place");
  const copy = dialog.querySelector(".copy");
  const word = copy.textContent;
  const canonical = document.querySelector("link[rel=canonical]");
  const page = canonical ? canonical.href : location.href.split("#")[0];
  const words = cite.textContent.replace(/\s+/g, " ").trim();
  const general = words.endsWith(`${page}.`) ? words.slice(0, -page.length - 1).trim() : words;
  for (const anchor of document.querySelectorAll(".text a.anchor, .enclosure-heading a")) {
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const heading = anchor.closest(".enclosure-heading");
      const part = heading ? `${[...heading.children].map((one) => one.textContent.trim()).join(", ")}. ${dialog.dataset.in} ` : "";
      const number = heading ? "" : ` ${dialog.dataset.number.replace("{1}", anchor.textContent)}`;
      place.textContent = `${part}${general}${number} ${page}${anchor.hash}.`;
      copy.textContent = word;
      dialog.showModal();
    });
  }
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(place.textContent);
      copy.textContent = copy.dataset.done;
    } catch {
      /* Where the clipboard is not to be had, the words are marked, to be copied by hand. */
      getSelection().selectAllChildren(place);
    }
  });
}

/* What stands beside the text where there is room is open there (the style sheet shows it before this does), and nothing to
   fold; elsewhere it opens when asked for, or led to. Paper shows all. */
function folds() {
  const all = [...document.querySelectorAll("details.fold")];
  const wide = matchMedia("(min-width: 60rem)");
  const settle = () => {
    for (const fold of all) {
      fold.open = wide.matches;
      fold.firstElementChild.tabIndex = wide.matches ? -1 : 0;
    }
  };
  const lead = () => {
    const target = named(location.hash);
    const fold = target && target.closest("details.fold");
    if (fold) fold.open = true;
  };
  settle();
  lead();
  wide.addEventListener("change", settle);
  addEventListener("hashchange", lead);
  addEventListener("beforeprint", () => {
    for (const fold of all) fold.open = true;
  });
}

switches();
notes();
cards();
citations();
folds();
