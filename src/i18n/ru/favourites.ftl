### Избранное

favourites_title = ❤️ <b>Ваше избранное</b>
favourites_empty =
    ❤️ <b>Ваше избранное</b>
    Здесь пока ничего нет. Нажмите 🤍 у товара, чтобы снова найти его здесь. Помещается { $most }.
lately_title = 🕘 <b>Вы недавно смотрели</b>
lately_empty =
    🕘 <b>Вы недавно смотрели</b>
    Здесь можно снова найти товары, которые вы открывали.
button_favourites = ❤️ Избранное
button_lately = 🕘 Недавнее
button_like = 🤍 В избранное
button_unlike = ❤️ В избранном
button_forget_looks = 🧹 Очистить список
button_back_to_favourites = ⬅️ К избранному
button_back_to_lately = ⬅️ К недавнему
toast_liked = ❤️ Теперь в избранном.
toast_unliked = 🤍 Больше не в избранном.
toast_forgotten = Список пуст.
alert_favourites_full = В избранном уже { $most }, больше не помещается. Сначала уберите что-нибудь.
command_favourites = Ваше избранное
