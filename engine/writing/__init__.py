"""Explanations, whole updates and learning curves as text, JSON, Markdown, LaTeX and HTML."""

from engine.writing.document import TracedStep, TracedUpdate, Worked
from engine.writing.epochs import EpochTable, epoch_csv, epoch_table
from engine.writing.html import to_html
from engine.writing.json_form import explanation_json, to_json
from engine.writing.latex import to_latex
from engine.writing.markdown import explanation_markdown, to_markdown
from engine.writing.shown import shown_so_far
from engine.writing.text import explanation_text, to_text

FORMATS = {"text": to_text, "json": to_json, "md": to_markdown, "latex": to_latex, "html": to_html}
"""Every form a worked update can be written in: (Worked, NumberStyle) -> str."""

__all__ = [
    "FORMATS",
    "EpochTable",
    "TracedStep",
    "TracedUpdate",
    "Worked",
    "epoch_csv",
    "epoch_table",
    "explanation_json",
    "explanation_markdown",
    "explanation_text",
    "shown_so_far",
    "to_html",
    "to_json",
    "to_latex",
    "to_markdown",
    "to_text",
]
