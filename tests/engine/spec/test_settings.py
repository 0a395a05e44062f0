"""Settings by name: every one that is listed can be set, and what cannot be is refused in a sentence."""

from dataclasses import replace

import pytest

from engine.presets import preset
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, Parameters, PartSpec
from engine.spec.settings import Setting, SettingError, settings_of, with_settings

XOR = preset("xor").spec


def set_to(*settings: str) -> ExperimentSpec:
    return with_settings(XOR, settings)


@pytest.mark.parametrize("setting", settings_of(set_to("training.optimizer.schedule=cosine_decay")), ids=str)
def test_what_is_listed_can_be_set_to_what_it_is(setting: Setting) -> None:
    spec = set_to("training.optimizer.schedule=cosine_decay")
    assert with_settings(spec, [f"{setting.path}={setting.value}"]) == spec


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("training.optimizer.learning_rate=0.1", XOR.with_optimizer(learning_rate=0.1)),
        ("network.layers.0.units=8", XOR.with_layer(0, units=8)),
        ("network.layers[0].activation=relu", XOR.with_layer(0, activation="relu")),
        ("network.layers.-1.l2=1/4", XOR.with_layer(2, l2=0.25)),
        ("data.noise=0.2", XOR.with_data(noise=0.2)),
        ("training.shuffle=off", XOR.with_training(shuffle=False)),
        ("training.class_weight=1, 2.5", XOR.with_training(class_weight=(1.0, 2.5))),
        ("training.loss=huber", XOR.with_training(loss=PartSpec("huber"))),
        ("network.layers.0.kernel_initializer.value=2", None),
        ("seed=1,234", replace(XOR, seed=1234)),
    ],
)
def test_a_setting_is_the_edit_it_names(text: str, wanted: ExperimentSpec | None) -> None:
    if wanted is None:
        with pytest.raises(SettingError, match=r'no setting "network\.layers\.0\.kernel_initializer\.value"'):
            set_to(text)
    else:
        assert set_to(text) == wanted


def test_parameters_belong_to_the_part_that_is_chosen() -> None:
    spec = set_to("training.loss=huber", "training.loss.delta=2", "training.optimizer=adam")
    assert spec.training.loss == PartSpec("huber", Parameters(delta=2))
    assert spec.training.optimizer == replace(XOR.training.optimizer, name="adam", parameters=Parameters())
    again = with_settings(spec, ["training.optimizer.beta_1=0.5", "training.optimizer.beta_1=0.9"])
    assert again == spec, "a default is not written down"
    # "constant" names a schedule and an initializer: each has the parameters of its own kind
    constant = with_settings(spec, ["network.layers.0.kernel_initializer=constant"])
    constant = with_settings(constant, ["network.layers.0.kernel_initializer.value=2"])
    assert constant.network.layers[0].kernel_initializer == PartSpec("constant", Parameters(value=2))
    with pytest.raises(SettingError):
        with_settings(constant, ["training.optimizer.schedule.value=2"])


def test_a_shape_keeps_the_layers_it_still_has() -> None:
    spec = XOR.with_layer(0, activation="relu", l1=0.5)
    layers = with_settings(spec, ["network.shape=8-4-4"]).network.layers
    assert [layer.units for layer in layers] == [8, 4, 4, 1]
    assert layers[0] == replace(spec.network.layers[0], units=8, key=layers[0].key)
    assert layers[2] == replace(spec.network.layers[1], units=4, key=layers[2].key)
    assert with_settings(spec, ["network.shape=none"]).network.layers == spec.network.layers[-1:]
    alone = with_settings(spec, ["network.shape=none", "network.shape=3"])
    assert alone.network.layers == (LayerSpec(3, key=3), spec.network.layers[-1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("learning_rate=0.1", 'Did you mean "training.optimizer.learning_rate"?'),
        ("training.optimiser.momentum=0.9", 'Did you mean "training.optimizer.momentum"?'),
        ("training.loss.dleta=3", "Known there: name"),
        ("network.layers.9.units=2", "Known there: 0, 1, 2"),
        ("network.layers.0=2", "name what to set in it"),
        ("training.batch_size=x", 'training.batch_size cannot be "x": write a whole number'),
        ("training.shuffle=maybe", "write on or off"),
        ("data.noise=nan", "write a number"),
        ('data.inputs="a,b', "close each quotation mark"),
        ("data.noise=1/0", "write a number"),
        ("network.shape=8-x", "write the units of the hidden layers"),
        ("network.shape=0", "write the units of the hidden layers"),
        ("training=3", "Set one of those"),
        ("xor", '"xor" sets nothing'),
        ("=3", "There is no setting"),
    ],
)
def test_what_cannot_be_set_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SettingError) as caught:
        set_to(text)
    assert said in str(caught.value)
    assert str(caught.value)[-1] in ".?"


def test_the_list_says_what_each_takes() -> None:
    listed = {setting.path: setting for setting in settings_of(XOR)}
    assert listed["training.batch_size"].takes == "a whole number from 1 to 1,000,000"
    assert "exponential_decay" in listed["training.optimizer.schedule"].takes
    assert listed["training.optimizer.nesterov"].takes == "on or off"
    assert listed["training.metrics"].takes.startswith("any of accuracy, ")
    assert "x1^2" in listed["data.features"].takes
    assert listed["network.layers.0.frozen_weights"].takes == "pairs with a colon, such as 0:1,2:0"
    assert listed["network.layers.0.frozen_neurons"].takes == "whole numbers, with commas"
    assert [path for path, setting in listed.items() if not setting.sentence.endswith(".")] == []
    assert listed["network.shape"].value == "6-4"
    assert OptimizerSpec().learning_rate != XOR.training.optimizer.learning_rate
    assert listed["training.optimizer.learning_rate"].value == f"{XOR.training.optimizer.learning_rate:g}"


def test_columns_are_named_with_their_units_in_brackets_or_without() -> None:
    for text in ("petal length (cm), hue", "(petal length (cm),hue)"):
        assert with_settings(ExperimentSpec(), [f"data.inputs={text}"]).data.inputs == ("petal length (cm)", "hue")


@pytest.mark.parametrize("names", [("pixel 1,1", "pixel 1,2"), ('a "b", c', "(d)", "e"), ("petal length (cm)",)])
def test_a_name_with_a_comma_stands_in_quotation_marks(names: tuple[str, ...]) -> None:
    spec = XOR.with_data(inputs=names)
    listed = next(setting for setting in settings_of(spec) if setting.path == "data.inputs")
    assert set_to(f"data.inputs={listed.value}") == spec
    assert set_to('data.inputs= "pixel 1,1" , hue').data.inputs == ("pixel 1,1", "hue")
