"""What a text says of itself at its beginning: title, link, day of publication; and the articles of a feed.

It takes only what stands in one of the two known forms (an item of a feed; a title line, then a dated line) and leaves
the rest empty: a title or date that was guessed would be worse than none.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from regraph.check.mentions import MONTHS

MONTH_NAMES = "|".join(MONTHS)
ITEM = re.compile(
    r" (?P<url>https?://\S+) https?://\S+ [A-Z][a-z]{2}, (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})"
    r" \d\d:\d\d:\d\d [+-]\d{4} (?P=url)[ \t]"
)
BEFORE_TITLE = re.compile(r".*https?://\S+(?: \d+)* ")
AFTER_ARTICLE = re.compile(r"\s*\]\]>\s*\S*\s*\d*\s*\Z")
DATED = re.compile(
    rf"(?:({MONTH_NAMES}) (\d{{1,2}}), (\d{{4}})|(\d{{1,2}}) ({MONTH_NAMES}) (\d{{4}})|(\d{{4}}-\d\d-\d\d)(?!\d))"
)
LINK = re.compile(r"(?:(?:URL|Link|Source): ?)?(https?://\S+)")
LONGEST_TITLE = 200
HEAD_LINES = 6


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one article.

    Args:
        begin: where the article begins, its head included.
        body: where what it says begins.
        end: where it ends.
    """

    begin: int
    body: int
    end: int
    title: str = ""
    url: str = ""
    published: dt.date | None = None


def articles_in(text: str) -> tuple[Head, ...]:
    """The articles of a feed, in their order; none where the text is no feed.

    Example:
        >>> feed = "A Title https://a.org/x/ https://a.org/x/#r Tue, 03 Feb 2026 20:24:52 +0000 https://a.org/x/ Body."
        >>> [(head.title, head.published.isoformat(), feed[head.body:]) for head in articles_in(feed)]
        [('A Title', '2026-02-03', 'Body.')]
    """
    items = [(match, title_begin(text, match.start())) for match in ITEM.finditer(text)]
    ends = [begin for _, begin in items[1:]] + [len(text)] if items else []
    return tuple(
        Head(
            begin,
            match.end(),
            article_end(text, match.end(), end),
            text[begin : match.start()].strip(),
            match["url"],
            day(match["year"], match["month"], match["day"]),
        )
        for (match, begin), end in zip(items, ends, strict=True)
    )


def title_begin(text: str, end: int) -> int:
    """Where the title begins that ends at `end`: at its line, or after the links and numbers before it."""
    line = text.rfind("\n", 0, end) + 1
    before = BEFORE_TITLE.match(text, line, end)
    return before.end() if before else line


def article_end(text: str, body: int, end: int) -> int:
    """Where an article ends, without the marks that a feed puts after it."""
    tail = AFTER_ARTICLE.search(text, max(body, end - 600), end)
    return tail.start() if tail else end


def head_of(text: str, begin: int, end: int) -> Head:
    """The head of the one article in a span, a feed's item or a plain text; an empty one where it holds several.

    Example:
        >>> head_of("A Title\\nFebruary 5, 2026The U.S. moved", 0, 31)
        Head(begin=0, body=24, end=31, title='A Title', url='', published=datetime.date(2026, 2, 5))
    """
    items = [item for item in articles_in(text) if begin <= item.begin and item.body <= end]
    if len(items) > 1:
        return Head(begin, begin, end)
    return replace(items[0], end=min(end, items[0].end)) if items else plain_head(text, begin, end)


def plain_head(text: str, begin: int, end: int) -> Head:
    """A first line that is a title, where a line with a date or a link follows it soon."""
    title, url, published, body, at = "", "", None, begin, begin
    for line in text[begin:end].splitlines(keepends=True)[: 2 * HEAD_LINES]:
        said = line.strip("\ufeff \t\r\n")
        dated, link = DATED.match(said), LINK.fullmatch(said)
        if dated and published is None:
            published = day_of(dated)
            body = at + line.index(said) + dated.end()
        elif link and not url:
            url, body = link[1], at + len(line)
        elif said and not title and len(said) <= LONGEST_TITLE and not said.endswith("."):
            title, body = said, at + len(line)
        elif said:
            break
        at += len(line)
    return Head(begin, body, end, title, url, published) if published or url else Head(begin, begin, end)


def day_of(match: re.Match[str]) -> dt.date | None:
    """The day that a dated line gives; None where no calendar has it."""
    if match[7]:
        return day(*match[7].split("-"))
    return day(match[3] or match[6], match[1] or match[5], match[2] or match[4])


def day(year: str, month: str, number: str) -> dt.date | None:
    """A day from its parts as written, the month by number or name."""
    known = [name[:3] for name in MONTHS]
    try:
        return dt.date(int(year), int(month) if month.isdigit() else known.index(month[:3]) + 1, int(number))
    except ValueError:
        return None
