// Inline mode: who begins a text with the bot's name is offered what the bot finds, and sends it.

import * as actions from "./actions.js";
import { tried } from "./dialogs.js";
import { make } from "./dom.js";

/** How long somebody who types is waited for, and how often an answer is looked for. */
const PAUSE = 200;
const PATIENCE = 100;

export class Inline {
  /** `onSent` is called when something was sent in place of the text. */
  constructor(chat, bot, field, onSent) {
    Object.assign(this, { chat, bot, field, onSent });
    this.element = make("div", { class: "inline", role: "group", hidden: true, aria: { label: "What the bot offers" } });
    /** Counts what was typed: an answer to older words is worth nothing. */
    this.turn = 0;
  }

  /** What is typed after the bot's name; nothing when the text is an ordinary one. */
  get words() {
    const name = `@${this.bot.username} `.toLowerCase();
    const text = this.field.value;
    return this.bot.inline && text.toLowerCase().startsWith(name) ? text.slice(name.length) : undefined;
  }

  typed() {
    clearTimeout(this.timer);
    this.turn += 1;
    const { words, turn } = this;
    if (words === undefined) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(words, "", turn), PAUSE);
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  async ask(words, offset, turn) {
    const asked = await tried(actions.askInline(this.chat, words, offset));
    while (asked && turn === this.turn) {
      const offer = await tried(actions.readOffer(this.chat, asked.query_id));
      if (!offer || turn !== this.turn) return;
      if (offer.answered) {
        this.show(asked.query_id, offer, words, offset, turn);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
  }

  show(query, offer, words, offset, turn) {
    const rows = offer.results.map((result) => this.row(query, result));
    if (offer.button) {
      const start = () => this.send(actions.send(this.chat, `/start ${offer.button.start_parameter}`));
      rows.unshift(make("button", { type: "button", class: "result top", dir: "auto", on: { click: start } }, offer.button.text));
    }
    if (offer.next_offset) {
      const more = make("button", { type: "button", class: "result top" }, "More");
      more.addEventListener("click", () => {
        more.remove();
        this.ask(words, offer.next_offset, turn);
      });
      rows.push(more);
    }
    if (offset) this.element.append(...rows);
    else this.element.replaceChildren(...rows);
    this.element.hidden = this.element.childElementCount === 0;
  }

  row(query, result) {
    const { photo } = result.message;
    const picture = photo ? make("img", { src: photo.url, alt: "", width: 40, height: 40 }) : make("span", { class: "blank", aria: { hidden: "true" } });
    const words = make("span", { dir: "auto" }, make("strong", {}, result.title || "Photo"), make("br"), result.description);
    const choose = () => this.send(actions.choose(this.chat, query, result.id));
    return make("button", { type: "button", class: "result", on: { click: choose } }, picture, words);
  }

  async send(sent) {
    this.field.value = "";
    this.close();
    await tried(sent);
    this.onSent();
  }
}
