// The menu of a message: the app's message shortcuts.
import { h } from "./dom.js";

let open = null; // {menu, from}

function shut(refocus) {
  if (!open) return;
  const { menu, from } = open;
  open = null;
  menu.remove();
  from.setAttribute("aria-expanded", "false");
  if (refocus) from.focus();
}

document.addEventListener("mousedown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.from.contains(event.target)) shut(false);
});

// openMenu shows items ({name, run}) below a button.
export function openMenu(from, items) {
  const again = open?.from === from;
  shut(false);
  if (again) return;
  const menu = h("div", { class: "menu", role: "menu", onkeydown: (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to % all.length].focus();
    else if (event.key === "Escape") shut(true);
    else if (event.key === "Tab") return shut(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  } }, items.map((item) => h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { shut(true); item.run(); } }, item.name)));
  from.parentElement.append(menu);
  from.setAttribute("aria-expanded", "true");
  open = { menu, from };
  menu.scrollIntoView({ block: "nearest" });
  menu.firstElementChild?.focus();
}
