"""Worked examples as a LaTeX document that compiles with the packages every LaTeX has."""

from __future__ import annotations

import re

from engine.formula import NumberStyle
from engine.trace import Explanation
from engine.writing.document import PHASE_NAMES, Worked, heading
from engine.writing.markdown import step_rows
from engine.writing.shown import shown_so_far

_HEAD = r"""\documentclass[a4paper,11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,graphicx}
\usepackage[margin=2cm]{geometry}
\setlength{\parindent}{0pt}
% a formula at its own size, or as wide as the page where it is too long
\newcommand{\fitted}[1]{\par\smallskip\hspace*{1em}\resizebox{\ifdim\width>0.94\linewidth
  0.94\linewidth\else\width\fi}{!}{$\displaystyle\begin{aligned}#1\end{aligned}$}\par\smallskip}
"""
_SPECIAL = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MATH = {
    "δ": r"\delta", "φ": r"\varphi", "ε": r"\varepsilon", "η": r"\eta", "μ": r"\mu", "β": r"\beta", "λ": r"\lambda",
    "Σ": r"\Sigma", "∂": r"\partial", "√": r"\surd", "·": r"\cdot", "−": "-", "±": r"\pm", "≤": r"\le", "≥": r"\ge",
    "ŷ": r"\hat{y}", "m̂": r"\hat{m}", "v̂": r"\hat{v}", "←": r"\leftarrow", "ₑ": "_e",
    "Ω": r"\Omega", "ω": r"\omega", "ℓ": r"\ell", "→": r"\to",
    "ρ": r"\rho", "σ": r"\sigma", "Φ": r"\Phi", "²": "^2", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "⁻": "^-",
    "ᵗ": "^t", "ᶻ": "^z", "∞": r"\infty", "×": r"\times", "⁷": "^7", "ⱼ": "_j", "ᵢ": "_i", "̂": "",
}  # fmt: skip


def to_latex(worked: Worked, style: NumberStyle) -> str:
    """The whole worked example as a document."""
    parts = [_HEAD + r"\begin{document}", rf"\section*{{{_words(worked.spec.name)}}}", _words(worked.setting()) + "."]
    for update in worked.without_repeats().updates:
        parts.append(rf"\subsection*{{{_words(heading(update))}}}")
        for phase, steps in update.phases():
            parts.append(rf"\subsubsection*{{{PHASE_NAMES[phase]}}}")
            parts += [_explanation(step.explanation, style) for step in steps]
    return "\n\n".join([*parts, r"\end{document}"]) + "\n"


def _explanation(explanation: Explanation, style: NumberStyle) -> str:
    explanation = shown_so_far(explanation)
    parts = [
        rf"\paragraph{{{_words(explanation.title)}.}} {_words(explanation.place)}. {_words(explanation.sentence)}"
    ]
    for step in explanation.steps:
        rows = " \\\\\n".join(step_rows(step, style, "&"))
        parts.append(f"\\fitted{{{rows}}}")
        parts += [_words(step.note)] if step.note else []
    parts += [rf"\emph{{{_words(note)}}}" for note in explanation.notes]
    return "\n".join(parts)


def _words(text: str) -> str:
    """Plain words: LaTeX's own signs escaped, Greek letters and signs of mathematics set as such."""
    safe = "".join(_SPECIAL.get(letter, letter) for letter in text)
    letters = "|".join(map(re.escape, sorted(_MATH, key=len, reverse=True)))
    return re.sub(letters, lambda found: f"${_MATH[found[0]]}$" if _MATH[found[0]] else "", safe)
