"""Words that only internal articles hold: to outsiders it is as if nobody had written them, in all that is answered."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from knowledge.articles import Article, Audience, Visibility
from knowledge.errors import UnknownArticle
from knowledge.search.snapshot import Snapshot
from knowledge.search.syntax import read_search
from knowledge.tuning import Kept, Origin, Synonym, Tuning
from tests.knowledge.given import article

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL

HELP = [
    article("invoice", "Download an invoice", summary="Every invoice is a file.", category=("Billing",)),
    article("orders", "Resubmit a failed order", summary="Press Resubmit.", category=("Orders",)),
    article("thanks", "Say thanks with a voucher", summary="Vouchers are thanks.", category=("Gifts",)),
    article("domains", "Move a domain", summary="Ask for the code.", reference="AA-00017", category=("Domains",)),
]

# What an internal article says, and what it says instead that an outsider may tell it from by nothing at all: another
# form of a public word, and slips in public words and in thanks that are words of their own.
SAID, INSTEAD = "invoicing ordder tahnks domainer 998877", "invoice qqxyq qqyxq domain 112233"

RULES = [Synonym("paperwork", "invoicing"), Synonym("zone", "domainer"), Synonym("failed", "ordder", two_way=False)]
TUNING = Tuning(
    tuple(
        Kept(number, rule, Origin.COMMAND, "", datetime(2026, 1, 1, tzinfo=UTC))
        for number, rule in enumerate(RULES, start=1)
    )
)


def with_internal(text: str) -> Snapshot:
    vault = article("vault", text, summary=text, text=text, visibility=Visibility.INTERNAL, category=("Vault",))
    return Snapshot([*HELP, vault], language="english", tuning=TUNING)


SEEN, UNSEEN = with_internal(SAID), with_internal(INSTEAD)

TYPED = [
    "invoicng", "invoicing", "invoicingg", "ordder", "orddr", "failed ordder", "tahnks", "tahnks a lot", "domainer",
    "domaine", "move a domainr", "ordderinvoicing", "ord der", "paperwork", "zone", "kb 998877", "AA-00018", "",
]  # fmt: skip


def asked(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    answer = snapshot.answer(typed, audience)
    found = [(each.article.key, each.score, each.cut()) for each in (*answer.matches, *answer.hints)]
    return answer.band, answer.talk, answer.unknown, answer.nearest, answer.searched, found


def explained(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    found = snapshot.explain(typed, audience)
    return found.reading, found.entries, found.band, found.talk, found.unknown, found.rules


def searched(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    kinds = ("{}", '"{}"', "title:{}", "-title:{}", "order -{}", 'title:"{} failed"', "category:{}", "source:{}")
    return [_found(snapshot, kind.format(typed.replace(" ", "-")), audience) for kind in kinds if typed]


def _found(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    found = snapshot.search(read_search(typed).search, audience)
    return [each.article.key for each in found.matches], found.total, found.problems, found.left_out, found.band


def named(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    try:
        return snapshot.article_named(typed, audience)
    except UnknownArticle as unknown:
        return str(unknown)


def cut(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    return [match.cut() for each in HELP if (match := snapshot.match(each.key, typed, audience))]


def near_categories(snapshot: Snapshot, typed: str, audience: Audience) -> object:
    return snapshot.categories_like(typed, audience, limit=5)


SURFACES = [asked, explained, searched, named, cut, near_categories]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("surface", SURFACES)
def test_outsiders_are_answered_as_if_nobody_had_written_them(
    surface: Callable[[Snapshot, str, Audience], object], typed: str
) -> None:
    assert surface(SEEN, typed, PUBLIC) == surface(UNSEEN, typed, PUBLIC)


def test_insiders_are_answered_by_them() -> None:
    assert asked(SEEN, "ordder", INTERNAL) != asked(UNSEEN, "ordder", INTERNAL)
    assert "invoicing" in str(searched(SEEN, "invoicng", INTERNAL))


def test_it_stays_so_when_articles_change() -> None:
    def changed(snapshot: Snapshot) -> Snapshot:
        newer: Article = article("orders", "Resubmit an order", summary="Press Again.", category=("Orders",))
        return snapshot.updated([newer], [])

    for typed in TYPED:
        for surface in SURFACES:
            assert surface(changed(SEEN), typed, PUBLIC) == surface(changed(UNSEEN), typed, PUBLIC), typed


def test_a_word_is_anybodys_once_a_public_article_holds_it() -> None:
    told = SEEN.updated([article("more", "Invoicing explained")], [])

    assert "invoicing" in str(searched(told, "invoicng", PUBLIC))
    assert "invoicing" not in str(searched(told.updated([], ["help:more"]), "invoicng", PUBLIC))
