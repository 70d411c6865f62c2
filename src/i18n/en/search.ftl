### Search

search_prompt = 🔎 What are you looking for? Type a word or two: a name, a colour, an article number. You can do so at any time.
search_results = Found for “{ $words }”:
search_results_page = Found for “{ $words }”, page { $page }:
search_similar = Nothing is called just “{ $words }”. This comes close:
search_nothing = Nothing found for “{ $words }”. Try another word, or browse with /start.
command_search = Search the shop
button_back_to_results = ⬅️ Back to what was found
