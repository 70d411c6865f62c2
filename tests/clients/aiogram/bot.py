"""Postcards, as users of aiogram would write them."""

import asyncio
import os

from aiogram import Bot, Dispatcher, F, html, types
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineQuery, InputMediaPhoto, Message
from aiogram.utils.keyboard import ReplyKeyboardBuilder
from aiogram.utils.media_group import MediaGroupBuilder


def keyboard(**buttons: str) -> types.InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=label, callback_data=data) for label, data in buttons.items()]
    return types.InlineKeyboardMarkup(inline_keyboard=[row])


dispatcher = Dispatcher()
guests: set[int] = set()
likes = 0
front: types.FSInputFile | str = types.FSInputFile("front.png")
CARD = keyboard(Turn="turn", Sign="sign", Discard="discard")


class Order(StatesGroup):
    count, phone = State(), State()


async def patience(make_request, bot, method):
    while True:
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)


def greeting(guest: types.User) -> dict:
    text = f"{html.bold(f'Hello, {html.quote(guest.first_name)}!')}\nLikes: {likes}"
    return {"text": text, "reply_markup": keyboard(Like="like", Refresh="refresh")}


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    guests.add(message.chat.id)
    await message.answer(**greeting(message.from_user))


@dispatcher.callback_query(F.data.in_({"like", "refresh"}))
async def refresh(query: CallbackQuery) -> None:
    global likes
    likes += query.data == "like"
    try:
        await query.message.edit_text(**greeting(query.from_user))
        await query.answer("Thank you!")
    except TelegramBadRequest as error:
        await query.answer("Nothing new." if "not modified" in error.message else "Sorry!")


@dispatcher.message(Command("card"))
async def card(message: Message) -> None:
    global front
    sent = await message.answer_photo(front, caption="Greetings", reply_markup=CARD)
    front = sent.photo[-1].file_id


@dispatcher.callback_query(F.data == "turn")
async def turn(query: CallbackQuery) -> None:
    back = InputMediaPhoto(media=types.FSInputFile("back.png"), caption="The other side")
    await query.message.edit_media(back, reply_markup=CARD)
    await query.answer()


@dispatcher.callback_query(F.data == "sign")
async def sign(query: CallbackQuery) -> None:
    caption = f"The other side, {html.italic(html.quote(query.from_user.first_name))}"
    await query.message.edit_caption(caption=caption, reply_markup=CARD)
    await query.answer()


@dispatcher.message(Command("album"))
async def album(message: Message) -> None:
    sides = MediaGroupBuilder(caption=html.underline("Both sides"))
    sides.add_photo(types.FSInputFile("front.png"))
    sides.add_photo(types.FSInputFile("back.png"))
    ids = [str(side.message_id) for side in await message.answer_media_group(sides.build())]
    await message.answer("An album", reply_markup=keyboard(Discard=" ".join(["discard", *ids])))


@dispatcher.callback_query(F.data.startswith("discard"))
async def discard(query: CallbackQuery, bot: Bot) -> None:
    if pictures := [int(message_id) for message_id in query.data.split()[1:]]:
        await bot.delete_messages(query.message.chat.id, pictures)
    await query.message.delete()
    await query.answer("It is gone.", show_alert=True)


@dispatcher.inline_query(F.offset == "")
async def offer(query: InlineQuery) -> None:
    text = f"{html.bold('A card')} for {html.quote(query.query)}"
    words = types.InputTextMessageContent(message_text=text)
    more = InlineKeyboardButton(text="More", url="https://t.me/postcards_bot?start=more")
    results = [
        types.InlineQueryResultArticle(
            id="text", title="A card", description="In words", input_message_content=words
        ),
        types.InlineQueryResultCachedPhoto(
            id="picture",
            photo_file_id=front,
            caption=html.italic("Greetings"),
            reply_markup=types.InlineKeyboardMarkup(inline_keyboard=[[more]]),
        ),
    ]
    button = types.InlineQueryResultsButton(text="All cards", start_parameter="all")
    await query.answer(results, cache_time=0, is_personal=True, next_offset="2", button=button)


@dispatcher.inline_query()
async def end(query: InlineQuery) -> None:
    await query.answer([], cache_time=0)


@dispatcher.message(Command("order"))
async def order(message: Message, state: FSMContext) -> None:
    await state.set_state(Order.count)
    await message.answer("How many cards?")


@dispatcher.message(Order.count, F.text.isdigit())
async def counted(message: Message, state: FSMContext) -> None:
    await state.set_state(Order.phone)
    await state.update_data(count=message.text)
    share = ReplyKeyboardBuilder().button(text="Share my number", request_contact=True)
    await message.answer("Where may we call you?", reply_markup=share.as_markup())


@dispatcher.message(Order.phone, F.contact)
async def ordered(message: Message, state: FSMContext) -> None:
    text = f"{await state.get_value('count')} cards for {message.contact.phone_number}"
    await state.clear()
    await message.answer(text, reply_markup=types.ReplyKeyboardRemove())


@dispatcher.message(F.photo)
async def own_card(message: Message, bot: Bot) -> None:
    await bot.send_chat_action(message.chat.id, "upload_photo")
    picture = await bot.download(message.photo[-1])
    own = types.BufferedInputFile(picture.read(), "own.png")
    await message.reply_photo(own, caption="Your own card")


@dispatcher.message(Command("tell"))
async def tell(message: Message, command: CommandObject, bot: Bot) -> None:
    for guest in guests.copy():
        try:
            await bot.send_message(guest, html.quote(command.args))
        except TelegramForbiddenError:
            guests.remove(guest)
    await message.answer(f"Guests: {len(guests)}")


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    session.middleware(patience)
    bot = Bot(os.environ["BOT_TOKEN"], session, DefaultBotProperties(parse_mode="HTML"))
    await bot.set_my_commands([types.BotCommand(command="start", description="Say hello")])
    await dispatcher.start_polling(bot)


asyncio.run(main())
