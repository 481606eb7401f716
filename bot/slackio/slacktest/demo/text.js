// Slack's texts as nodes: mrkdwn, and the Markdown of markdown blocks.
import { h, link } from "./dom.js";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

// unescape undoes Slack's three escapes.
export const unescape = (text) => text.replace(/&(amp|lt|gt);/g, (e) => entities[e]);

// plain is a mrkdwn text without its marks, for names and announcements.
export const plain = (text, names) =>
  unescape(text.replace(/<([^>]*)>/g, (_, inside) => label(inside, names)));

// label is what <…> shows.
function label(inside, names) {
  const [target, text] = inside.split("|");
  if (target.startsWith("@")) return "@" + (names.get(target.slice(1)) ?? text ?? target.slice(1));
  if (target.startsWith("#")) return "#" + (text || (names.get(target.slice(1)) ?? target.slice(1)));
  if (target.startsWith("!")) return text || "@" + target.slice(1);
  return text || target;
}

// special is <…> as a node.
function special(inside, names) {
  const text = unescape(label(inside, names));
  if (/^[@#!]/.test(inside)) return h("span", { class: "mention" }, text);
  return link(unescape(inside.split("|")[0]), text);
}

// Marks of mrkdwn inside a line, the first to match wins.
const marks = [
  [/^```([\s\S]+?)```/, (m) => h("code", { class: "block" }, unescape(m[1].trim()))],
  [/^`([^`\n]+)`/, (m) => h("code", {}, unescape(m[1]))],
  [/^<([^<>\n]+)>/, (m, names) => special(m[1], names)],
  [/^\*(\S|\S[^*\n]*\S)\*(?!\w)/, (m, names) => h("strong", {}, inline(m[1], names))],
  [/^_(\S|\S[^_\n]*\S)_(?!\w)/, (m, names) => h("em", {}, inline(m[1], names))],
  [/^~(\S|\S[^~\n]*\S)~(?!\w)/, (m, names) => h("s", {}, inline(m[1], names))],
];

function inline(text, names, rules = marks) {
  const out = [];
  let plainText = "";
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const wordBefore = at > 0 && /\w/.test(text[at - 1]);
    let found;
    for (const [pattern, make] of rules) {
      const m = pattern.exec(rest);
      if (!m || (wordBefore && /^[*_~]/.test(rest))) continue;
      found = [m[0].length, make(m, names)];
      break;
    }
    if (!found) {
      plainText += text[at++];
      continue;
    }
    if (plainText) out.push(unescape(plainText));
    plainText = "";
    out.push(found[1]);
    at += found[0];
  }
  if (plainText) out.push(unescape(plainText));
  return out;
}

// mrkdwn is Slack's own markup, with quotes at the beginning of lines.
export function mrkdwn(text, names) {
  const out = [];
  let quote = null;
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    const quoted = /^(&gt;|>) ?/.exec(line);
    if (quoted) {
      if (!quote) out.push((quote = h("blockquote")));
      else quote.append("\n");
      quote.append(...inline(line.slice(quoted[0].length), names));
      return;
    }
    if (i > 0 && !quote) out.push("\n");
    quote = null;
    out.push(...inline(line, names));
  });
  return out;
}

const markdownMarks = [
  [/^`([^`\n]+)`/, (m) => h("code", {}, m[1])],
  [/^\[([^\]\n]+)\]\(([^)\s]+)\)/, (m) => link(m[2], m[1])],
  [/^\*\*(\S|\S[\s\S]*?\S)\*\*/, (m, names) => h("strong", {}, inline(m[1], names, markdownMarks))],
  [/^\*(\S|\S[^*\n]*\S)\*/, (m, names) => h("em", {}, inline(m[1], names, markdownMarks))],
  [/^_(\S|\S[^_\n]*\S)_(?!\w)/, (m, names) => h("em", {}, inline(m[1], names, markdownMarks))],
];

// markdown is as much of Markdown as answers use: headings, lists, quotes.
export function markdown(text, names) {
  const out = [];
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:[-*]|\d+\.) (.*)$/.exec(line);
    if (item) {
      if (!list) out.push((list = h("ul")));
      list.append(h("li", {}, inline(item[1], names, markdownMarks)));
      continue;
    }
    list = null;
    const heading = /^#{1,6} (.*)$/.exec(line);
    const quote = /^> ?(.*)$/.exec(line);
    if (heading) out.push(h("p", {}, h("strong", {}, inline(heading[1], names, markdownMarks))));
    else if (quote) out.push(h("blockquote", {}, inline(quote[1], names, markdownMarks)));
    else if (line.trim()) out.push(h("p", {}, inline(line, names, markdownMarks)));
  }
  return out;
}
