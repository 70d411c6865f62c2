// Postcards, as users of grammY would write them.

import { autoRetry } from "@grammyjs/auto-retry";
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder } from "grammy";
import { InlineQueryResultBuilder, Keyboard, session } from "grammy";

const { BOT_API_URL: apiRoot, BOT_TOKEN: token } = process.env;
const bot = new Bot(token, { client: { apiRoot } });
bot.api.config.use(autoRetry());
bot.use(session({ initial: () => ({ step: "idle", count: "" }) }));

const guests = new Set();
let likes = 0;
let front = new InputFile("front.png");

const html = { parse_mode: "HTML" };
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const refused = (error, code) => error instanceof GrammyError && error.error_code === code;
const greeting = (guest) => `<b>Hello, ${escape(guest.first_name)}!</b>\nLikes: ${likes}`;
const greetingKeyboard = new InlineKeyboard().text("Like", "like").text("Refresh", "refresh");
const cardKeyboard = new InlineKeyboard()
  .text("Turn", "turn").text("Sign", "sign").text("Discard", "discard");

bot.command("start", async (ctx) => {
  guests.add(ctx.chat.id);
  await ctx.reply(greeting(ctx.from), { ...html, reply_markup: greetingKeyboard });
});

bot.callbackQuery(["like", "refresh"], async (ctx) => {
  if (ctx.callbackQuery.data === "like") likes += 1;
  try {
    await ctx.editMessageText(greeting(ctx.from), { ...html, reply_markup: greetingKeyboard });
    await ctx.answerCallbackQuery("Thank you!");
  } catch (error) {
    if (!refused(error, 400) || !error.description.includes("not modified")) throw error;
    await ctx.answerCallbackQuery("Nothing new.");
  }
});

bot.command("card", async (ctx) => {
  const card = { caption: "Greetings", reply_markup: cardKeyboard };
  const sent = await ctx.replyWithPhoto(front, card);
  front = sent.photo.at(-1).file_id;
});

bot.callbackQuery("turn", async (ctx) => {
  const back = InputMediaBuilder.photo(new InputFile("back.png"), { caption: "The other side" });
  await ctx.editMessageMedia(back, { reply_markup: cardKeyboard });
  await ctx.answerCallbackQuery();
});

bot.callbackQuery("sign", async (ctx) => {
  const caption = `The other side, <i>${escape(ctx.from.first_name)}</i>`;
  await ctx.editMessageCaption({ ...html, caption, reply_markup: cardKeyboard });
  await ctx.answerCallbackQuery();
});

bot.command("album", async (ctx) => {
  const sent = await ctx.replyWithMediaGroup([
    InputMediaBuilder.photo(new InputFile("front.png"), { ...html, caption: "<u>Both sides</u>" }),
    InputMediaBuilder.photo(new InputFile("back.png")),
  ]);
  const ids = sent.map((side) => side.message_id).join(" ");
  const discardAll = new InlineKeyboard().text("Discard", `discard ${ids}`);
  await ctx.reply("An album", { reply_markup: discardAll });
});

bot.callbackQuery(/^discard/, async (ctx) => {
  const pictures = ctx.callbackQuery.data.split(" ").slice(1).map(Number);
  if (pictures.length > 0) await ctx.deleteMessages(pictures);
  await ctx.deleteMessage();
  await ctx.answerCallbackQuery({ text: "It is gone.", show_alert: true });
});

bot.on("inline_query", async (ctx) => {
  const { query, offset } = ctx.inlineQuery;
  if (offset !== "") {
    await ctx.answerInlineQuery([], { cache_time: 0 });
    return;
  }
  const text = InlineQueryResultBuilder.article("text", "A card", { description: "In words" })
    .text(`<b>A card</b> for ${escape(query)}`, html);
  const picture = InlineQueryResultBuilder.photoCached("picture", front, {
    ...html,
    caption: "<i>Greetings</i>",
    reply_markup: new InlineKeyboard().url("More", "https://t.me/postcards_bot?start=more"),
  });
  const button = { text: "All cards", start_parameter: "all" };
  const answer = { cache_time: 0, is_personal: true, next_offset: "2", button };
  await ctx.answerInlineQuery([text, picture], answer);
});

bot.command("order", async (ctx) => {
  ctx.session.step = "count";
  await ctx.reply("How many cards?");
});

bot.hears(/^\d+$/).filter((ctx) => ctx.session.step === "count", async (ctx) => {
  ctx.session = { step: "phone", count: ctx.msg.text };
  const share = new Keyboard().requestContact("Share my number");
  await ctx.reply("Where may we call you?", { reply_markup: share });
});

bot.on(":contact").filter((ctx) => ctx.session.step === "phone", async (ctx) => {
  const text = `${ctx.session.count} cards for ${ctx.msg.contact.phone_number}`;
  ctx.session.step = "idle";
  await ctx.reply(text, { reply_markup: { remove_keyboard: true } });
});

bot.on(":photo", async (ctx) => {
  await ctx.replyWithChatAction("upload_photo");
  const file = await ctx.getFile();
  const picture = new InputFile({ url: `${apiRoot}/file/bot${token}/${file.file_path}` });
  const reply_parameters = { message_id: ctx.msgId };
  await ctx.replyWithPhoto(picture, { caption: "Your own card", reply_parameters });
});

bot.command("tell", async (ctx) => {
  for (const guest of guests) {
    try {
      await ctx.api.sendMessage(guest, ctx.match);
    } catch (error) {
      if (!refused(error, 403)) throw error;
      guests.delete(guest);
    }
  }
  await ctx.reply(`Guests: ${guests.size}`);
});

process.once("SIGTERM", () => bot.stop());
await bot.api.setMyCommands([{ command: "start", description: "Say hello" }]);
await bot.start();
