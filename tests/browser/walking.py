"""A screen walked with the Tab key alone: what is reached in which order, under which name, and whether it is seen."""

from playwright.sync_api import Page

MOST = 60
HERE = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 24));
    const look = getComputedStyle(at);
    const label = at.labels?.[0]?.innerText;
    return {
        name: (at.getAttribute('aria-label') || label || at.innerText || '').replace(/\\s+/g, ' ').trim(),
        isMarked: at.matches(':focus-visible') && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
        isSeen: Boolean(over && (at.contains(over) || over.contains(at))) && box.top >= 0 && box.top < innerHeight,
    };
}"""
FROM_TOP = """() => {
    scrollTo(0, 0);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
}"""
COVERED = """() => [...document.querySelectorAll('main button, main a, main input, main summary')].filter((each) => {
    if (!each.checkVisibility()) return false;
    each.scrollIntoView({ block: 'nearest' });
    const box = each.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !over || !(each.contains(over) || over.contains(each));
}).map((each) => each.innerText)"""


def walked(page: Page) -> list[str]:
    """Names in the order of Tab from the top of the screen; each has a name, is marked, and lies under nothing."""
    page.evaluate(FROM_TOP)
    names: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            return names
        assert here["name"] and here["isMarked"] and here["isSeen"], (here, names)
        names.append(str(here["name"]))
    raise AssertionError(names)


def covered(page: Page) -> list[str]:
    """What cannot be tapped although it was scrolled to: something lies over it."""
    found: list[str] = page.evaluate(COVERED)
    return found
