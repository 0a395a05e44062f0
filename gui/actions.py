"""The table of actions: id, words, keys, icon, menu; menus, toolbars and the sheet of keys are loops over it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

MENUS = ("File", "Edit", "Run", "View", "Go", "Help")


@dataclass(frozen=True)
class ActionRow:
    """One thing a person can ask for by menu or key."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...]
    tip: str
    checkable: bool = False


ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("new", "File", "New experiment…", ("Ctrl+N",), "Choose data; the usual network for them is proposed."),
    ActionRow("open", "File", "Open…", ("Ctrl+O",), "Open an experiment, a Keras model or weights."),
    ActionRow("open_table", "File", "Open table…", ("Ctrl+Shift+O",), "Learn from a CSV or TSV file of your own."),
    ActionRow("save", "File", "Save", ("Ctrl+S",), "Save the experiment and its run to its file."),
    ActionRow("save_as", "File", "Save as…", ("Ctrl+Shift+S",), "Save to another file."),
    ActionRow("export", "File", "Export…", ("Ctrl+Shift+E",), "Write the model for Keras, as a program or weights."),
    ActionRow("worked", "File", "Save worked example…", ("Ctrl+E",), "Write down every step of this update."),
    ActionRow("quit", "File", "Quit", ("Ctrl+Q",), "Close Chainrule."),
    ActionRow("undo", "Edit", "Undo", ("Ctrl+Z",), "Take back the last edit; learned weights stay."),
    ActionRow("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Make the edit again."),
    ActionRow("copy_step", "Edit", "Copy this step", ("Ctrl+C",), "Copy what the tracer shows as text."),
    ActionRow("weight_edit", "Edit", "Change weight…", ("F2",), "Type a value for the weight pointed at."),
    ActionRow("weight_zero", "Edit", "Weight to 0", ("0",), "Set the weight pointed at, or asked for last, to 0."),
    ActionRow("weights_drawn", "Edit", "Draw weights anew", ("Ctrl+R",), "From their initializers, here."),
    ActionRow("points", "Edit", "Points by hand", ("H",), "Add, move and delete the examples in the plot.", True),
    ActionRow("points_add", "Edit", "Add points", ("A",), "Each click in the plot is an example more."),
    ActionRow("points_brush", "Edit", "Brush points", ("P",), "Spray many examples into the plot."),
    ActionRow("points_move", "Edit", "Move points", ("V",), "Drag examples in the plot, one or those selected."),
    ActionRow("points_erase", "Edit", "Delete points", ("X",), "Click or wipe over examples to delete them."),
    ActionRow("points_remove", "Edit", "Delete selected points", ("Del",), "Delete the selected examples."),
    ActionRow("shape", "Edit", "Shape of the network…", ("Ctrl+L",), "Type the units of all hidden layers."),
    ActionRow("lock", "Edit", "Lock or unlock", ("K",), "Keep the weight or neuron pointed at as it is."),
    ActionRow("unlock_all", "Edit", "Unlock all", ("Ctrl+K",), "Let every weight learn again."),
    ActionRow("place_menu", "Edit", "Menu of the neuron…", ("Shift+F10", "Menu"), "What can be done there."),
    ActionRow("play", "Run", "Play / pause", ("Space",), "Train, or stop after the update under way."),
    ActionRow("step", "Run", "Step", ("Right",), "One step of the chosen grain."),
    ActionRow("back", "Run", "Step back", ("Left",), "One step of the chosen grain, back in time."),
    ActionRow("grain_term", "Run", "Step by term", ("1",), "A step shows one product of a sum."),
    ActionRow("grain_neuron", "Run", "Step by neuron", ("2",), "A step shows one neuron."),
    ActionRow("grain_layer", "Run", "Step by layer", ("3",), "A step shows one layer."),
    ActionRow("grain_pass", "Run", "Step by pass", ("4",), "A step shows a whole forward or backward pass."),
    ActionRow("grain_batch", "Run", "Step by batch", ("5",), "A step is one update."),
    ActionRow("grain_epoch", "Run", "Step by epoch", ("6",), "A step goes once through the data."),
    ActionRow("reset", "Run", "Reset", ("R",), "Back to update 0 with the same first weights."),
    ActionRow("new_seed", "Run", "New first weights", ("N",), "Draw other first weights and begin anew."),
    ActionRow("faster", "Run", "Faster", ("+", "="), "More updates a second."),
    ActionRow("slower", "Run", "Slower", ("-",), "Fewer updates a second."),
    ActionRow("check", "Run", "Check gradients…", ("G",), "Compare with finite differences and TensorFlow."),
    ActionRow("fit", "View", "Fit the network", ("F",), "Zoom so that the whole network is seen."),
    ActionRow("zoom_in", "View", "Zoom in", ("Ctrl++", "Ctrl+="), "Look closer at the network."),
    ActionRow("zoom_out", "View", "Zoom out", ("Ctrl+-",), "See more of the network."),
    ActionRow("bias_nodes", "View", "Bias as neurons", ("B",), "Draw each bias as the textbook's neuron 1.", True),
    ActionRow("log_loss", "View", "Logarithmic loss", ("L",), "Scale the loss by powers of ten.", True),
    ActionRow("larger_plot", "View", "Larger plot", ("O",), "Give the output's plot more of the window.", True),
    ActionRow("batch", "View", "The whole batch", ("M",), "Show the batch under way as matrices.", True),
    ActionRow("try", "View", "Try an example", ("T",), "Type inputs, or draw a picture; the network answers.", True),
    ActionRow("examples", "View", "Examples", ("E",), "List all examples with prediction, loss and weight.", True),
    ActionRow("weights", "View", "Weights", ("W",), "Every weight of a layer as a table to type into.", True),
    ActionRow("history", "View", "History", ("Y",), "Every finished epoch with its figures as a table.", True),
    ActionRow("summary", "View", "Summary…", ("S",), "Layers, shapes and parameters as Keras's summary tells them."),
    ActionRow("more_digits", "View", "More digits", (".",), "Write numbers with more digits, up to twelve."),
    ActionRow("fewer_digits", "View", "Fewer digits", (",",), "Write numbers with fewer digits, down to three."),
    ActionRow("fractions", "View", "Exact fractions", ("/",), "Write 0.75 as 3/4 where it is exact.", True),
    ActionRow("dark", "View", "Dark theme", ("Ctrl+D",), "Switch between the light and the dark theme.", True),
    ActionRow("next_example", "Go", "Next example", ("Down",), "Show the numbers of the next example."),
    ActionRow("previous_example", "Go", "Previous example", ("Up",), "Show the numbers of the one before."),
    ActionRow("neuron", "Go", "Go to neuron…", ("Ctrl+G",), "Type a layer and a number; it comes into view."),
    ActionRow("number_back", "Go", "Back to the number before", ("Alt+Left",), "Back on the way you asked."),
    ActionRow("number_forward", "Go", "Forward to the next number", ("Alt+Right",), "Forward on that way again."),
    ActionRow("number_home", "Go", "Where the step is", ("Alt+Home",), "Back to the step under way."),
    ActionRow("next_part", "Go", "Next part of the window", ("F6",), "To its first control, or to its table."),
    ActionRow("previous_part", "Go", "Part before", ("Shift+F6",), "Back to the part of the window before."),
    ActionRow("keys", "Help", "Keys", ("?", "F1"), "Show all keys."),
)


def build_actions(window: QMainWindow, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction a row, in its menu; its handler is looked up when it is triggered, so that it may come later."""
    menus = {name: window.menuBar().addMenu(name) for name in MENUS}
    actions: dict[str, QAction] = {}
    for row in ACTIONS:
        action = QAction(row.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.setToolTip(f"{row.tip} ({row.keys[0]})")
        action.setStatusTip(row.tip)
        action.setCheckable(row.checkable)
        action.setObjectName(row.id)
        action.triggered.connect(_call(handlers, row.id))
        menus[row.menu].addAction(action)
        actions[row.id] = action
    return actions


def unhandled(handlers: Mapping[str, Callable[[], object]]) -> list[str]:
    """The ids of actions that nobody answers."""
    return [row.id for row in ACTIONS if row.id not in handlers]


def _call(handlers: Mapping[str, Callable[[], object]], name: str) -> Callable[[bool], None]:
    def called(_checked: bool = False) -> None:
        handler = handlers.get(name)
        if handler is not None:
            handler()

    return called


CONTROL_KEYS = (
    ("Controls", "Go to the next control", "Tab"),
    ("Controls", "Change it", "Left or Right"),
    ("Controls", "Walk through a formula's numbers", "Arrows"),
    ("Controls", "Ask where the number comes from", "Enter"),
    ("Controls", "Sort examples by that column", "Ctrl+Enter"),
    ("Controls", "Page through a wide layer", "PgUp or PgDown"),
    ("Controls", "Leave it, close a message", "Esc"),
)
"""Keys that belong to the control in use, not to an action."""


def key_table() -> list[tuple[str, str, str]]:
    """(section, text, keys) of every action and control, for the sheet of keys."""
    return [*((row.menu, row.text, " or ".join(row.keys)) for row in ACTIONS), *CONTROL_KEYS]
