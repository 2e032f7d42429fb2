"""The page of a report, written as its articles are taken."""

from collections.abc import Iterable
from typing import TextIO

from attrib.data.pages import ArticlePage
from attrib.data.report import Report
from attrib.writers.html.charts import HEIGHT, sides_chart, statements_chart
from attrib.writers.html.environment import write_page

CLAIMS = 50
"""How many repeated claims are listed; the others are told at their statements alone."""


def write_report_page(report: Report, articles: Iterable[ArticlePage], stream: TextIO) -> None:
    """Write a report as one HTML file that loads nothing; the articles are taken one by one."""
    timeline = report.numbers.timeline
    values = {
        "report": report,
        "numbers": report.numbers,
        "articles": articles,
        "ids": {each.number: each.record.statement_id for each in report.statements},
        "charts": () if timeline is None else (statements_chart(timeline), sides_chart(timeline)),
        "height": HEIGHT,
        "listed": CLAIMS,
        "version": report.version,
    }
    write_page("report.html", values, stream)
