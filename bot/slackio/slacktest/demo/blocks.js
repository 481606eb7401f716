// Block Kit as nodes.
import { h, link } from "./dom.js";
import { mrkdwn, markdown } from "./text.js";
import { rich } from "./rich.js";
import { input } from "./inputs.js";

// context of a rendering: {names, press(action, value), pressed(action), errors}.

// object shows a text object.
export function object(text, ctx) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text ?? "", ctx.names) : [text.text ?? ""];
}

// button is a button that tells the app; with a url it is a link as well.
function button(element, ctx) {
  const press = () => ctx.press(element.action_id, element.value ?? "");
  const properties = {
    class: "action " + (element.style ?? ""), "aria-label": element.accessibility_label,
    "data-focus": element.action_id + " " + (element.value ?? ""), "data-action": element.action_id, onclick: press,
  };
  const text = object(element.text, ctx);
  if (!element.url) return h("button", { type: "button", ...properties }, text);
  const a = link(element.url, text);
  for (const name of ["class", "aria-label", "data-focus", "data-action"]) {
    if (properties[name]) a.setAttribute(name, properties[name]);
  }
  a.addEventListener("click", press);
  return a;
}

// feedback is a pair of buttons of which one stays pressed.
function feedback(element, ctx) {
  const pair = [["✓", element.positive_button], ["✗", element.negative_button]];
  return h("span", { class: "feedback", role: "group", "aria-label": "Feedback" }, pair.map(([sign, b]) => b && h("button", {
    type: "button", class: "action quiet", "aria-label": b.accessibility_label, title: b.text?.text,
    "aria-pressed": String(ctx.pressed(element.action_id) === b.value),
    "data-focus": element.action_id + " " + b.value, "data-action": element.action_id, "data-value": b.value,
    onclick: () => ctx.press(element.action_id, b.value),
  }, h("span", { "aria-hidden": "true" }, sign), " ", object(b.text, ctx))));
}

// element is an interactive part of a block.
function element(e, ctx) {
  switch (e?.type) {
    case "button":
      return button(e, ctx);
    case "icon_button":
      return button({ ...e, style: "quiet" }, ctx);
    case "feedback_buttons":
      return feedback(e, ctx);
    case "image":
      return h("span", { class: "image" }, "[" + (e.alt_text ?? "image") + "]");
    case "mrkdwn":
    case "plain_text":
      return h("span", {}, object(e, ctx));
    case undefined:
      return null;
    default:
      return input(e, ctx, (value) => ctx.press(e.action_id, value));
  }
}

// field is an input block: label, input, hint, what is wrong.
function field(block, ctx) {
  const id = "in-" + block.block_id;
  const wrong = ctx.errors?.[block.block_id];
  const control = input(block.element, ctx, null, {
    id, "aria-describedby": [block.hint && id + "-hint", wrong && id + "-wrong"].filter(Boolean).join(" ") || undefined,
    "aria-invalid": wrong ? "true" : undefined, "aria-required": block.optional ? undefined : "true",
  });
  return h("div", { class: "field" },
    h(control.matches("fieldset") ? "p" : "label", { for: control.matches("fieldset") ? undefined : id, id: id + "-label", class: "label" },
      object(block.label, ctx), block.optional && h("span", { class: "optional" }, " (optional)")),
    control,
    block.hint && h("p", { class: "hint", id: id + "-hint" }, object(block.hint, ctx)),
    wrong && h("p", { class: "wrong", id: id + "-wrong" }, wrong));
}

function one(block, ctx) {
  switch (block.type) {
    case "section":
      return h("div", { class: "section" },
        h("div", { class: "words" },
          block.text && h("div", { class: "text" }, object(block.text, ctx)),
          block.fields && h("div", { class: "fields" }, block.fields.map((f) => h("div", { class: "text" }, object(f, ctx))))),
        block.accessory && h("div", { class: "accessory" }, element(block.accessory, ctx)));
    case "header":
      return h("h3", { class: "header" }, object(block.text, ctx));
    case "divider":
      return h("hr");
    case "context":
      return h("div", { class: "context" }, (block.elements ?? []).map((e) => element(e, ctx)));
    case "actions":
    case "context_actions":
      return h("div", { class: "actions " + block.type }, (block.elements ?? []).map((e) => element(e, ctx)));
    case "rich_text":
      return h("div", { class: "rich" }, rich(block, ctx.names));
    case "markdown":
      return h("div", { class: "rich" }, markdown(block.text ?? "", ctx.names));
    case "input":
      return field(block, ctx);
    case "image":
      return h("p", { class: "image" }, "[" + (block.alt_text ?? "image") + "]");
    default:
      return h("p", { class: "unknown" }, "[a block of type " + block.type + ", which this page doesn't show]");
  }
}

// blocks shows a list of blocks.
export const blocks = (list, ctx) => h("div", { class: "blocks" }, (list ?? []).map((b) => one(b, ctx)));
