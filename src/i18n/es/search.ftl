### Búsqueda

search_prompt = 🔎 ¿Qué buscas? Escribe una o dos palabras: un nombre, un color, una referencia. Puedes hacerlo en cualquier momento.
search_results = Resultados de «{ $words }»:
search_results_page = Resultados de «{ $words }», página { $page }:
search_similar = Nada se llama exactamente «{ $words }». Esto se parece:
search_nothing = No hay resultados de «{ $words }». Prueba con otra palabra o navega con /start.
command_search = Buscar en la tienda
button_back_to_results = ⬅️ Volver a los resultados
