// Requests to the control API: one function for each thing that can be done.

/** The API refused, in words to show. */
export class Refused extends Error {}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The emulator does not answer.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `The emulator answered ${response.status}.`);
  return body;
}

const get = (path) => request(path, { cache: "no-store" });

const post = (path, body = {}) =>
  request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

const chatPath = (chat, act) => `/control/chats/${chat.bot}/${chat.user}/${act}`;

export const readState = () => get("/control/state");
export const readCalls = (after) => get(`/control/calls?after=${after}`);
export const readOffer = (chat, query) => get(chatPath(chat, `inline/${query}`));
export const readChat = (bot, user, after) => get(`/control/chats/${bot}/${user}?after=${after}`);

export const send = (chat, text) => post(chatPath(chat, "send"), { text });
export const press = (chat, messageId, data, times) =>
  post(chatPath(chat, "press"), { message_id: messageId, data, times });
export const pay = (chat, messageId) => post(chatPath(chat, "pay"), { message_id: messageId });
export const shareContact = (chat) => post(chatPath(chat, "contact"));
export const edit = (chat, messageId, text) => post(chatPath(chat, "edit"), { message_id: messageId, text });
export const remove = (chat, messageId) => post(chatPath(chat, "delete"), { message_id: messageId });
export const makeInaccessible = (chat, messageId) =>
  post(chatPath(chat, "inaccessible"), { message_id: messageId });
export const askInline = (chat, query, offset) => post(chatPath(chat, "inline"), { query, offset });
export const choose = (chat, queryId, resultId) =>
  post(chatPath(chat, "choose"), { query_id: queryId, result_id: resultId });
export const block = (chat) => post(chatPath(chat, "block"));
export const unblock = (chat) => post(chatPath(chat, "unblock"));

export const sendPhoto = (chat, file, caption) =>
  request(`${chatPath(chat, "photo")}?caption=${encodeURIComponent(caption)}`, {
    method: "POST",
    headers: { "Content-Type": file.type },
    body: file,
  });

export const addPerson = (person) => post("/control/people", person);
export const addFault = (fault) => post("/control/faults", fault);
export const clearFaults = () => post("/control/faults/clear");
export const limitChat = (chatId, seconds) => post("/control/limit", { chat_id: chatId, seconds });
export const advanceClock = (seconds) => post("/control/clock", { advance: seconds });
export const restartBot = () => post("/control/restart");
