// One message.
import { h } from "./dom.js";
import { mrkdwn, plain } from "./text.js";
import { blocks } from "./blocks.js";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

export function time(ts) {
  const at = new Date(Number(ts) * 1000);
  return h("time", { datetime: at.toISOString(), title: at.toLocaleString() }, clock.format(at));
}

// editor is the box in which one changes what one said.
function editor(m, page) {
  const box = h("textarea", {
    class: "editor", rows: 2, "aria-label": "Edit the message", "data-focus": "editor", onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) page.edited(m, box.value);
      else if (event.key === "Escape") page.edited(m, null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  }, plain(m.text, page.names));
  return [box, h("p", { class: "hint" }, "Enter saves, Escape leaves it as it was.")];
}

// message shows one. page: {sight, names, press, pressed, openThread, openMenu, edited};
// about: {replies, inThread, nested, editing}.
export function message(m, page, about) {
  const name = page.names.get(m.user) ?? m.user;
  const ctx = {
    names: page.names,
    press: (action, value) => page.press(m, action, value),
    pressed: (action) => page.pressed(m, action),
  };
  const tools = h("div", { class: "tools" },
    !about.inThread && !m.only && h("button", {
      type: "button", class: "action quiet", "data-focus": "reply", onclick: () => page.openThread(m.thread || m.ts, true),
    }, "Reply"),
    !m.only && (m.user === page.sight.user.id || page.sight.shortcuts?.length > 0) && h("button", {
      type: "button", class: "action quiet more", "data-focus": "more", "aria-haspopup": "menu",
      "aria-label": "More actions for the message of " + name, onclick: (event) => page.openMenu(m, event.currentTarget),
    }, "⋯"));
  return h("article", {
    class: ["message", m.only && "only", m.bot && "bot", about.nested && "nested"].filter(Boolean).join(" "),
    "aria-label": name, "data-ts": m.ts,
  },
    h("div", { class: "face " + (m.bot ? "of-bot" : "of-" + (m.user.charCodeAt(2) % 4)), "aria-hidden": "true" }, name[0].toUpperCase()),
    h("div", { class: "body" },
      h("div", { class: "byline" },
        h("strong", {}, name), m.bot && h("span", { class: "badge" }, "App"), " ", time(m.ts),
        m.edited && h("span", { class: "faint" }, " (edited)"),
        m.only && h("span", { class: "faint only-you" }, "Only visible to you")),
      about.editing ? editor(m, page) : m.blocks ? blocks(m.blocks, ctx) : h("div", { class: "text" }, mrkdwn(m.text, page.names)),
      about.replies > 0 && h("button", {
        type: "button", class: "replies", "data-focus": "replies", onclick: () => page.openThread(m.ts, true),
      }, about.replies === 1 ? "1 reply" : about.replies + " replies")),
    tools);
}
