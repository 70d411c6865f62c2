// Where a user writes: the text field, the command menu, pictures, and the bot's reply keyboard.

import * as actions from "./actions.js";
import { openMenu, setUpMenu, toast, tried } from "./dialogs.js";
import { icon, make, unseen } from "./dom.js";
import { Inline } from "./inline.js";

const PICTURES = ["image/jpeg", "image/png"];

export class Composer {
  constructor(chat, bot) {
    this.chat = chat;
    this.editing = undefined;
    this.field = make("textarea", { rows: 1, dir: "auto", placeholder: bot.inline ? `Message, or @${bot.username} and a word` : "Message", maxLength: 4096, aria: { label: "Message" } });
    this.menu = make("div", { class: "menu commands", role: "menu", popover: "auto", aria: { label: "Commands of the bot" } });
    this.menuButton = make("button", { type: "button", class: "menu-button", aria: { haspopup: "menu" }, on: { click: () => openMenu(this.menu, this.menuButton) } }, icon("menu"), unseen("Commands"));
    setUpMenu(this.menu);
    this.file = make("input", { type: "file", accept: PICTURES.join(","), hidden: true, aria: { label: "Picture" } });
    const attach = make("button", { type: "button", class: "attach", title: "Send a picture", on: { click: () => this.file.click() } }, icon("clip"), unseen("Send a picture"));
    this.sendButton = make("button", { class: "send", title: "Send" }, icon("send"), unseen("Send"));
    this.note = make("div", { class: "editing", hidden: true }, "Editing ", make("button", { type: "button", class: "quiet", on: { click: () => this.stopEditing() } }, "Cancel"));
    this.form = make("form", { class: "composer" }, this.menuButton, attach, this.file, this.field, this.sendButton);
    this.keys = make("div", { class: "reply-keys", role: "group", hidden: true, aria: { label: "Answers the bot suggests" } });
    this.start = make("button", { type: "button", class: "start primary", hidden: true });
    this.inline = new Inline(chat, bot, this.field, () => this.fit());
    this.element = make("div", { class: "foot-area" }, this.note, this.menu, this.inline.element, this.form, this.start, this.keys);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => {
      const isSending = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      if (isSending) {
        event.preventDefault();
        this.submit();
      }
      if (event.key === "Escape") {
        this.stopEditing();
        this.inline.close();
      }
    });
    this.field.addEventListener("input", () => {
      this.fit();
      if (this.editing === undefined) this.inline.typed();
    });
    this.field.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => this.take(event, event.dataTransfer));
    this.file.addEventListener("change", () => {
      if (this.file.files[0]) this.sendPicture(this.file.files[0]);
      this.file.value = "";
    });
    this.start.addEventListener("click", async () => {
      const isBlocked = this.chat.standing === "blocked";
      await tried(isBlocked ? actions.unblock(this.chat) : actions.send(this.chat, "/start"));
      this.field.focus();
    });
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { editing } = this;
    this.field.value = "";
    this.inline.close();
    this.stopEditing();
    const sent = editing === undefined ? actions.send(this.chat, text) : actions.edit(this.chat, editing, text);
    if (!(await tried(sent))) {
      this.field.value = text;
      this.fit();
    }
  }

  take(event, transfer) {
    const [file] = transfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.sendPicture(file);
  }

  sendPicture(file) {
    if (!PICTURES.includes(file.type)) {
      toast("Only JPEG and PNG pictures can be sent.");
      return;
    }
    const caption = this.field.value.trim();
    this.field.value = "";
    tried(actions.sendPhoto(this.chat, file, caption));
  }

  edit(message) {
    this.editing = message.id;
    this.field.value = message.text;
    this.note.hidden = false;
    this.fit();
    this.field.focus();
  }

  stopEditing() {
    if (this.editing !== undefined) this.field.value = "";
    this.editing = undefined;
    this.note.hidden = true;
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }

  update() {
    const { chat } = this;
    const isBlocked = chat.standing === "blocked";
    const isNew = chat.isKnown && chat.messages.size === 0 && !isBlocked;
    this.start.hidden = !isBlocked && !isNew;
    this.start.textContent = isBlocked ? "Unblock the bot" : "Start";
    this.form.hidden = !this.start.hidden;
    this.showMenu();
    this.showKeys(isBlocked ? undefined : chat.reply_keyboard);
  }

  showMenu() {
    const drawn = JSON.stringify(this.chat.commands);
    this.menuButton.hidden = this.chat.commands.length === 0;
    if (drawn === this.drawnMenu) return;
    this.drawnMenu = drawn;
    const items = this.chat.commands.map(({ command, description }) =>
      make(
        "button",
        {
          type: "button",
          role: "menuitem",
          on: {
            click: () => {
              this.menu.hidePopover();
              tried(actions.send(this.chat, `/${command}`));
            },
          },
        },
        make("span", { dir: "auto" }, description),
        make("span", { class: "name" }, `/${command}`),
      ),
    );
    this.menu.replaceChildren(...items);
  }

  showKeys(keyboard) {
    const drawn = JSON.stringify(keyboard);
    if (drawn === this.drawnKeys) return;
    this.drawnKeys = drawn;
    this.keys.hidden = !keyboard;
    const rows = (keyboard ?? []).map((row) =>
      make(
        "div",
        { class: "row" },
        ...row.map((button) => {
          const press = () =>
            tried(button.wants_contact ? actions.shareContact(this.chat) : actions.send(this.chat, button.text));
          return make("button", { type: "button", class: "reply-key", dir: "auto", on: { click: press } }, button.text);
        }),
      ),
    );
    this.keys.replaceChildren(...rows);
  }
}
