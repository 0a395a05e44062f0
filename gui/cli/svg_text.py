"""SVG text turned into outlines, so that a picture looks the same where the program's typefaces are not installed."""

import html
import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainterPath

_TEXT = re.compile(
    r'<text fill="(?P<fill>[^"]*)" fill-opacity="(?P<opacity>[^"]*)" stroke="none" xml:space="preserve" '
    r'x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" font-family="(?P<families>[^"]*)" font-size="(?P<size>[^"]*)" '
    r'font-weight="(?P<weight>[^"]*)" font-style="(?P<style>[^"]*)"\s*>(?P<text>[^<]*)</text>'
)


def outlined(svg: bytes) -> bytes:
    """The SVG that Qt wrote, with a path in the place of each text element."""
    return _TEXT.sub(_path_of, svg.decode("utf-8")).encode("utf-8")


def _path_of(found: re.Match[str]) -> str:
    font = QFont(found["families"].split(","))
    font.setPixelSize(round(float(found["size"])))
    font.setWeight(QFont.Weight(int(found["weight"])))
    font.setItalic(found["style"] == "italic")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    outline = QPainterPath()
    outline.addText(QPointF(float(found["x"]), float(found["y"])), font, html.unescape(found["text"]))
    return f'<path fill="{found["fill"]}" fill-opacity="{found["opacity"]}" stroke="none" d="{_data(outline)}"/>'


def _data(path: QPainterPath) -> str:
    """Path commands in SVG's words; a curve takes three elements: two controls and its end."""
    words = []
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        letter = {
            QPainterPath.ElementType.MoveToElement: "M",
            QPainterPath.ElementType.LineToElement: "L",
            QPainterPath.ElementType.CurveToElement: "C",
        }.get(element.type, "")
        words.append(f"{letter}{element.x:.2f},{element.y:.2f}")
    return " ".join(words)
