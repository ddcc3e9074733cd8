"""The report to show a client: one HTML file that needs nothing else."""

from influence.export.report.content import Card, Circle, Dot, Post, Report, Told
from influence.export.report.page import write_dossier, write_report

__all__ = ["Card", "Circle", "Dot", "Post", "Report", "Told", "write_dossier", "write_report"]
