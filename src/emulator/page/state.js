// What the page knows: the overview, and of every open chat the messages by their ids.
//
// The emulator only says which chats have changed. Each chat is then asked for what is newer than
// the revision known here, one request at a time, so that nothing is missed or taken twice.

import * as actions from "./actions.js";

export class Chat {
  constructor(bot, user) {
    Object.assign(this, { bot, user });
    this.forget();
  }

  forget() {
    this.revision = 0;
    this.messages = new Map();
    this.answered = -1;
    this.isKnown = false;
    this.standing = "stranger";
    this.commands = [];
    this.waiting = [];
  }
}

export class Store {
  constructor() {
    this.overview = { bots: [], people: [], steps: [], limits: [], faults: 0 };
    this.chats = new Map();
    this.listeners = new Set();
    this.rest = "";
    this.epoch = undefined;
    this.lastCall = 0;
  }

  /** Calls `listener` with what happened: `overview`, `chat` with the news, or `calls`. */
  subscribe(listener) {
    this.listeners.add(listener);
  }

  tell(event) {
    for (const listener of this.listeners) listener(event);
  }

  chat(bot, user) {
    const key = `${bot}/${user}`;
    let chat = this.chats.get(key);
    if (!chat) {
      chat = new Chat(bot, user);
      chat.refresh = () => this.refresh(chat);
      this.chats.set(key, chat);
      this.refresh(chat);
    }
    return chat;
  }

  person(id) {
    return this.overview.people.find((person) => person.id === id);
  }

  /** Takes in what the emulator says has changed. */
  async changed(change) {
    if (this.epoch !== change.epoch) {
      const isOther = this.epoch !== undefined;
      this.epoch = change.epoch;
      this.rest = "";
      if (isOther) this.startOver();
    }
    const rest = [change.bots, change.people, change.stage, change.faults, change.limits].join();
    if (rest !== this.rest) {
      this.rest = rest;
      await this.refreshOverview();
    }
    for (const { bot, user, revision } of change.chats) {
      const chat = this.chats.get(`${bot}/${user}`);
      if (chat && revision !== chat.revision) this.refresh(chat);
    }
    if (change.last_call !== this.lastCall) {
      this.lastCall = change.last_call;
      this.tell({ kind: "calls" });
    }
  }

  /** Another emulator stands where the one we knew was. */
  startOver() {
    this.chats.clear();
    this.tell({ kind: "start-over" });
  }

  async refreshOverview() {
    try {
      this.overview = await actions.readState();
    } catch {
      return; // The line is broken; it is told anew when it is back.
    }
    this.tell({ kind: "overview" });
  }

  /** Asks for what is newer; while one request is under way, another is made after it. */
  async refresh(chat) {
    if (chat.isAsking) {
      chat.isStale = true;
      return;
    }
    chat.isAsking = true;
    do {
      chat.isStale = false;
      let news;
      try {
        news = await actions.readChat(chat.bot, chat.user, chat.revision);
      } catch {
        break; // As above.
      }
      this.takeIn(chat, news);
    } while (chat.isStale);
    chat.isAsking = false;
  }

  takeIn(chat, news) {
    const isFirst = !chat.isKnown;
    chat.isKnown = true;
    for (const message of news.messages) chat.messages.set(message.id, message);
    for (const id of news.removed) chat.messages.delete(id);
    const answers = news.answers.filter((answer) => answer.number > chat.answered);
    chat.answered = answers.at(-1)?.number ?? chat.answered;
    const { revision, standing, commands, waiting, reply_keyboard, activity, pinned } = news;
    Object.assign(chat, { revision, standing, commands, waiting, reply_keyboard, activity, pinned });
    this.tell({
      kind: "chat",
      chat,
      isFirst,
      changed: news.messages,
      removed: news.removed,
      // What was answered before this page was opened has been read already.
      answers: isFirst ? [] : answers.filter((answer) => answer.text),
    });
  }
}
