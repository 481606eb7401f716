// Modals: the topmost one that is open, in a dialog that keeps the focus.
import { h } from "./dom.js";
import { blocks, object } from "./blocks.js";
import { values } from "./inputs.js";
import { act } from "./server.js";

const dialog = document.getElementById("modal");
let shown = ""; // id and hash of the view in the dialog
let names = new Map();
let top = null;
let before = null; // what had the focus

dialog.addEventListener("cancel", (event) => { // Escape
  event.preventDefault();
  close();
});
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  const stops = [...dialog.querySelectorAll("button, [href], input, select, textarea, [tabindex='0']")].filter((e) => !e.disabled);
  const [first, last] = [stops[0], stops.at(-1)];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
});

function close() {
  return act({ do: "close" });
}

// showModal shows the topmost of the views that are open.
export function showModal(views, people) {
  names = people;
  top = views?.at(-1) ?? null;
  if (!top) {
    if (dialog.open) dialog.close();
    if (shown) before?.focus?.();
    shown = "";
    return;
  }
  const version = top.id + top.hash;
  if (version === shown) return;
  if (!shown) before = document.activeElement;
  shown = version;
  draw({}, {});
  if (!dialog.open) dialog.showModal();
  const start = dialog.querySelector("[autofocus], .middle [data-input]") ?? dialog.querySelector(".middle");
  start.focus();
}

function draw(errors, typed) {
  const { id, view } = top;
  const ctx = {
    names, errors, pressed: () => undefined,
    press: async (action, value) => fail((await act({ do: "press-view", view: id, action, value })).error),
  };
  const problem = h("p", { class: "wrong", role: "alert" });
  const fail = (text) => { problem.textContent = text ?? ""; };
  const form = h("form", { method: "dialog", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    if (!view.submit) return;
    const given = values(form);
    const { error, errors } = await act({ do: "submit", view: id, values: given });
    if (errors && Object.keys(errors).length && shown.startsWith(id)) {
      draw(errors, given);
      dialog.querySelector("[aria-invalid]")?.focus();
    } else fail(error);
  } },
    h("div", { class: "top" },
      h("h2", { id: "modal-title" }, object(view.title, ctx)),
      h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: close }, "✕")),
    h("div", { class: "middle", tabindex: "0" }, blocks(view.blocks, ctx)),
    problem,
    h("div", { class: "bottom" },
      h("button", { type: "button", class: "action", onclick: close }, view.close ? object(view.close, ctx) : "Close"),
      view.submit && h("button", { type: "submit", class: "action primary" }, object(view.submit, ctx))));
  dialog.replaceChildren(form);
  for (const [action, value] of Object.entries(typed)) {
    for (const control of form.querySelectorAll("[data-input]")) {
      if (control.dataset.input !== action) continue;
      if (control.type === "radio" || control.type === "checkbox") control.checked = value.split(",").includes(control.value);
      else control.value = value;
    }
  }
}
