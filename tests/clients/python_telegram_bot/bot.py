"""Postcards, as users of python-telegram-bot would write them."""

import asyncio
import os
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle
from telegram import InlineQueryResultCachedPhoto, InlineQueryResultsButton, InputMediaPhoto
from telegram import InputTextMessageContent, KeyboardButton
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, Update, User
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import Application, BaseRateLimiter, CallbackQueryHandler, CommandHandler
from telegram.ext import ContextTypes, ConversationHandler, Defaults, InlineQueryHandler
from telegram.ext import MessageHandler, filters


def keyboard(**buttons: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(label, callback_data=data) for label, data in buttons.items()]
    return InlineKeyboardMarkup.from_row(row)


Context = ContextTypes.DEFAULT_TYPE
CARD = keyboard(Turn="turn", Sign="sign", Discard="discard")
COUNT, PHONE = range(2)
guests: set[int] = set()
likes = 0


class Patience(BaseRateLimiter[None]):
    async def initialize(self) -> None: ...
    async def shutdown(self) -> None: ...

    async def process_request(self, callback, args, kwargs, endpoint, data, rate_limit_args):
        while True:
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                await asyncio.sleep(error.retry_after)


def greeting(guest: User) -> dict:
    text = f"<b>Hello, {escape(guest.first_name)}!</b>\nLikes: {likes}"
    return {"text": text, "reply_markup": keyboard(Like="like", Refresh="refresh")}


async def start(update: Update, context: Context) -> None:
    guests.add(update.effective_chat.id)
    await update.message.reply_text(**greeting(update.effective_user))


async def refresh(update: Update, context: Context) -> None:
    global likes
    query = update.callback_query
    likes += query.data == "like"
    try:
        await query.edit_message_text(**greeting(query.from_user))
        await query.answer("Thank you!")
    except BadRequest as error:
        await query.answer("Nothing new." if "not modified" in error.message else "Sorry!")


async def card(update: Update, context: Context) -> None:
    front = context.bot_data.get("front") or open("front.png", "rb")
    sent = await update.message.reply_photo(front, caption="Greetings", reply_markup=CARD)
    context.bot_data["front"] = sent.photo[-1].file_id


async def turn(update: Update, context: Context) -> None:
    back = InputMediaPhoto(open("back.png", "rb"), caption="The other side")
    await update.callback_query.edit_message_media(back, reply_markup=CARD)
    await update.callback_query.answer()


async def sign(update: Update, context: Context) -> None:
    caption = f"The other side, <i>{escape(update.effective_user.first_name)}</i>"
    await update.callback_query.edit_message_caption(caption, reply_markup=CARD)
    await update.callback_query.answer()


async def album(update: Update, context: Context) -> None:
    front, back = open("front.png", "rb"), open("back.png", "rb")
    sides = [InputMediaPhoto(front, caption="<u>Both sides</u>"), InputMediaPhoto(back)]
    ids = [str(side.message_id) for side in await update.message.reply_media_group(sides)]
    discard_all = keyboard(Discard=f"discard {' '.join(ids)}")
    await update.message.reply_text("An album", reply_markup=discard_all)


async def discard(update: Update, context: Context) -> None:
    query = update.callback_query
    if pictures := [int(message_id) for message_id in query.data.split()[1:]]:
        await update.effective_chat.delete_messages(pictures)
    await query.delete_message()
    await query.answer("It is gone.", show_alert=True)


async def offer(update: Update, context: Context) -> None:
    query = update.inline_query
    if query.offset:
        await query.answer([], cache_time=0)
        return
    words = InputTextMessageContent(f"<b>A card</b> for {escape(query.query)}")
    more = InlineKeyboardButton("More", url="https://t.me/postcards_bot?start=more")
    picture = InlineQueryResultCachedPhoto(
        "picture",
        context.bot_data["front"],
        caption="<i>Greetings</i>",
        reply_markup=InlineKeyboardMarkup.from_button(more),
    )
    text = InlineQueryResultArticle("text", "A card", words, description="In words")
    button = InlineQueryResultsButton("All cards", start_parameter="all")
    answer = {"cache_time": 0, "is_personal": True, "next_offset": "2", "button": button}
    await query.answer([text, picture], **answer)


async def order(update: Update, context: Context) -> int:
    await update.message.reply_text("How many cards?")
    return COUNT


async def counted(update: Update, context: Context) -> int:
    context.user_data["count"] = update.message.text
    share = KeyboardButton("Share my number", request_contact=True)
    markup = ReplyKeyboardMarkup.from_button(share)
    await update.message.reply_text("Where may we call you?", reply_markup=markup)
    return PHONE


async def ordered(update: Update, context: Context) -> int:
    text = f"{context.user_data['count']} cards for {update.message.contact.phone_number}"
    await update.message.reply_text(text, reply_markup=ReplyKeyboardRemove())
    return ConversationHandler.END


async def own_card(update: Update, context: Context) -> None:
    await update.effective_chat.send_action("upload_photo")
    file = await update.message.effective_attachment[-1].get_file()
    picture = bytes(await file.download_as_bytearray())
    await update.message.reply_photo(picture, caption="Your own card", do_quote=True)


async def tell(update: Update, context: Context) -> None:
    for guest in guests.copy():
        try:
            await context.bot.send_message(guest, escape(" ".join(context.args)))
        except Forbidden:
            guests.remove(guest)
    await update.message.reply_text(f"Guests: {len(guests)}")


async def introduce(application: Application) -> None:
    await application.bot.set_my_commands([("start", "Say hello")])


def main() -> None:
    url, token = os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"]
    builder = Application.builder().token(token).post_init(introduce)
    builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").rate_limiter(Patience())
    application = builder.defaults(Defaults(parse_mode="HTML")).build()
    count = MessageHandler(filters.Regex(r"^\d+$"), counted)
    phone = MessageHandler(filters.CONTACT, ordered)
    steps = {COUNT: [count], PHONE: [phone]}
    application.add_handler(ConversationHandler([CommandHandler("order", order)], steps, []))
    for command in (start, card, album, tell):
        application.add_handler(CommandHandler(command.__name__, command))
    for press in (turn, sign, discard):
        application.add_handler(CallbackQueryHandler(press, rf"^{press.__name__}\b"))
    application.add_handler(CallbackQueryHandler(refresh, "^(like|refresh)$"))
    application.add_handler(MessageHandler(filters.PHOTO, own_card))
    application.add_handler(InlineQueryHandler(offer))
    application.run_polling()


main()
