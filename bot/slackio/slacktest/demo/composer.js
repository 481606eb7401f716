// The box where one types: Enter sends, Shift+Enter begins a line, "/" offers the
// commands.
import { h } from "./dom.js";

// composer makes one. send(text) gives "" or what went wrong.
export function composer(id, label, commands, send) {
  const listId = id + "-commands";
  const note = h("p", { class: "wrong", role: "alert" });
  const list = h("ul", { id: listId, class: "commands", role: "listbox", "aria-label": "Commands", hidden: true });
  const box = h("textarea", {
    id, rows: 1, "aria-label": label, placeholder: label, autocomplete: "off", "aria-autocomplete": "list", "aria-controls": listId,
    oninput: () => { fit(); offer(); note.textContent = ""; },
    onkeydown: key, onblur: () => { list.hidden = true; },
  });
  const button = h("button", { type: "submit", class: "send" }, "Send");
  let chosen = 0;

  const fitting = () => {
    const typed = box.value;
    return /^\/\S*$/.test(typed) ? commands.filter((c) => c.name.startsWith(typed)) : [];
  };
  function fit() {
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight + 2, 160) + "px";
  }
  function offer() {
    const fits = fitting();
    chosen = Math.min(chosen, Math.max(0, fits.length - 1));
    list.hidden = fits.length === 0;
    list.replaceChildren(...fits.map((c, i) => h("li", {
      id: listId + i, role: "option", "aria-selected": String(i === chosen), onmousedown: (event) => { event.preventDefault(); take(c); },
    }, h("strong", {}, c.name), " ", h("span", { class: "usage" }, c.usage), h("span", { class: "faint" }, c.description))));
    if (list.hidden) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", listId + chosen);
  }
  function take(command) {
    box.value = command.name + " ";
    list.hidden = true;
    box.focus();
  }
  function key(event) {
    const fits = list.hidden ? [] : fitting();
    if (event.isComposing) return;
    if (fits.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : fits.length - 1)) % fits.length;
      offer();
    } else if (fits.length && (event.key === "Tab" || (event.key === "Enter" && fits[chosen].name !== box.value))) {
      event.preventDefault();
      take(fits[chosen]);
    } else if (fits.length && event.key === "Escape") {
      event.stopPropagation();
      list.hidden = true;
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }
  async function submit() {
    const text = box.value;
    if (!text.trim()) return;
    box.value = "";
    list.hidden = true;
    fit();
    const wrong = await send(text);
    note.textContent = wrong ?? "";
    if (wrong && !box.value) box.value = text;
  }
  return h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); submit(); box.focus(); } }, list, h("div", { class: "row" }, box, button), note);
}
