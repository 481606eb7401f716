// Inputs of modals, and the same elements used as actions.
import { h } from "./dom.js";

const words = (text) => text?.text ?? "";

// input makes a control. change is told each new value; in a modal it is null, and
// values(form) collects them.
export function input(e, ctx, change, properties = {}) {
  const tell = change && ((event) => change(event.target.value));
  const common = { ...properties, "data-input": e.action_id, "data-focus": e.action_id };
  switch (e.type) {
    case "plain_text_input": {
      const set = { ...common, placeholder: words(e.placeholder), maxlength: e.max_length, autofocus: e.focus_on_load };
      if (!e.multiline) return h("input", { type: "text", ...set, value: e.initial_value, onchange: tell });
      return h("textarea", { rows: 4, ...set, onchange: tell }, e.initial_value ?? "");
    }
    case "static_select":
      return h("select", { ...common, onchange: tell },
        h("option", { value: "" }, words(e.placeholder) || "Choose…"),
        options(e).map((o) => h("option", { value: o.value, selected: o.value === e.initial_option?.value }, words(o.text))));
    case "overflow":
      return h("select", { ...common, "aria-label": "More", onchange: tell },
        h("option", { value: "" }, "⋯"), options(e).map((o) => h("option", { value: o.value }, words(o.text))));
    case "radio_buttons":
      return choices(e, "radio", (o) => o.value === e.initial_option?.value, tell, properties);
    case "checkboxes":
      return choices(e, "checkbox", (o) => e.initial_options?.some((i) => i.value === o.value), tell, properties);
    case "datepicker":
      return h("input", { type: "date", ...common, value: e.initial_date, onchange: tell });
    case "timepicker":
      return h("input", { type: "time", ...common, value: e.initial_time, onchange: tell });
    default:
      return h("span", { class: "unknown" }, "[" + e.type + "]");
  }
}

const options = (e) => e.options ?? (e.option_groups ?? []).flatMap((g) => g.options);

function choices(e, type, chosen, tell, properties) {
  const label = properties.id && properties.id + "-label";
  return h("fieldset", { "aria-labelledby": label, "aria-describedby": properties["aria-describedby"] },
    options(e).map((o) => h("label", {},
      h("input", { type, name: e.action_id, value: o.value, checked: chosen(o), "data-input": e.action_id,
        "data-focus": e.action_id + " " + o.value, onchange: tell }), " ", words(o.text))));
}

// values are the values of a form's inputs by action id.
export function values(form) {
  const out = {};
  for (const control of form.querySelectorAll("[data-input]")) {
    const id = control.dataset.input;
    if (control.type === "radio" || control.type === "checkbox") {
      if (control.checked) out[id] = out[id] ? out[id] + "," + control.value : control.value;
      continue;
    }
    out[id] = control.value;
  }
  return out;
}
