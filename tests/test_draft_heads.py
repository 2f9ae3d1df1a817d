"""The head of a text: a feed's items, a title with a dated line, and nothing where neither form is there."""

import datetime as dt

import pytest

from regraph.draft.heads import articles_in, head_of

DAY = dt.date(2026, 2, 5)
PLAIN = {
    "a title and an American date": ("A Title\nFebruary 5, 2026\nBody.", ("A Title", "", DAY, "\nBody.")),
    "a date run into the text": ("A Title\nFebruary 5, 2026The body.", ("A Title", "", DAY, "The body.")),
    "a British date": ("\n\nA Title\n5 February 2026\nBody.", ("A Title", "", DAY, "\nBody.")),
    "an ISO date and a link": (
        "A Title\nhttps://a.org/x\n2026-02-05\nBody.",
        ("A Title", "https://a.org/x", DAY, "\nBody."),
    ),
    "a mark and Windows line ends": ("\ufeffA Title\r\nFebruary 5, 2026\r\nBody.", ("A Title", "", DAY, "\r\nBody.")),
    "a body alone": ("The firm paid. It paid in February 5, 2026 too.", ("", "", None, "The firm paid. It paid in")),
    "a title without a date": ("A Title\nThe firm paid.", ("", "", None, "A Title")),
    "a day that no calendar has": ("A Title\nFebruary 31, 2026\nBody.", ("", "", None, "A Title")),
}


@pytest.mark.parametrize("case", PLAIN)
def test_a_head_is_read_only_where_its_form_is_known(case: str) -> None:
    text, (title, url, published, body) = PLAIN[case]
    head = head_of(text, 0, len(text))
    assert (head.title, head.url, head.published) == (title, url, published)
    assert text[head.body :].lstrip("\ufeff").startswith(body)


def item(title: str, slug: str, day: str, body: str) -> str:
    """One item of a feed."""
    link = f"https://a.org/{slug}/"
    return f"{title} {link} {link}#respond {day} 04:49:20 +0000 {link} {body}\n\n]]>\n{link}feed/ 0\n"


FEED = "The Feed https://a.org hourly https://a.org 32 32 "
FEED += item("One: A 5% Stake", "one", "Fri, 06 Feb 2026", "First body.")
FEED += item("Two", "two", "Tue, 03 Feb 2026", "Second body.\n\nMore.")


def test_a_feed_has_its_articles_each_with_title_link_day_and_span() -> None:
    found = [(a.title, a.url, str(a.published), FEED[a.body : a.end]) for a in articles_in(FEED)]
    assert found == [
        ("One: A 5% Stake", "https://a.org/one/", "2026-02-06", "First body."),
        ("Two", "https://a.org/two/", "2026-02-03", "Second body.\n\nMore."),
    ]
    assert [FEED[a.begin :].split(" ")[0] for a in articles_in(FEED)] == ["One:", "Two"]


def test_the_span_of_one_article_has_its_head_and_several_have_none() -> None:
    one, two = articles_in(FEED)
    assert head_of(FEED, two.begin, len(FEED)) == two
    assert head_of(FEED, one.begin, two.begin).title == "One: A 5% Stake"
    assert head_of(FEED, 0, len(FEED)).title == ""
    assert head_of(FEED, one.body, one.end).title == ""


def test_a_text_that_is_no_feed_has_no_articles() -> None:
    assert articles_in("A Title\nFebruary 5, 2026\nhttps://a.org/x https://a.org/x") == ()
