// rich_text blocks as nodes.
import { h, link } from "./dom.js";

const styles = { bold: "strong", italic: "em", strike: "s", code: "code" };

function leaf(element, names) {
  let node;
  switch (element.type) {
    case "text":
      node = document.createTextNode(element.text ?? "");
      break;
    case "link":
      node = link(element.url ?? "", element.text || element.url || "");
      break;
    case "user":
      node = h("span", { class: "mention" }, "@" + (names.get(element.user_id) ?? element.user_id));
      break;
    case "channel":
      node = h("span", { class: "mention" }, "#" + (names.get(element.channel_id) ?? element.channel_id));
      break;
    case "emoji":
      node = document.createTextNode(":" + (element.name ?? "") + ":");
      break;
    default:
      node = document.createTextNode(element.text ?? "");
  }
  for (const [name, tag] of Object.entries(styles)) {
    if (element.style?.[name]) node = h(tag, {}, node);
  }
  return node;
}

const leaves = (part, names) => (part.elements ?? []).map((e) => leaf(e, names));

export function rich(block, names) {
  return (block.elements ?? []).map((part) => {
    switch (part.type) {
      case "rich_text_quote":
        return h("blockquote", {}, leaves(part, names));
      case "rich_text_preformatted":
        return h("code", { class: "block" }, leaves(part, names));
      case "rich_text_list":
        return h(part.style === "ordered" ? "ol" : "ul", {},
          (part.elements ?? []).map((item) => h("li", {}, leaves(item, names))));
      default:
        return h("p", {}, leaves(part, names));
    }
  });
}
