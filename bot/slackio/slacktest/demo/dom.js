// Makes elements. Text becomes text nodes and nothing else, so that what comes
// from messages can never become markup.

// h makes an element: properties are attributes, "on…" listeners, or "class".
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

// add appends nodes, strings and lists of these.
export function add(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child); // a string is a text node
  }
  return element;
}

// link makes a link to a web page; any other address stays text.
export function link(address, ...children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return h("span", {}, children);
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return h("span", {}, children);
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
}

// sync makes a container show items: {key, version, make}. Elements whose version
// is the same stay as they are, so that focus and what was typed stay too.
export function sync(container, items) {
  const old = new Map([...container.children].map((e) => [e.dataset.key, e]));
  let at = container.firstElementChild;
  for (const item of items) {
    let element = old.get(item.key);
    if (!element || element.dataset.version !== item.version) {
      const fresh = item.make();
      fresh.dataset.key = item.key;
      fresh.dataset.version = item.version;
      if (element) {
        const focus = element.contains(document.activeElement) && document.activeElement.dataset.focus;
        if (at === element) at = element.nextElementSibling;
        element.replaceWith(fresh);
        if (focus) ([...fresh.querySelectorAll("[data-focus]")].find((e) => e.dataset.focus === focus) ?? container).focus();
        old.delete(item.key);
        if (fresh.nextElementSibling !== at) container.insertBefore(fresh, at);
        continue;
      }
      container.insertBefore(fresh, at);
      continue;
    }
    old.delete(item.key);
    if (element === at) at = at.nextElementSibling;
    else container.insertBefore(element, at);
  }
  for (const element of old.values()) element.remove();
}
