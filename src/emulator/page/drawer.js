// The two drawers: things to try, which tick themselves, and what can go wrong.

import * as actions from "./actions.js";
import { toast, tried } from "./dialogs.js";
import { byId, make } from "./dom.js";

const CALLS = 40;
const LIMIT = 8;
const DROPPED = 3;

export function showSteps(steps) {
  const isEmpty = steps.length === 0;
  const button = byId("toggle-steps");
  // Where there is room, the list is open as soon as there is one.
  if (button.hidden && !isEmpty && !isOver()) toggle("steps", true);
  if (isEmpty && !byId("steps").hidden) toggle("steps", false);
  button.hidden = isEmpty;
  const done = steps.filter((step) => step.done).length;
  button.classList.toggle("calling", done < steps.length);
  byId("tried").textContent = `${done}/${steps.length}`;
  Object.assign(byId("progress"), { max: Math.max(1, steps.length), value: done });
  byId("progress-text").textContent = `${done} of ${steps.length}`;
  const list = byId("step-list");
  steps.forEach((step, at) => {
    const item = list.children[at] ?? list.appendChild(make("li"));
    const drawn = JSON.stringify(step);
    if (item.dataset.drawn === drawn) return;
    item.dataset.drawn = drawn;
    item.className = step.done ? "done" : "";
    item.replaceChildren(
      make("span", { class: "tick", aria: { hidden: "true" } }, step.done ? "✓" : ""),
      make("div", {}, make("strong", {}, step.title), make("span", { class: "unseen" }, step.done ? " (done)" : " (to do)"), make("p", {}, step.hint)),
    );
  });
  while (list.children.length > steps.length) list.lastElementChild.remove();
}

/** Whether a drawer lies over the chats, as on a telephone. */
const isOver = () => !matchMedia("(min-width: 1100px)").matches;

/** Lets what has been set off be seen. */
function uncover() {
  if (!isOver()) return;
  toggle("faults", false);
  byId("toggle-faults").focus();
}

/** `current()` is the column on which the buttons work; `settings` are the page's. */
export function setUpFaults(current, settings, becomeAnother) {
  const withChat = (act) => async () => {
    const column = current();
    if (column) return tried(act(column));
    toast("There is no chat yet.");
    return undefined;
  };
  const twice = make("input", { type: "checkbox", id: "twice" });
  twice.addEventListener("change", () => (settings.tapTwice = twice.checked));
  const newestOfBot = (column) => [...column.chat.messages.values()].filter((message) => message.from_bot).sort((a, b) => b.id - a.id)[0];

  /** What, how, the act, and what is said about it where the drawer does not stay. */
  const entries = [
    ["I were somebody else", "Walk in as another customer", becomeAnother],
    [
      "the network failed",
      `Drop the bot's next ${DROPPED} calls`,
      () => tried(actions.addFault({ kind: "drop", count: DROPPED })),
      `The bot's next ${DROPPED} calls will be dropped.`,
    ],
    [
      "an answer got lost",
      "Do the next call, but lose its answer",
      () => tried(actions.addFault({ kind: "lose_answer" })),
      "The bot will not hear the answer to its next call.",
    ],
    [
      "Telegram throttled this chat",
      `Refuse its calls for ${LIMIT} seconds`,
      withChat((column) => actions.limitChat(column.chat.user, LIMIT)),
      `This chat is throttled for ${LIMIT} seconds.`,
    ],
    [
      "Telegram had an outage",
      `Answer the next ${DROPPED} calls with 502`,
      () => tried(actions.addFault({ kind: "server_error", code: 502, count: DROPPED })),
      `The bot's next ${DROPPED} calls will be answered with 502.`,
    ],
    [
      "the customer blocked the bot",
      "Block or unblock it in this chat",
      withChat((column) => (column.chat.standing === "blocked" ? actions.unblock(column.chat) : actions.block(column.chat))),
    ],
    [
      "the message were too old",
      "Put the newest one out of the bot's reach",
      withChat(async (column) => {
        const message = newestOfBot(column);
        return message && actions.makeInaccessible(column.chat, message.id);
      }),
      "The bot can no longer reach its newest message.",
    ],
    ["an hour passed", "Move the emulator's clock on", () => tried(actions.advanceClock(3600)), "It is an hour later."],
  ];
  const cards = entries.map(([what, how, act, done]) => {
    const click = async () => {
      uncover();
      if ((await act()) && done && isOver()) toast(done);
    };
    return make("button", { type: "button", class: "fault", on: { click } }, make("strong", {}, `…${what}?`), make("span", {}, how));
  });
  const restart = make("button", { type: "button", class: "fault", id: "restart" }, make("strong", {}, "…the bot crashed?"), make("span", {}, "Restart it on the same database"));
  restart.addEventListener("click", async () => {
    restart.disabled = true;
    uncover();
    if (await tried(actions.restartBot())) toast("The bot has been restarted.");
    restart.disabled = false;
  });
  const label = make("label", { class: "fault check" }, twice, make("span", {}, make("strong", {}, "…I tapped twice?"), make("span", {}, "Press every button two times at once")));
  byId("fault-list").replaceChildren(...cards, restart, label);
}

export function showFaults({ faults, limits, now, can_restart: canRestart }, nameOf) {
  const words = [];
  if (faults > 0) words.push(`${faults} ${faults === 1 ? "call" : "calls"} of the bot will still fail.`);
  for (const { chat_id: id, until } of limits) {
    if (until > now) words.push(`${nameOf(id)}'s chat is throttled.`);
  }
  const line = byId("fault-state");
  line.replaceChildren(words.join(" "));
  if (faults > 0) line.append(" ", make("button", { type: "button", class: "quiet", on: { click: () => tried(actions.clearFaults()) } }, "Take that back"));
  byId("restart").hidden = !canRestart;
}

let lastCall = 0;
let isAsking = false;

/** Adds the newest calls on top, as long as somebody looks. */
export async function showCalls(startOver = false) {
  const list = byId("calls");
  if (startOver) {
    lastCall = 0;
    list.replaceChildren();
  }
  if (byId("faults").hidden || isAsking) return;
  isAsking = true;
  const answer = await tried(actions.readCalls(lastCall));
  isAsking = false;
  for (const call of answer?.calls ?? []) {
    lastCall = Math.max(lastCall, call.id);
    if (call.method === "getUpdates") continue;
    list.prepend(lineOf(call));
  }
  while (list.children.length > CALLS) list.lastElementChild.remove();
}

function lineOf(call) {
  const failed = call.fault ?? (call.error && `${call.error.code} ${call.error.description}`);
  const line = make("details", { class: failed ? "failed" : "" }, make("summary", {}, call.method, failed ? make("span", {}, ` ${failed}`) : undefined));
  line.append(make("pre", {}, JSON.stringify(call.params, null, 1)));
  return line;
}

/** Opens one drawer at a time. */
export function setUpDrawers() {
  for (const name of ["steps", "faults"]) {
    const [drawer, button] = [byId(name), byId(`toggle-${name}`)];
    button.addEventListener("click", () => toggle(name, drawer.hidden));
    drawer.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      toggle(name, false);
      button.focus();
    });
    document.querySelector(`[data-closes="${name}"]`).addEventListener("click", () => {
      toggle(name, false);
      button.focus();
    });
  }
}

export function toggle(name, isOpen) {
  for (const other of ["steps", "faults"]) {
    const isThis = other === name;
    byId(other).hidden = !(isThis && isOpen);
    byId(`toggle-${other}`).setAttribute("aria-expanded", String(isThis && isOpen));
  }
  if (name === "faults" && isOpen) showCalls();
}
