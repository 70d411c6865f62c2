// One message, or one album, as elements. A message that changes is built anew in its place; the
// others are not touched.

import { icon, make, sign } from "./dom.js";
import { formatted } from "./text.js";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/**
 * Builds the bubble of a group: one message, or the messages of an album. `hands` are what can be
 * done: `press`, `start`, `command`, `view`, `more`, `replied`.
 */
export function bubble(group, hands) {
  const first = group[0];
  const shown = group.find((message) => message.text) ?? first;
  const whose = first.from_bot ? "theirs" : "mine";
  const body = make("div", { class: "bubble" });
  const photos = group.filter((message) => message.photo);
  if (first.via_bot) body.append(make("p", { class: "small" }, "via the bot"));
  if (first.forwarded) body.append(make("p", { class: "small" }, "Forwarded message"));
  if (first.reply_to) body.append(quote(first, hands));
  if (photos.length > 0) body.append(pictures(photos, shown.text, hands));
  for (const message of group) body.append(...attachments(message));
  const foot = footer(first, group, hands);
  if (shown.text) {
    const text = make("span", { class: "text" });
    text.append(formatted(shown.text, shown.entities, hands.command));
    // The foot stands on the last line of the words, where there is room.
    body.append(make("div", { class: "words", dir: "auto" }, text, foot));
  } else {
    body.append(foot);
  }
  if (first.reaction) body.append(make("span", { class: "reaction", title: "The bot's reaction" }, first.reaction));
  const article = make("article", { class: `message ${whose}`, tabIndex: -1, data: { id: first.id } }, body);
  if (group.some((message) => message.inaccessible)) article.classList.add("unreachable");
  if (photos.length > 0) article.classList.add("pictured");
  if (photos.length > 0 && !shown.text) article.classList.add("wordless");
  if (first.buttons) {
    article.classList.add("keyed");
    article.append(keyboard(first, hands));
  }
  const date = new Date(first.date * 1000);
  const who = first.from_bot ? "Bot" : "You";
  article.setAttribute("aria-label", `${who}, ${clock.format(date)}`);
  return article;
}

function quote(message, hands) {
  const words = hands.replied(message.reply_to);
  return make("blockquote", { class: "reply", dir: "auto" }, words || "a message that is gone");
}

function pictures(photos, text, hands) {
  const all = photos.map((message) => ({ url: message.photo.url, caption: message.text ?? text }));
  const grid = make("div", { class: `photos count-${Math.min(photos.length, 4)}` });
  photos.forEach(({ photo }, at) => {
    const words = (text ?? "").split("\n")[0];
    const image = make("img", {
      src: photo.url,
      width: photo.width,
      height: photo.height,
      alt: photos.length > 1 ? `Photo ${at + 1} of ${photos.length}` : words ? `Photo: ${words}` : "Photo",
      decoding: "async",
      draggable: false,
    });
    const open = () => hands.view(all, at);
    grid.append(make("button", { type: "button", class: "photo", on: { click: open } }, image));
  });
  return grid;
}

function attachments(message) {
  const parts = [];
  if (message.document) {
    const { url, name, size } = message.document;
    const label = make("span", {}, make("strong", {}, name), make("br"), `${Math.max(1, Math.round(size / 1024))} KB`);
    parts.push(make("a", { class: "file", href: url, download: name }, icon("file"), label));
  }
  if (message.contact) {
    const { first_name: name, phone } = message.contact;
    const label = make("span", {}, make("strong", { dir: "auto" }, name), make("br"), phone);
    parts.push(make("div", { class: "file" }, icon("person"), label));
  }
  if (message.invoice) {
    const { title, description, total_amount: total, currency } = message.invoice;
    parts.push(make("div", { class: "invoice" }, make("strong", { dir: "auto" }, title), make("p", { dir: "auto" }, description), make("p", {}, `${total} ${currency}`)));
  }
  if (message.other) parts.push(make("p", { class: "small" }, `[${message.other.field.replaceAll("_", " ")}]`));
  return parts;
}

function footer(message, group, hands) {
  const date = new Date(message.date * 1000);
  const time = make("time", { dateTime: date.toISOString(), title: whole.format(date) }, clock.format(date));
  const line = make("div", { class: "foot" });
  if (group.some((one) => one.inaccessible)) line.append(make("span", { title: "The bot can no longer reach this message" }, "out of reach"));
  const more = make("button", { type: "button", class: "more", aria: { haspopup: "menu" } }, ...sign("⋯", "More about this message"));
  more.addEventListener("click", () => hands.more(message, more));
  line.prepend(more);
  if (message.edited) line.append(make("span", {}, "edited"));
  line.append(time);
  return line;
}

function keyboard(message, hands) {
  const rows = message.buttons.map((row) => make("div", { class: "row" }, ...row.map((button) => inline(message, button, hands))));
  return make("div", { class: "keyboard", role: "group", aria: { label: "Buttons of the message" } }, ...rows);
}

function inline(message, button, hands) {
  const start = button.url && hands.start(button.url);
  if (start) return make("button", { type: "button", class: "key", dir: "auto", on: { click: start } }, button.text);
  if (button.url) {
    const isWeb = /^https?:/i.test(button.url);
    const link = make("a", { class: "key", dir: "auto", target: "_blank", rel: "noopener noreferrer" }, button.text, make("span", { class: "corner", aria: { hidden: "true" } }, "↗"));
    if (isWeb) link.href = button.url;
    return link;
  }
  const key = make("button", { type: "button", class: "key", dir: "auto" }, button.text);
  key.addEventListener("click", () => hands.press(message, button, key));
  return key;
}
