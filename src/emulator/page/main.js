// The whole page: who is shown, which column is in front, and the line to the emulator.

import * as actions from "./actions.js";
import { Column } from "./column.js";
import { tried } from "./dialogs.js";
import { setUpDrawers, setUpFaults, showCalls, showFaults, showSteps } from "./drawer.js";
import { avatar, byId, make, unseen } from "./dom.js";
import { listen } from "./events.js";
import { Store } from "./state.js";
import { setUpTheme } from "./theme.js";

/** Chats opened by themselves; more are opened by their tabs. */
const OPENED = 4;
/** Who walks in next: names of several scripts and languages that the shop may speak. */
const NAMES = [
  ["Marta", "es"],
  ["Борис", "ru"],
  ["ليلى", "en"],
  ["Noor 🌷", "en"],
  ["נועה", "en"],
  ["Zoë", "en"],
];

const store = new Store();
const settings = { tapTwice: false };
const columns = new Map();
const closed = new Set();
let bot;
let current;

function render() {
  const { overview } = store;
  chooseBot(overview.bots);
  byId("title").textContent = bot?.name ?? "Chats";
  document.title = bot?.name ?? "Chats";
  byId("nobody").hidden = Boolean(bot && overview.people.length);
  byId("nobody").textContent = bot
    ? "There is nobody here yet. Walk in by “Customer” above."
    : `No bot has called yet. Point one at ${overview.url} with any token such as 42:test.`;
  overview.people.forEach((person, place) => {
    const isOpened = bot && !closed.has(person.id) && (person.role || place < OPENED);
    if (isOpened) open(person);
  });
  tabs();
  showSteps(overview.steps);
  showFaults(overview, (id) => store.person(id)?.first_name ?? "Somebody");
}

function chooseBot(bots) {
  const picker = byId("bots");
  picker.parentElement.hidden = bots.length < 2;
  const options = bots.map(({ id, username }) => make("option", { value: id, selected: id === bot?.id }, `@${username}`));
  picker.replaceChildren(...options);
  bot = bots.find(({ id }) => id === bot?.id) ?? bots[0];
}

function open(person) {
  if (columns.has(person.id)) return;
  const chat = store.chat(bot.id, person.id);
  const column = new Column(chat, person, bot, settings, () => close(person.id));
  columns.set(person.id, column);
  byId("columns").append(column.element);
  column.element.addEventListener("focusin", () => bringForward(person.id));
  column.element.addEventListener("pointerdown", () => bringForward(person.id));
  if (chat.isKnown) {
    const everything = [...chat.messages.values()];
    column.update({ changed: everything, removed: [], answers: [], isFirst: true });
  }
  if (!columns.has(current)) bringForward(person.id);
}

function close(id) {
  closed.add(id);
  columns.get(id)?.element.remove();
  columns.delete(id);
  if (current === id) bringForward([...columns.keys()][0]);
  tabs();
}

/** The column that a narrow screen shows, and on which “What if…” works. */
function bringForward(id) {
  if (id === current && columns.get(id)?.element.classList.contains("front")) return;
  current = id;
  for (const [other, column] of columns) column.element.classList.toggle("front", other === id);
  const front = columns.get(id);
  if (front) front.unseen = 0;
  tabs();
}

function tabs() {
  const people = store.overview.people.filter((person) => person.role || columns.has(person.id) || closed.has(person.id));
  const newsOf = (person) => columns.get(person.id)?.unseen ?? 0;
  const drawn = JSON.stringify([people.map(({ id }) => id), current, people.map(newsOf)]);
  const list = byId("tabs");
  if (list.dataset.drawn === drawn) return;
  const hadFocus = list.contains(document.activeElement);
  list.dataset.drawn = drawn;
  const buttons = people.map((person) => {
    const tab = make("button", { type: "button", class: "tab", aria: { pressed: String(person.id === current) } }, avatar(person.first_name, person.id), make("bdi", {}, person.first_name));
    const news = newsOf(person);
    if (news > 0) tab.append(make("span", { class: "news" }, String(news), unseen(news === 1 ? " new message" : " new messages")));
    tab.addEventListener("click", () => {
      closed.delete(person.id);
      open(person);
      bringForward(person.id);
      columns.get(person.id).element.scrollIntoView({ inline: "nearest", block: "nearest" });
    });
    return tab;
  });
  list.replaceChildren(...buttons);
  if (hadFocus) list.querySelector("[aria-pressed=true]")?.focus();
}

async function becomeAnother() {
  const count = store.overview.people.filter((person) => !person.role).length;
  const [first_name, language_code] = NAMES[count % NAMES.length];
  const made = await tried(actions.addPerson({ first_name, language_code }));
  if (!made) return;
  await store.refreshOverview();
  const person = store.person(made.id);
  open(person);
  bringForward(person.id);
  const column = columns.get(person.id);
  column.element.scrollIntoView({ inline: "end", block: "nearest" });
  column.composer.start.focus();
}

function startOver() {
  for (const column of columns.values()) column.element.remove();
  columns.clear();
  closed.clear();
  bot = undefined;
  showCalls(true);
}

store.subscribe((event) => {
  if (event.kind === "overview") render();
  if (event.kind === "start-over") startOver();
  if (event.kind === "calls") showCalls();
  if (event.kind === "chat" && event.chat.bot === bot?.id) {
    columns.get(event.chat.user)?.update(event);
    tabs();
  }
});

byId("bots").addEventListener("change", (event) => {
  const chosen = Number(event.target.value);
  for (const column of columns.values()) column.element.remove();
  columns.clear();
  bot = store.overview.bots.find(({ id }) => id === chosen);
  render();
});
byId("add-person").addEventListener("click", becomeAnother);
setUpTheme();
setUpDrawers();
setUpFaults(() => columns.get(current), settings, becomeAnother);

listen({
  onChange: (change) => store.changed(change),
  onLost: () => (byId("lost").hidden = false),
  onFound: () => (byId("lost").hidden = true),
});
