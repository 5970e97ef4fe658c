"""Fields that a register writes itself."""

from django import forms

from commerce.register.widgets import PlainSelect


def test_a_select_lists_choices_and_those_in_groups():
    chosen = [("", "Alla"), ("Fat", [("f1", "Djupt <fat>"), ("f2", "Flatt fat")]), (3, "Tre")]
    field = forms.ChoiceField(choices=chosen, widget=PlainSelect)

    shown = field.widget.render("slag", "f2", {"id": "id_slag"})

    assert '<option value="">Alla</option><optgroup label="Fat">' in shown
    assert (
        '<option value="f1">Djupt &lt;fat&gt;</option><option value="f2" selected>Flatt fat</option></optgroup>'
        in shown
    )
    assert shown.endswith('<option value="3">Tre</option></select>')
