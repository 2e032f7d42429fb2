"""What people have decided on statements, the latest first, each to be taken back."""

from attrib.web.exchange import Answer, Asked, Moved, Page

_MOST = 200


def page(asked: Asked) -> Answer:
    """The latest reviews."""
    return Page("decisions.html", {"reviews": asked.desk.reviews(limit=_MOST), "most": _MOST})


def undo(asked: Asked) -> Answer:
    """Take back a review with all that was said at once."""
    asked.desk.undo_review(asked.given("batch"))
    return Moved("/decisions")
