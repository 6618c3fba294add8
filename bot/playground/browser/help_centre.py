"""The sample help centre's own site, as far as links in answers lead there: an article by its address."""

from html import escape

from aiohttp import web

from bot.playground.articles import Article, Articles

ADDRESS = "https://help.example.com"
PATH = "/help-centre"

_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'self'", "Cache-Control": "no-store"}

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <link rel="stylesheet" href="/page/styles/tokens.css">
    <link rel="stylesheet" href="/page/styles/help-centre.css">
  </head>
  <body>
    <p class="site">{address} · in this playground alone</p>
    <main>
      <h1>{title}</h1>
      <p class="about">{about}</p>
      <div class="body">{body}</div>
    </main>
  </body>
</html>
"""


async def article_page(articles: Articles, request: web.Request) -> web.StreamResponse:
    """GET the article that has the address `url`, as plain text; 404 with a sentence when none has."""
    url = request.query.get("url", "")
    found = articles.published_at(url, site=ADDRESS)
    if found is None:
        text = _written("There is no such article", "", "It was removed, or its address is another one by now.")
        return web.Response(text=text, status=404, content_type="text/html", headers=_HEADERS)
    return web.Response(text=_shown(found), content_type="text/html", headers=_HEADERS)


def _shown(article: Article) -> str:
    draft = article.draft
    about = " · ".join(filter(None, (draft.category, article.updated and f"updated {article.updated}")))
    return _written(draft.title, about, draft.body)


def _written(title: str, about: str, body: str) -> str:
    return _PAGE.format(title=escape(title), address=escape(ADDRESS), about=escape(about), body=escape(body))
