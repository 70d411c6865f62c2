// One person's telephone: the head with who it is, the messages, and where to write.

import * as actions from "./actions.js";
import { Alerts } from "./alert.js";
import { Composer } from "./composer.js";
import { openMenu, setUpMenu, toast, tried, view } from "./dialogs.js";
import { avatar, make, sign } from "./dom.js";
import { Log } from "./log.js";

const DOING = {
  typing: "typing",
  upload_photo: "sending a photo",
  upload_document: "sending a file",
  find_location: "looking for a place",
};

export class Column {
  /** `settings.tapTwice` is looked at with every press. */
  constructor(chat, person, bot, settings, onClose) {
    Object.assign(this, { chat, person, bot, settings });
    /** Pressed buttons by the update that waits for its answer. */
    this.pressed = new Map();
    /** What the bot has said while this column was out of sight. */
    this.unseen = 0;
    this.composer = new Composer(chat, bot);
    this.log = new Log(chat, {
      press: (message, button, key) => this.press(message, button, key),
      start: (url) => this.start(url),
      command: (words) => tried(actions.send(chat, words)),
      view,
      more: (message, anchor) => this.showMore(message, anchor),
      replied: (id) => chat.messages.get(id)?.text,
    });
    this.status = make("span", { class: "status" });
    this.toasts = make("div", { class: "toasts", role: "status" });
    const id = `who-${chat.bot}-${chat.user}`;
    const close = make("button", { type: "button", class: "close", on: { click: onClose } }, ...sign("✕", `Close the chat of ${person.first_name}`));
    const title = make("h2", { id }, make("bdi", {}, [person.first_name, person.last_name].filter(Boolean).join(" ")));
    const who = make("div", { class: "who" }, title, make("span", { class: "role" }, person.role ?? "another customer"), this.status);
    const head = make("header", { class: "head" }, avatar(person.first_name, person.id), who, person.role ? undefined : close);
    this.more = make("div", { class: "menu", role: "menu", popover: "auto", aria: { label: "This message" } });
    setUpMenu(this.more);
    const body = make("div", { class: "body" }, this.log.area, this.log.jump, this.toasts);
    this.holdStill();
    this.alerts = new Alerts([body, this.composer.element], this.log.area);
    const chatted = make("div", { class: "chat" }, body, this.composer.element, this.alerts.element);
    this.element = make("section", { class: "column", aria: { labelledby: id } }, head, chatted, this.more);
  }

  /** Nothing changes under a finger: what comes meanwhile waits until it is lifted. */
  holdStill() {
    this.held = undefined;
    this.log.area.addEventListener("pointerdown", (event) => {
      if (event.isPrimary && event.button === 0) this.held ??= [];
    });
    const lift = () => {
      const held = this.held ?? [];
      this.held = undefined;
      for (const news of held) this.update(news);
    };
    // The click comes after the finger is lifted.
    addEventListener("pointerup", () => this.held && setTimeout(lift));
    addEventListener("pointercancel", lift);
    addEventListener("blur", lift);
  }

  update(news) {
    if (this.held) {
      this.held.push(news);
      return;
    }
    const arrived = this.log.update(news);
    if (!news.isFirst && !this.element.checkVisibility()) this.unseen += arrived;
    this.composer.update();
    this.showActivity();
    for (const [update, key] of this.pressed) {
      if (this.chat.waiting.includes(update)) continue;
      release(key);
      this.pressed.delete(update);
    }
    for (const answer of news.answers) {
      if (answer.alert) this.alerts.show(answer.text);
      else toast(answer.text, this.toasts);
    }
  }

  showActivity() {
    clearTimeout(this.activityEnds);
    const { activity, standing } = this.chat;
    const isBlocked = standing === "blocked";
    this.element.classList.toggle("blocked", isBlocked);
    this.status.classList.toggle("busy", Boolean(activity));
    const doing = activity && (DOING[activity.action] ?? "busy");
    this.status.textContent = isBlocked ? "has blocked the bot" : activity ? `${this.bot.name} is ${doing}…` : `chats with ${this.bot.name}`;
    if (!activity) return;
    this.activityEnds = setTimeout(() => {
      this.chat.activity = undefined;
      this.showActivity();
    }, activity.seconds * 1000);
  }

  /** What a link to this very bot does; nothing for any other link. */
  start(url) {
    const to = `https://t.me/${this.bot.username}?start=`;
    if (!url.startsWith(to)) return undefined;
    return () => tried(actions.send(this.chat, `/start ${url.slice(to.length)}`));
  }

  async press(message, button, key) {
    if (button.copy) {
      await navigator.clipboard.writeText(button.copy).catch(() => {});
      toast("Copied", this.toasts);
      return;
    }
    if (button.pay) {
      tried(actions.pay(this.chat, message.id));
      return;
    }
    if (button.data === undefined) {
      toast("This kind of button does nothing here", this.toasts);
      return;
    }
    key.classList.add("waiting");
    key.setAttribute("aria-busy", "true");
    const times = this.settings.tapTwice ? 2 : 1;
    const pressed = await tried(actions.press(this.chat, message.id, button.data, times));
    if (!pressed) {
      release(key);
      return;
    }
    this.pressed.set(pressed.update_id, key);
    // It may have been answered before we knew what to wait for.
    this.chat.refresh();
  }

  showMore(message, anchor) {
    const item = (words, act) =>
      make("button", { type: "button", role: "menuitem", on: { click: () => { this.more.hidePopover(); act(); } } }, words);
    const { chat } = this;
    const items = [];
    if (!message.from_bot && message.text) items.push(item("Edit", () => this.composer.edit(message)));
    if (message.text) items.push(item("Copy text", () => navigator.clipboard.writeText(message.text).catch(() => {})));
    items.push(item("Delete for both", () => tried(actions.remove(chat, message.id))));
    if (message.from_bot && !message.inaccessible) {
      items.push(item("Put out of the bot's reach", () => tried(actions.makeInaccessible(chat, message.id))));
    }
    this.more.replaceChildren(...items);
    openMenu(this.more, anchor);
  }
}

function release(key) {
  key.classList.remove("waiting");
  key.removeAttribute("aria-busy");
}
