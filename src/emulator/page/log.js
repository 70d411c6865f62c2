// The messages of a chat on the screen: kept by key, changed in place, and scrolled as one expects.

import { Days, dayOf } from "./days.js";
import { isCalm, make } from "./dom.js";
import { bubble } from "./message.js";

/** Pixels from the end that still count as being at the end. */
const NEAR = 60;
/** Further than this, gliding would take long and draw everything on the way. */
const FAR = 2_000;

export class Log {
  constructor(chat, hands) {
    Object.assign(this, { chat, hands });
    /** Elements by key: an album has one for all its messages. */
    this.shown = new Map();
    /** The key of every message, and the messages of every key. */
    this.keys = new Map();
    this.groups = new Map();
    this.list = make("div", { class: "messages" });
    this.days = new Days(this.list);
    this.area = make("div", { class: "log", role: "log", tabIndex: 0, aria: { label: "Messages", busy: "true" } }, this.list);
    this.jump = make("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd(true) } });
    this.isAtEnd = true;
    this.unread = 0;
    this.area.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // Pictures that load and windows that change size must not push the end out of sight.
    const sizes = new ResizeObserver(() => this.isAtEnd && this.toEnd(false));
    sizes.observe(this.list);
    sizes.observe(this.area);
  }

  /** Brings the screen to what the chat has become; how many messages of the bot have arrived. */
  update({ changed, removed, isFirst }) {
    const isQuiet = isFirst || isCalm();
    const focused = this.focusedMessage();
    for (const id of removed) this.remove(id, isQuiet);
    const touched = new Set();
    const known = new Set(this.shown.keys());
    for (const message of changed) {
      if (!this.chat.messages.has(message.id)) continue;
      const key = message.album ? `album ${message.album}` : `message ${message.id}`;
      this.keys.set(message.id, key);
      if (!this.groups.has(key)) this.groups.set(key, new Set());
      this.groups.get(key).add(message.id);
      touched.add(key);
    }
    const arrived = [];
    for (const key of touched) {
      const entry = this.show(key);
      if (!known.has(key)) arrived.push(entry);
      if (!isQuiet) this.move(entry.element, known.has(key));
    }
    if (isFirst) this.area.setAttribute("aria-busy", "false");
    if (focused && !this.focusedMessage()) this.focusNear(focused, arrived);
    const ownWords = arrived.some((entry) => entry.element.classList.contains("mine"));
    if (this.isAtEnd || ownWords || isFirst) this.toEnd(false);
    else if (arrived.length > 0) this.note(arrived.length);
    return arrived.filter(({ element }) => element.classList.contains("theirs")).length;
  }

  /** Builds the element of a key, and puts it where its first message belongs. */
  show(key) {
    const ids = [...this.groups.get(key)].sort((one, other) => one - other);
    const group = ids.map((id) => this.chat.messages.get(id)).filter(Boolean);
    const element = bubble(group, this.hands);
    const before = this.shown.get(key);
    const entry = { element, first: group[0].id, day: before?.day ?? dayOf(group[0]) };
    this.shown.set(key, entry);
    if (before) {
      replace(before.element, element);
      return entry;
    }
    // Nearly always the newest: looked for from the end.
    let last = this.list.lastElementChild;
    while (last && !(Number(last.dataset.id) < entry.first)) last = last.previousElementSibling;
    this.days.insert(element, entry.day, last);
    return entry;
  }

  remove(id, isQuiet) {
    const key = this.keys.get(id);
    if (!key) return;
    this.keys.delete(id);
    const group = this.groups.get(key);
    group.delete(id);
    if (group.size > 0) {
      // Where a whole album goes at once, nothing is left to be shown in between.
      if ([...group].some((other) => this.chat.messages.has(other))) this.show(key);
      return;
    }
    this.groups.delete(key);
    const { element, day } = this.shown.get(key);
    this.shown.delete(key);
    this.days.remove(day);
    if (isQuiet) {
      element.remove();
      return;
    }
    const { height } = element.getBoundingClientRect();
    element.classList.add("leaving");
    element.setAttribute("aria-hidden", "true");
    element.inert = true;
    const frames = [
      { height: `${height}px`, opacity: 1 },
      { height: 0, opacity: 0, marginBlock: 0, transform: "scale(.96)" },
    ];
    element.animate(frames, { duration: 200, easing: "ease-in" }).finished.finally(() => element.remove());
  }

  focusedMessage() {
    const article = document.activeElement?.closest("article:not(.leaving)");
    return this.list.contains(article) ? article : undefined;
  }

  /** Somebody stood on a message that is gone: they go on with what came instead, or beside it. */
  focusNear(gone, arrived) {
    const instead = arrived.findLast(({ element }) => element.classList.contains("theirs"));
    const id = Number(gone.dataset.id);
    const entries = [...this.shown.values()].sort((one, other) => one.first - other.first);
    const found = instead ?? entries.find(({ first }) => first > id) ?? entries.at(-1);
    (found?.element ?? this.area).focus({ preventScroll: true });
  }

  move(element, wasThere) {
    const frames = wasThere
      ? [{ opacity: 0.55 }, { opacity: 1 }]
      : [{ opacity: 0, transform: "translateY(12px)" }, { opacity: 1, transform: "none" }];
    element.animate(frames, { duration: 180, easing: "ease-out" });
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.area;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.isAtEnd) this.note(0);
    else this.jump.hidden = false;
  }

  note(more) {
    this.unread = more === 0 ? 0 : this.unread + more;
    this.jump.hidden = this.isAtEnd;
    const words = this.unread === 0 ? "To the end" : this.unread === 1 ? "1 new message" : `${this.unread} new messages`;
    this.jump.replaceChildren(`${words} ↓`);
  }

  toEnd(isSmooth) {
    this.isAtEnd = true;
    const { scrollTop, scrollHeight, clientHeight } = this.area;
    const isNear = scrollHeight - scrollTop - clientHeight <= FAR;
    this.area.scrollTo({ top: scrollHeight, behavior: isSmooth && isNear && !isCalm() ? "smooth" : "instant" });
    this.note(0);
  }
}

/** Whoever stands on a button of an old keyboard stands on the same place of the new one. */
function replace(before, after) {
  const places = (element) => [...element.querySelectorAll("button, a[href]")];
  const hadFocus = before.contains(document.activeElement);
  const place = places(before).indexOf(document.activeElement);
  before.replaceWith(after);
  if (!hadFocus) return;
  const found = places(after);
  (found[Math.min(place, found.length - 1)] ?? after).focus({ preventScroll: true });
}
