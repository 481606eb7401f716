// The demonstration's page: draws what the person sees whenever it changes.
import { h, sync } from "./dom.js";
import { plain } from "./text.js";
import { blocks } from "./blocks.js";
import { message } from "./message.js";
import { composer } from "./composer.js";
import { showModal } from "./modal.js";
import { openMenu } from "./menu.js";
import { act, follow } from "./server.js";

const $ = (id) => document.getElementById(id);
let sight = null;
let names = new Map();
const at = { channel: "", tab: "messages", thread: "", editing: "", pressed: false, acted: "" }; // acted: the log to show an answer in
let offered = false; // whether the bot was asked for questions to try
const votes = new Map(); // feedback given, by ts and action
const read = new Map(); // the latest ts seen, by channel
let latest = ""; // the latest ts announced

const room = (id) => sight.channels.find((c) => c.id === id);
const direct = () => room(at.channel)?.direct;
const title = (c) => (c.direct ? sight.bot.name : c.name);
const inThread = (m, thread) => m.ts === thread || m.thread === thread;
const wide = () => window.matchMedia("(min-width: 60rem)").matches;

// page is what messages ask of it.
const page = {
  get sight() { return sight; },
  get names() { return names; },
  pressed: (m, action) => votes.get(m.ts + action),
  async press(m, action, value) {
    if (value && document.activeElement?.closest(".feedback")) {
      votes.set(m.ts + action, value);
      draw();
    }
    at.acted = m.thread && !direct() ? "thread-log" : "main-log";
    say((await act({ do: "press", channel: m.channel, ts: m.ts, action, value })).error);
  },
  openThread(ts, focus) {
    at.thread = ts;
    draw();
    if (focus) $("composer-thread")?.focus();
  },
  openMenu(m, from) {
    const items = (sight.shortcuts ?? []).map((s) => ({
      name: s.name,
      run: async () => {
        at.acted = "main-log";
        say((await act({ do: "shortcut", action: s.callback, channel: m.channel, ts: m.ts })).error);
      },
    }));
    const log = from.closest(".log");
    if (m.user === sight.user.id) {
      items.push({ name: "Edit", run: () => {
        at.editing = log.id + m.ts;
        draw();
        const box = log.querySelector(".editor");
        box?.focus();
        box?.setSelectionRange(box.value.length, box.value.length);
      } }, { name: "Delete", run: async () => say((await act({ do: "delete", channel: m.channel, ts: m.ts })).error) });
    }
    openMenu(from, items);
  },
  async edited(m, text) {
    const log = document.querySelector(".editor")?.closest(".log");
    at.editing = "";
    draw();
    [...(log?.children ?? [])].find((e) => e.dataset.ts === m.ts)?.querySelector(".more")?.focus();
    if (text !== null && text.trim()) say((await act({ do: "edit", channel: m.channel, ts: m.ts, text })).error);
  },
};

// say announces to screen readers; an error is shown as well.
function say(text) {
  if (!text) return;
  $("announce").textContent = text;
  const toast = h("div", { class: "toast" }, text);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

async function send(channel, thread, text) {
  const command = text.startsWith("/");
  if (command && thread) return "Commands don't work in threads, here as in Slack.";
  at.acted = thread ? "thread-log" : "main-log";
  return (await act({ do: command ? "command" : "say", channel, thread, text })).error;
}

function go(channel, tab = "messages") {
  const { channel: from, tab: was } = at;
  Object.assign(at, { channel, tab, pressed: false, thread: from === channel ? at.thread : "" });
  document.body.classList.remove("menu-open");
  $("menu").setAttribute("aria-expanded", "false");
  if (direct() && (from !== channel || was !== tab)) act({ do: tab });
  history.replaceState(null, "", "#" + channel + (tab === "home" ? "/home" : ""));
  draw();
}

function drawSidebar() {
  const entry = (c) => ({
    key: c.id, version: JSON.stringify([c, c.id === at.channel, unread(c)]),
    make: () => h("li", {}, h("button", {
      type: "button", class: unread(c) ? "unread" : "", "aria-current": c.id === at.channel ? "page" : undefined, "data-focus": c.id, onclick: () => go(c.id),
    }, h("span", { class: "sign", "aria-hidden": "true" }, c.direct ? "●" : c.private ? "▪" : "#"), " ", title(c),
      unread(c) && h("span", { class: "unseen" }, " (new messages)"))),
  });
  if (!$("sidebar").firstChild) {
    $("sidebar").append(h("h2", {}, "Channels"), h("ul", { id: "rooms" }), h("h2", {}, "Apps"), h("ul", { id: "apps" }), h("p", { class: "me", id: "me" }));
  }
  sync($("rooms"), sight.channels.filter((c) => !c.direct).map(entry));
  sync($("apps"), sight.channels.filter((c) => c.direct).map(entry));
  $("me").textContent = "You are " + sight.user.name + ".";
}

function unread(c) {
  const last = sight.messages.findLast((m) => m.channel === c.id && m.user !== sight.user.id);
  if (c.id === at.channel && last && !(c.direct && at.tab === "home")) read.set(c.id, last.ts);
  return Boolean(last) && last.ts > (read.get(c.id) ?? "");
}

function drawHead() {
  const c = room(at.channel);
  $("main-title").textContent = (c.direct || c.private ? "" : "# ") + title(c);
  document.title = title(c) + ": a demonstration, not Slack";
  $("main-note").textContent = c.direct ? "" : c.bot_in ? "Mention @" + sight.bot.name + " to ask." : "@" + sight.bot.name + " isn't in this channel.";
  $("tabs").hidden = !c.direct;
  if (!c.direct) return;
  sync($("tabs"), [["home", "Home"], ["messages", "Messages"]].map(([id, name]) => ({
    key: id, version: String(at.tab === id),
    make: () => h("button", {
      type: "button", role: "tab", "aria-selected": String(at.tab === id), tabindex: at.tab === id ? "0" : "-1", "data-focus": id, "aria-controls": "main-log",
      onclick: () => go(at.channel, id),
      onkeydown: (event) => {
        if (!event.key.startsWith("Arrow")) return;
        go(at.channel, id === "home" ? "messages" : "home");
        $("tabs").querySelector("[aria-selected=true]").focus();
      },
    }, name),
  })));
}

// row is a message as an item for sync.
function row(m, about, log = "main-log") {
  if (at.editing === log + m.ts) about.editing = true;
  return {
    key: m.ts, version: JSON.stringify([m, about, [...votes].filter(([key]) => key.startsWith(m.ts))]),
    make: () => message(m, page, about),
  };
}

// working is the line that says what the app is doing.
function working(thread) {
  const t = sight.threads.find((t) => t.channel === at.channel && t.thread === thread && t.status);
  return t && { key: "status" + thread, version: t.status, make: () => h("p", { class: "status" }, sight.bot.name + " " + t.status) };
}

// welcome says what can be done where nobody has said anything, and offers the
// bot's own suggestions.
function welcome() {
  const c = room(at.channel);
  const bot = sight.bot.name;
  const list = c.bot_in ? sight.threads.find((t) => t.prompts?.length && room(t.channel)?.direct)?.prompts ?? [] : [];
  const text = c.direct ? "Ask a question, or for a “summary”; type / for commands."
    : c.bot_in ? "Mention @" + bot + " to ask about the news coverage; in the thread you can go on without mentioning it. Or type / for commands."
      : bot + " isn't in this channel. Commands work all the same: type / for them.";
  return {
    key: "welcome", version: JSON.stringify([c, list]),
    make: () => h("div", { class: "welcome" }, h("p", { class: "empty" }, text), list.length > 0 && h("div", { class: "prompts" },
      h("p", {}, "Try asking:"), list.map((p) => h("button", {
        type: "button", class: "action", "data-focus": p.title, onclick: async () => {
          $("composer-main").focus();
          say(await send(at.channel, "", (c.direct ? "" : "@" + bot + " ") + p.message));
        },
      }, p.title)))),
  };
}

function drawMain() {
  const log = $("main-log");
  const here = sight.messages.filter((m) => m.channel === at.channel);
  if (direct() && at.tab === "home") {
    const home = sight.home;
    const press = async (action, value) => {
      at.pressed = true;
      say((await act({ do: "press-view", view: home.id, action, value })).error);
    };
    // Published again with nothing new but ids, it stays as it is under the pointer.
    show(log, [home
      ? { key: "home", version: home.id + JSON.stringify(home.view.blocks, (name, value) => (name === "block_id" ? undefined : value)), make: () => h("div", { class: "home" }, blocks(home.view.blocks, { names, press, pressed: () => undefined })) }
      : { key: "none", version: "", make: () => h("p", { class: "empty" }, "The bot hasn't published its home yet.") }]);
    return;
  }
  const items = [];
  for (const m of here.filter((m) => !m.thread)) {
    const replies = here.filter((r) => r.thread === m.ts);
    items.push(row(m, { replies: direct() ? 0 : replies.length }));
    if (direct()) items.push(...replies.map((r) => row(r, { nested: true })));
    items.push(working(m.ts));
  }
  if (!items.length) items.push(welcome());
  show(log, items);
}

function drawThread() {
  const here = sight.messages.filter((m) => m.channel === at.channel && inThread(m, at.thread));
  if (at.thread && !here.length) at.thread = "";
  $("thread").hidden = !at.thread || at.tab === "home";
  document.body.classList.toggle("thread-open", !$("thread").hidden);
  if (!at.thread) return;
  $("thread-title").textContent = sight.threads.find((t) => t.channel === at.channel && t.thread === at.thread)?.title || "Thread";
  show($("thread-log"), [...here.map((m) => row(m, { inThread: true }, "thread-log")), working(at.thread)]);
}

// show puts items into a log. Who is at its end, or where the page has scrolled to,
// or has just done something there, is taken along: to the end, but not past the
// beginning of the last message.
function show(log, items) {
  const of = at.channel + at.tab + at.thread;
  const end = log.scrollHeight - log.scrollTop - log.clientHeight < 60 || String(Math.round(log.scrollTop)) === log.dataset.top;
  const follow = end || log.dataset.of !== of;
  log.dataset.of = of;
  sync(log, items.filter(Boolean));
  const last = [...log.querySelectorAll(".message")].at(-1);
  const answered = at.acted === log.id && last && last.dataset.ts !== log.dataset.last;
  log.dataset.last = last?.dataset.ts ?? "";
  if (!follow && !answered) return;
  log.scrollTop = last ? Math.min(log.scrollHeight, last.offsetTop - 18) : 0;
  log.dataset.top = String(Math.round(log.scrollTop));
}

function drawFoot() {
  const c = room(at.channel);
  const foot = (element, id, key, label, thread) => sync(element, key
    ? [{ key, version: "", make: () => composer(id, label, thread ? [] : sight.commands ?? [], (text) => send(at.channel, thread, text)) }] : []);
  foot($("main-foot"), "composer-main", c.direct && at.tab === "home" ? "" : c.id, "Message " + (c.direct ? "" : "#") + title(c), "");
  foot($("thread-foot"), "composer-thread", at.thread && c.id + at.thread, "Reply in the thread", at.thread);
}

// announce tells screen readers of what is new, and shows where the bot has
// answered the person: the thread, unless the focus is in another, or the messages
// after a button of the home.
function announce() {
  const last = sight.messages.reduce((max, m) => (m.ts > max ? m.ts : max), "");
  const fresh = sight.messages.filter((m) => latest && m.ts > latest && m.user !== sight.user.id && m.channel === at.channel);
  const first = !latest;
  latest = last || latest || "0";
  if (first || !fresh.length) return;
  const m = fresh.at(-1);
  $("announce").textContent = (names.get(m.user) ?? "") + ": " + plain(m.text, names);
  const parent = m.thread && sight.messages.find((p) => p.ts === m.thread);
  if (direct() && at.pressed) Object.assign(at, { tab: "messages", pressed: false });
  const reading = at.thread && $("thread").contains(document.activeElement);
  if (parent?.user === sight.user.id && !reading && !direct() && wide()) at.thread = m.thread;
}

function draw() {
  if (!sight) return;
  announce();
  drawSidebar();
  drawHead();
  drawFoot();
  drawMain();
  drawThread();
  $("connection").textContent = sight.connected ? "" : "The bot isn't connected.";
}

follow((now) => {
  sight = now;
  if (now.connected && !offered) {
    offered = true;
    act({ do: "messages" }); // which the bot answers with questions to try
  }
  if (now.modals.length) at.acted = "";
  names = new Map([...now.users, ...now.channels].map((u) => [u.id, u.name]));
  if (!at.channel) {
    const [channel, tab] = location.hash.slice(1).split("/");
    go(room(channel)?.id ?? (now.channels.find((c) => !c.direct) ?? now.channels[0]).id, tab === "home" ? "home" : "messages");
  } else draw();
  showModal(now.modals, names);
}, (up) => {
  if (!up) $("connection").textContent = "The demonstration has stopped.";
  else if (sight?.connected) $("connection").textContent = "";
});

$("thread-close").addEventListener("click", closeThread);
$("menu").addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  $("menu").setAttribute("aria-expanded", String(open));
  if (open) $("sidebar").querySelector("button")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || $("modal").open) return;
  if (document.body.classList.contains("menu-open")) $("menu").click();
  else if (at.thread) closeThread();
});

function closeThread() {
  const from = at.thread;
  at.thread = "";
  draw();
  const row = [...$("main-log").children].find((e) => e.dataset.ts === from);
  (row?.querySelector(".replies, [data-focus=reply]") ?? $("composer-main"))?.focus();
}
