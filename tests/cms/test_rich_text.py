import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import RICH_TEXT
from cms.intake.rich_text import from_html


@pytest.mark.parametrize(
    ("case", "html", "expected"),
    [
        ("nothing", "  ", ""),
        ("plain text", "En kopp.\nTål disk", "<p>En kopp. Tål disk</p>"),
        ("plain paragraphs", "Ett.\r\n\r\nTvå.", "<p>Ett.</p><p>Två.</p>"),
        ("ampersand", "Lykta & Lera", "<p>Lykta &amp; Lera</p>"),
        ("names of tags", "<p><strong>Fet</strong> och <em>kursiv</em></p>", "<p><b>Fet</b> och <i>kursiv</i></p>"),
        ("headings", "<h1>Stort</h1><h4>Litet</h4>", "<h3>Stort</h3><h3>Litet</h3>"),
        ("loose text", "Först <p>sen</p> sist", "<p>Först</p><p>sen</p><p>sist</p>"),
        ("list", "<ul><li>ett</li> <li><p>två</p></li></ul>", "<ul><li>ett</li><li>två</li></ul>"),
        ("nested list", "<ol><li>a<ul><li>b</li></ul></li></ol>", "<ol><li>a</li><li>b</li></ol>"),
        ("table", "<table><tr><td>Höjd</td><td>8 cm</td></tr></table>", "<p>Höjd 8 cm</p>"),
        ("line breaks", "<div>ett<br>två<br><br></div>", "<p>ett<br/>två</p>"),
        (
            "link",
            '<a href="https://x.example/?a=1&b=2" onclick="x()">hit</a>',
            '<p><a href="https://x.example/?a=1&amp;b=2">hit</a></p>',
        ),
        ("unclosed", "<p><b>Fet<p>igen", "<p><b>Fet</b></p><p><b>igen</b></p>"),
        ("empty marks", "<p><b> </b>&nbsp;</p><p></p>", ""),
        ("script", "<p>Ja<script>alert(1)</script></p>", "<p>Ja</p>"),
        ("style and frames", "<style>p{}</style><iframe src=x>y</iframe><svg onload=x()>z</svg>Ja", "<p>Ja</p>"),
        ("address that runs", '<a href="javascript:alert(1)">klicka</a>', "<p>klicka</p>"),
        ("address in disguise", '<a href=" java&#115;cript:alert(1)">klicka</a>', "<p>klicka</p>"),
        ("picture", '<p>A<img src=x onerror="alert(1)">B</p>', "<p>AB</p>"),
        ("escaped markup stays words", "<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
    ],
)
def test_html_becomes_what_an_editor_could_have_written(case, html, expected):
    assert from_html(html) == expected
    assert from_html(from_html(html)) == from_html(html)


def test_the_editor_writes_it_back_as_it_was():
    html = from_html("<h2>Om</h2>Text <b>fet</b><ul><li>ett</li></ul><a href='https://x.example/'>hit</a>")
    converter = ContentstateConverter(features=RICH_TEXT)

    again = converter.to_database_format(converter.from_database_format(html))

    assert [part.split(">", 1)[1] for part in again.split("data-block-key")[1:]] == [
        "Om</h3><p ",
        "Text <b>fet</b></p><ul><li ",
        "ett</li></ul><p ",
        '<a href="https://x.example/">hit</a></p>',
    ]
