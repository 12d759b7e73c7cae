// The page works without this: it only spares a reload, a mouse, or a look again.
"use strict";
const at = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];

// An address has only the fields that are set.
for (const form of all("form:not([method])")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}

// Search that answers as one types; Enter works as before.
for (const form of all("form[data-live]")) {
  let waiting, asked;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!form.checkValidity()) return;
      asked?.abort();
      asked = new AbortController();
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        at(form.dataset.live).replaceWith(at(form.dataset.live, page));
        history.replaceState(null, "", address);
        document.title = page.title;
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    }, 150);
  });
}

// What is being read is looked at again until it is done.
if (at("[data-job]") && !["done", "failed"].includes(at("[data-job]").dataset.job)) {
  const again = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    at("main").replaceWith(at("main", page));
    if (!["done", "failed"].includes(at("[data-job]").dataset.job)) setTimeout(again, 400);
  };
  setTimeout(again, 300);
}

// Files dropped anywhere on the form are the form's.
for (const form of all("form[data-drop]")) {
  const files = at("input[type=file]", form);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) files.files = event.dataTransfer.files;
  });
}

// Keys: / search, j k next and previous claim, ? help.
const claims = () => all(".claim, .text .at[id^='c-'], [data-review]");
let now = -1;
const step = (by) => {
  const found = claims();
  if (!found.length) return;
  found[now]?.classList.remove("at-hand");
  // From where the focus is; at first from what the address names.
  const focused = found.findIndex((one) => one.contains(document.activeElement));
  if (focused >= 0) now = focused;
  else if (now < 0) now = found.findIndex((one) => one.matches(":target"));
  now = Math.max(0, Math.min(found.length - 1, now + by));
  const one = found[now];
  one.classList.add("at-hand");
  (at("a, button", one) ?? one).focus({ preventScroll: true });
  one.scrollIntoView({ block: "center" });
  if (one.matches(".at")) location.replace("#" + one.id);
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const press = (name) => at(`[data-review].at-hand button[value=${name}], [data-review]:focus-within button[value=${name}]`)?.click();
  const keys = {
    "/": () => at("#find")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    a: () => press("accept"),
    x: () => press("reject"),
    s: () => at("[data-review].at-hand .pick, [data-review]:focus-within .pick")?.click(),
    "?": () => location.assign("/help"),
  };
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

// Who decides is asked once, and goes along with every decision.
const asks = at("[data-who-is]");
if (asks) {
  asks.value = localStorage.getItem("whence-who") ?? "";
  asks.addEventListener("input", () => localStorage.setItem("whence-who", asks.value));
}
document.addEventListener("submit", (event) => {
  const who = at("[data-who]", event.target);
  if (!who) return;
  who.value = (asks?.value ?? localStorage.getItem("whence-who") ?? "").trim();
  if (!who.value && asks) {
    event.preventDefault();
    asks.focus();
    asks.setCustomValidity("Say who decides");
    asks.reportValidity();
    asks.setCustomValidity("");
  }
});

// Several at once: all boxes of a form by one, and how many are ticked.
for (const whole of all("[data-all]")) {
  const boxes = all(`input[type=checkbox][form="${whole.dataset.all}"]`);
  const count = at(`[data-count="${whole.dataset.all}"]`);
  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    whole.checked = ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
    count.textContent = `${ticked} selected`;
  };
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    say();
  });
  for (const box of boxes) box.addEventListener("change", say);
  say();
}

// Words selected in the text, as offsets in code points: notes are no part of the text.
const text = at("[data-text]");
const offset = (node, inside) => {
  let sum = 0;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let one = walker.nextNode(); one; one = walker.nextNode()) {
    if (one.parentElement.closest(".note")) continue;
    if (one === node) return sum + [...one.data.slice(0, inside)].length;
    sum += [...one.data].length;
  }
  return null;
};
const words = (start, end) => {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const said = [];
  for (let one = walker.nextNode(); one; one = walker.nextNode())
    if (!one.parentElement.closest(".note")) said.push(...one.data);
  return said.slice(start, end).join("").replace(/\s+/g, " ").trim();
};
let chosen = null;
let chosenWords = "";
document.addEventListener("selectionchange", () => {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!text || !range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return;
  chosen = start + "-" + end;
  chosenWords = words(start, end);
});
for (const button of all("[data-select]")) {
  button.addEventListener("click", () => {
    if (!chosen) return;
    const field = document.getElementById(button.dataset.select);
    // The words are shown; their place is sent along, since they may occur twice.
    let place = at(`input[type=hidden][name="${field.dataset.name ?? field.name}"]`, field.parentElement);
    if (!place) {
      place = document.createElement("input");
      place.type = "hidden";
      place.name = field.dataset.name = field.name;
      field.removeAttribute("name");
      field.after(place);
      field.addEventListener("input", () => {
        field.name = place.name;
        place.remove();
      }, { once: true });
    }
    place.value = chosen;
    field.value = chosenWords;
  });
}

// What is copied: a thing's own address, or a text on the page.
const copy = async (button, words) => {
  await navigator.clipboard.writeText(words);
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = before), 1500);
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-copy]");
  if (link) copy(link, new URL(link.dataset.copy, location.href).href);
  const from = event.target.closest("[data-copy-from]");
  if (from) copy(from, document.getElementById(from.dataset.copyFrom).value);
  if (event.target.closest("[data-print]")) print();
});
