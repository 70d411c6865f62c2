// Formatted text: characters and the entities over them become elements.

import { make } from "./dom.js";

/** The protocols a link may have; anything else stays text. */
const PROTOCOLS = ["http:", "https:", "tg:", "mailto:", "tel:"];

/**
 * Builds the elements of a text. Entities are sorted as Telegram keeps them: the outer one comes
 * first. Those that overlap without nesting are cut at every border.
 */
export function formatted(text, entities = [], onCommand) {
  const borders = new Set([0, text.length]);
  for (const entity of entities) {
    borders.add(entity.offset);
    borders.add(entity.offset + entity.length);
  }
  const places = [...borders].sort((one, other) => one - other);
  const root = document.createDocumentFragment();
  /** What is open, outermost first. */
  let open = [];
  for (let index = 0; index + 1 < places.length; index += 1) {
    const [start, end] = [places[index], places[index + 1]];
    const wanted = entities.filter((entity) => entity.offset <= start && entity.offset + entity.length >= end);
    let common = 0;
    while (common < open.length && common < wanted.length && open[common].entity === wanted[common]) common += 1;
    open = open.slice(0, common);
    for (const entity of wanted.slice(common)) {
      const element = elementOf(entity, text, onCommand);
      (open.at(-1)?.element ?? root).append(element);
      open.push({ entity, element });
    }
    (open.at(-1)?.element ?? root).append(text.slice(start, end));
  }
  return root;
}

function elementOf(entity, text, onCommand) {
  const words = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case "bold": return make("strong");
    case "italic": return make("em");
    case "underline": return make("u");
    case "strikethrough": return make("s");
    case "code": return make("code");
    case "pre": return make("pre", { data: entity.language ? { language: entity.language } : undefined });
    case "blockquote": return make("blockquote");
    case "expandable_blockquote": return expandable();
    case "spoiler": return spoiler();
    case "text_link": return link(entity.url);
    case "url": return link(/^[a-z]+:/i.test(words) ? words : `https:${"//"}${words}`);
    case "email": return link(`mailto:${words}`);
    case "phone_number": return link(`tel:${words.replace(/[^+\d]/g, "")}`);
    case "bot_command":
      return make("button", { type: "button", class: "command", on: { click: () => onCommand?.(words) } });
    default: return make("span", { class: "found" });
  }
}

function link(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return make("span");
  }
  if (!PROTOCOLS.includes(url.protocol)) return make("span");
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" });
}

/** Hidden until it is clicked or reached by the keyboard. */
function spoiler() {
  const element = make("span", { class: "spoiler", role: "button", tabIndex: 0, title: "Show what is hidden" });
  const reveal = () => {
    element.classList.add("shown");
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
    element.removeAttribute("title");
  };
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal();
  });
  return element;
}

function expandable() {
  const element = make("blockquote", { class: "folded", tabIndex: 0, title: "Show or fold the quotation" });
  const toggle = () => element.classList.toggle("folded");
  element.addEventListener("click", toggle);
  element.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return element;
}
