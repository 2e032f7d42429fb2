"""When, to whom and where a statement was made, in a line for people."""

from attrib.data import Occasion, SaidBasis, SaidDates, StatementRecord


def said_words(record: StatementRecord) -> str | None:
    """The words that tell when it was said and the days that they mean, or the date of publication, told as such."""
    dates = record.occasion.dates
    if dates is not None and dates.basis is SaidBasis.PUBLISHED:
        return f"{_days(dates)} or before (date of publication: the text tells no time)"
    if record.time is None:
        return None
    return f"{_one_line(record.time)} ({'day not known' if dates is None else _days(dates)})"


def occasion_line(time: str | None, addressee: str | None, place: str | None, dates: SaidDates | None) -> str:
    """What the text tells of an occasion: "on Monday = 2020-05-04; to reporters; at Geneva"; "" for nothing."""
    told = dates is not None and dates.basis is SaidBasis.TOLD
    parts = [
        time and _one_line(time) + (f" = {_days(dates)}" if told and dates is not None else ""),
        addressee and f"to {_one_line(addressee)}",
        place and f"at {_one_line(place)}",
    ]
    return "; ".join(part for part in parts if part)


def line_of(occasion: Occasion, text: str) -> str:
    """The line of an occasion whose words stand in a text."""
    spans = (occasion.time, occasion.addressee, occasion.place)
    time, addressee, place = (span and span.of(text) for span in spans)
    return occasion_line(time, addressee, place, occasion.dates)


def _days(dates: SaidDates) -> str:
    return str(dates.since) if dates.since == dates.until else f"{dates.since} to {dates.until}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
