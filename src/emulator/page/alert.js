// A window that stays until it is closed. It belongs to one person's telephone: it covers that chat
// and no other, and takes the focus only from there.

import { make } from "./dom.js";

let count = 0;

export class Alerts {
  /** `covered` are the parts that cannot be used meanwhile; `rest` is focused when all else is gone. */
  constructor(covered, rest) {
    Object.assign(this, { covered, rest });
    /** What is still to be said, one after another. */
    this.words = [];
    count += 1;
    this.text = make("p", { id: `alert-${count}`, dir: "auto" });
    this.ok = make("button", { type: "button", class: "primary", on: { click: () => this.close() } }, "OK");
    const box = make("div", { class: "alert", role: "alertdialog", aria: { modal: "true", labelledby: this.text.id } }, this.text, this.ok);
    this.element = make("div", { class: "cover", hidden: true, on: { keydown: (event) => event.key === "Escape" && this.close() } }, box);
  }

  show(words) {
    this.words.push(words);
    if (this.element.hidden) this.next();
  }

  next() {
    const { activeElement } = document;
    const isHere = this.covered.some((part) => part.contains(activeElement));
    if (isHere) this.before = activeElement;
    this.text.textContent = this.words.shift();
    this.element.hidden = false;
    for (const part of this.covered) part.inert = true;
    if (isHere) this.ok.focus();
  }

  close() {
    if (this.words.length > 0) {
      this.text.textContent = this.words.shift();
      return;
    }
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    for (const part of this.covered) part.inert = false;
    const back = this.before?.isConnected ? this.before : this.rest;
    this.before = undefined;
    if (hadFocus) back.focus({ preventScroll: true });
  }
}
