"""The outcome of a gradient check as a table for the terminal."""

from collections.abc import Mapping, Sequence

from engine.diagnostics import Agreement, GradientCase, LayerAgreement, OwnGradient, agreement_text
from engine.session import data_info
from engine.spec import LayerSpec

WIDTH = 24


def check_table(
    case: GradientCase, own: OwnGradient, agreements: Sequence[Agreement], unavailable: Mapping[str, str]
) -> str:
    """A row for each layer and a column for each reference, the largest difference of each, and remarks."""
    heads = [f"{agreement_text.title(agreement.reference):>{WIDTH}}" for agreement in agreements]
    lines = [agreement_text.subject(case, own), "", f"{'layer':<26}{'parameters':>10}{''.join(heads)}"]
    for index, layer in enumerate(case.spec.network.layers):
        name = f"{layer.name or index + 1}  {layer.units:,} {layer.activation}"
        rows = [agreement.layers[index] for agreement in agreements]
        lines.append(f"{name:<26}{rows[0].parameters:>10,}{''.join(map(_cell, rows))}")
    lines.append(f"{'all':<26}{case.parameters:>10,}{''.join(_cell(agreement.total) for agreement in agreements)}")
    inputs_named = data_info(case.spec.data).short_inputs
    for agreement in agreements:
        lines += ["", *_details(agreement, inputs_named, case.spec.network.layers)]
    for reference, reason in unavailable.items():
        lines += ["", f"{agreement_text.title(reference)}: not compared. {reason}"]
    return "\n".join(lines)


def _cell(layer: LayerAgreement) -> str:
    number = "" if layer.largest is None else f"{layer.largest.relative:.1e}  "
    return f"{number + agreement_text.verdict(layer):>{WIDTH}}"


def _details(agreement: Agreement, inputs: tuple[str, ...], layers: Sequence[LayerSpec]) -> list[str]:
    """Verdict, place of the largest difference with both numbers, remarks."""
    total, tolerance = agreement.total, agreement.tolerance
    found = "" if agreement.agrees else f"{total.failing:,} differ; "
    head = f"{agreement_text.title(agreement.reference)}: {found}{total.compared:,} compared"
    lines = [f"{head}, allowed {tolerance.relative:g} relative + {tolerance.absolute:g}."]
    if total.largest is not None:
        largest = total.largest
        lines.append(f"  largest difference {largest.relative:.1e}: {agreement_text.place(largest, inputs, layers)},")
        lines.append(f"  own {largest.own:.15g}, reference {largest.reference:.15g}")
    return [*lines, *(f"  {remark}" for remark in agreement_text.remarks(agreement))]
