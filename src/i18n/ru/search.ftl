search_prompt = 🔎 Что вы ищете? Напишите одно-два слова: название, цвет, артикул. Так можно искать в любой момент.
search_results = Найдено по запросу «{ $words }»:
search_results_page = Найдено по запросу «{ $words }», страница { $page }:
search_similar = Точно по запросу «{ $words }» ничего нет. Похожее:
search_nothing = По запросу «{ $words }» ничего не найдено. Попробуйте другое слово или откройте каталог: /start.
command_search = Поиск по магазину
button_back_to_results = ⬅️ Назад к найденному
