"""Reading in context: the article with its statements marked on one side, what is known of each on the other."""

from attrib.services.hits import marked_words
from attrib.web.addresses import query_at, search_pairs
from attrib.web.exchange import Answer, Asked, Page


def page(asked: Asked) -> Answer:
    """The article of a statement, and the ways to the next and the previous statement of the search in the address."""
    article = asked.desk.article_page(asked.path["id"])
    identity = article.asked or asked.path["id"]
    pairs = search_pairs(asked.pairs)
    query = query_at(pairs, asked.minima)
    shown = next((each for each in article.statements if each.record.statement_id == identity), None)
    values = {
        "page": article,
        "ids": {each.number: each.record.statement_id for each in article.statements},
        "pairs": pairs,
        "shown": shown,
        "quote": () if shown is None else marked_words(shown.record.quote, query.text),
        "next": None,
        "previous": None,
    }
    if query.about is None:
        behind = asked.desk.page(query, size=1, after=identity).statements
        ahead = asked.desk.page(query, size=1, before=identity).statements
        values["next"] = behind[0].statement_id if behind else None
        values["previous"] = ahead[0].statement_id if ahead else None
    return Page("reading.html", values)
