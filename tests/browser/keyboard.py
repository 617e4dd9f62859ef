"""A pair of hands that never leave the keyboard."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

FAR = 400  # presses of Tab; no page of the desk has so many things to stop at


class Keyboard:
    """Reaches what it is told by the Tab key alone, and works it by the keys a person would use."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: Locator) -> None:
        """Press Tab until it has the focus."""
        element = wanted.element_handle()
        for _press in range(FAR):
            if self.page.evaluate("(wanted) => document.activeElement === wanted", element):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {wanted}")

    def write(self, field: Locator, text: str) -> None:
        """Write into a field in place of what stands there."""
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def press(self, button: Locator) -> None:
        """Press a button or follow a link, and wait for the page it leads to."""
        self.reach(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, summary: Locator) -> None:
        """Open what is folded away."""
        self.reach(summary)
        self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.reach(box)
        self.page.keyboard.press("Space")

    def choose(self, radio: Locator) -> None:
        """Choose one of several: Tab stops once at the group, the arrows go through it."""
        name = radio.get_attribute("name")
        for _press in range(FAR):
            if self.page.evaluate("(name) => document.activeElement.name === name", name):
                break
            self.page.keyboard.press("Tab")
        for _press in range(20):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            if not radio.is_checked() and self.page.evaluate(
                "() => document.activeElement.type === 'radio' && !document.activeElement.checked"
            ):
                self.page.keyboard.press("Space")
        pytest.fail(f"the arrows do not reach {radio}")

    def pick(self, select: Locator, words: str) -> None:
        """Pick from a list by its first letters."""
        self.reach(select)
        self.page.keyboard.type(words)

    def set_time(self, picker: Locator, moment: datetime) -> None:
        """Type a moment into the browser's own picker, part by part as an American browser has them."""
        self.reach(picker)
        self.page.keyboard.type(f"{moment:%m%d%Y}")
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(f"{moment:%I%M%p}")
        expect(picker).to_have_value(f"{moment:%Y-%m-%dT%H:%M}")
