"""Pictures of each kind of page for a person to look at: `make screenshots`, or by hand with a directory to write to.

Nothing is compared and no test runs it; `tests/test_accessible.py` only sees that it imports and names its pictures.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from browsing import CHROMIUM, DESK, FLAGS, PHONE, page_text
from playwright.sync_api import Browser, Page, sync_playwright

from regraph.model.knowledge import known
from regraph.store.dataset import read

SUBJECTS = {"serra-verde": "Serra Verde", "mawei": "Mawei heavy mineral sands concession", "everything": ""}
LOOKS = {"light": (DESK, "light"), "dark": (DESK, "dark"), "phone": (PHONE, "light"), "phone-dark": (PHONE, "dark")}
ENDINGS = ("svg", "png")


def main(place: Path) -> None:
    """Write every picture into a directory."""
    knowledge = known(read())
    place.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for subject, name in SUBJECTS.items():
            html = place / f"{subject}.html"
            html.write_text(page_text(knowledge, name), encoding="utf-8")
            for picture in pictures(browser, html):
                print(picture)
        browser.close()


def names() -> list[str]:
    """The pictures of one subject, by the last part of their names."""
    return [*(f"{look}.png" for look in LOOKS), "menu.png", "printed.pdf", *(f"taken.{ending}" for ending in ENDINGS)]


def pictures(browser: Browser, html: Path) -> Iterator[Path]:
    """Every picture of one page: each look, the menu, what is printed, and what is taken away."""
    for look, (size, scheme) in LOOKS.items():
        page = opened(browser, html, size, scheme)
        page.screenshot(path=html.with_suffix(f".{look}.png"), full_page=size == PHONE)
        yield html.with_suffix(f".{look}.png")
        page.close()
    page = opened(browser, html, DESK, "light")
    page.click("#take-open")
    page.screenshot(path=html.with_suffix(".menu.png"))
    yield html.with_suffix(".menu.png")
    for ending in ENDINGS:
        with page.expect_download() as coming:
            page.click(f"#take-kinds button[data-ending={ending}]")
        coming.value.save_as(html.with_suffix(f".taken.{ending}"))
        yield html.with_suffix(f".taken.{ending}")
    page.keyboard.press("Escape")
    page.pdf(path=html.with_suffix(".printed.pdf"), format="A4")
    yield html.with_suffix(".printed.pdf")
    page.close()


def opened(browser: Browser, html: Path, size: tuple[int, int], scheme: str) -> Page:
    """A page that is ready, with nothing moving."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(html.resolve().as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.wait_for_timeout(300)
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))
