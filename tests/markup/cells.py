"""HTML cells as shops write them: what is read from each, and the HTML after every block was put in upper case."""

from __future__ import annotations

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell: what it shows, the HTML, the texts of its blocks, and the HTML with these in upper case."""

    about: str
    html: str
    texts: tuple[str, ...]
    upper: str


CELLS = (
    Cell(
        "empty",
        "",
        (),
        "",
    ),
    Cell(
        "white space only",
        " \n ",
        (),
        " \n ",
    ),
    Cell(
        "plain text",
        "Red bag",
        ("Red bag",),
        "RED BAG",
    ),
    Cell(
        "one paragraph",
        "<p>Red bag</p>",
        ("Red bag",),
        "<p>RED BAG</p>",
    ),
    Cell(
        "tag around all words is no code",
        "<p><b>Red bag</b></p>",
        ("Red bag",),
        "<p><b>RED BAG</b></p>",
    ),
    Cell(
        "several tags around all words",
        "<div><p> <strong><em>Red</em></strong> </p></div>",
        ("Red",),
        "<div><p> <strong><em>RED</em></strong> </p></div>",
    ),
    Cell(
        "inline tag in a sentence",
        "<p>A <b>red</b> bag.</p>",
        ("A red bag.",),
        "<p>A <b>RED</b> BAG.</p>",
    ),
    Cell(
        "nested inline tags",
        "<p>See <a href='/x'>our <i>red</i> bags</a> now</p>",
        ("See our red bags now",),
        "<p>SEE <a href='/x'>OUR <i>RED</i> BAGS</a> NOW</p>",
    ),
    Cell(
        "tags that open and close together",
        "<p>A <b><i>red</i></b> bag</p>",
        ("A red bag",),
        "<p>A <b><i>RED</i></b> BAG</p>",
    ),
    Cell(
        "image at the start of a link",
        "<p>Go to <a href='/x'><img src='i.png' alt='Home'> our page</a> now</p>",
        ("Go to our page now", "Home"),
        "<p>GO TO <a href='/x'><img src='i.png' alt='HOME'> OUR PAGE</a> NOW</p>",
    ),
    Cell(
        "image at the end of a link",
        "<p>Go to <a href='/x'>our page <img src='i.png' alt=''></a> now</p>",
        ("Go to our page now",),
        "<p>GO TO <a href='/x'>OUR PAGE <img src='i.png' alt=''></a> NOW</p>",
    ),
    Cell(
        "link around an image only",
        "<p>Buy <a href='/x'><img src='i.png' alt='a cart'></a> today</p>",
        ("Buy today", "a cart"),
        "<p>BUY <a href='/x'><img src='i.png' alt='A CART'></a> TODAY</p>",
    ),
    Cell(
        "br divides lines",
        "Red bag<br>Blue bag<br/>Size: M",
        ("Red bag", "Blue bag", "Size: M"),
        "RED BAG<br>BLUE BAG<br/>SIZE: M",
    ),
    Cell(
        "inline tag across a br",
        "One <b>two<br>three</b> four",
        ("One two", "three four"),
        "ONE <b>TWO<br>THREE</b> FOUR",
    ),
    Cell(
        "list",
        "<ul>\n  <li>Soft</li>\n  <li>Warm &amp; dry</li>\n</ul>",
        ("Soft", "Warm & dry"),
        "<ul>\n  <li>SOFT</li>\n  <li>WARM &amp; DRY</li>\n</ul>",
    ),
    Cell(
        "list without end tags",
        "<ul><li>Soft<li>Warm</ul>",
        ("Soft", "Warm"),
        "<ul><li>SOFT<li>WARM</ul>",
    ),
    Cell(
        "unclosed paragraphs",
        "<p>Soft<p>Warm",
        ("Soft", "Warm"),
        "<p>SOFT<p>WARM",
    ),
    Cell(
        "table",
        "<table><tr><th>Size</th><td>Large</td></tr><tr><th>Weight<td>5 kg</table>",
        ("Size", "Large", "Weight", "5 kg"),
        "<table><tr><th>SIZE</th><td>LARGE</td></tr><tr><th>WEIGHT<td>5 KG</table>",
    ),
    Cell(
        "definition list",
        "<dl><dt>Color<dd>Red<dt>Size<dd>M</dl>",
        ("Color", "Red", "Size", "M"),
        "<dl><dt>COLOR<dd>RED<dt>SIZE<dd>M</dl>",
    ),
    Cell(
        "headings",
        "<h1>Bag</h1><h2 class=x>Care</h2>Wash cold",
        ("Bag", "Care", "Wash cold"),
        "<h1>BAG</h1><h2 class=x>CARE</h2>WASH COLD",
    ),
    Cell(
        "options and buttons",
        "<select><option>Red<option selected>Blue</select><button>Buy now</button>",
        ("Red", "Blue", "Buy now"),
        "<select><option>RED<option selected>BLUE</select><button>BUY NOW</button>",
    ),
    Cell(
        "upper-case tags",
        "<P>A <B>red</B> bag<BR>Soft</P>",
        ("A red bag", "Soft"),
        "<P>A <B>RED</B> BAG<BR>SOFT</P>",
    ),
    Cell(
        "hard-wrapped source",
        "<p>A very\n   soft\r\n\tbag</p>",
        ("A very soft bag",),
        "<p>A VERY SOFT BAG</p>",
    ),
    Cell(
        "spaces that are not line ends stay",
        "<p>A  soft bag</p>",
        ("A  soft bag",),
        "<p>A  SOFT BAG</p>",
    ),
    Cell(
        "white space on both sides of a tag",
        "<p>A <b> red</b> bag</p>",
        ("A red bag",),
        "<p>A <b>RED</b> BAG</p>",
    ),
    Cell(
        "entities",
        "<p>Salt &amp; pepper &lt;new&gt; caf&eacute; &#8364;5 &quot;x&quot;</p>",
        ('Salt & pepper <new> café €5 "x"',),
        '<p>SALT &amp; PEPPER &lt;NEW&gt; CAF&Eacute; &euro;5 "X"</p>',
    ),
    Cell(
        "entities without a semicolon",
        "<p>Salt &amp pepper &copy 2024 AT&T</p>",
        ("Salt & pepper © 2024 AT&T",),
        "<p>SALT &amp; PEPPER © 2024 AT&amp;T</p>",
    ),
    Cell(
        "twice escaped",
        "<p>Write &amp;amp; here</p>",
        ("Write &amp; here",),
        "<p>WRITE &amp;AMP; HERE</p>",
    ),
    Cell(
        "stray signs",
        "<p>5 < 6 & 7 > 2, I <3 it</p>",
        ("5 < 6 & 7 > 2, I <3 it",),
        "<p>5 &lt; 6 &amp; 7 &gt; 2, I &lt;3 IT</p>",
    ),
    Cell(
        "no-break space by name",
        "<p>5&nbsp;kg bag&nbsp;</p>",
        ("5\xa0kg bag",),
        "<p>5&nbsp;KG BAG&nbsp;</p>",
    ),
    Cell(
        "no-break space by number",
        "<p>&#160;5&#160;kg bag</p>",
        ("5\xa0kg bag",),
        "<p>&#160;5&#160;KG BAG</p>",
    ),
    Cell(
        "no-break space by hexadecimal number",
        "<p>5&#xA0;kg bag</p>",
        ("5\xa0kg bag",),
        "<p>5&#xA0;KG BAG</p>",
    ),
    Cell(
        "no-break space as itself",
        "<p>5\xa0kg bag</p>",
        ("5\xa0kg bag",),
        "<p>5\xa0KG BAG</p>",
    ),
    Cell(
        "comment between words",
        "<p>Red <!-- not for sale --> bag</p>",
        ("Red bag",),
        "<p>RED <!-- not for sale --> BAG</p>",
    ),
    Cell(
        "comments around words",
        "<!-- a --><p><!-- b -->Red<!-- c --></p><!-- d > e -->",
        ("Red",),
        "<!-- a --><p><!-- b -->RED<!-- c --></p><!-- d > e -->",
    ),
    Cell(
        "conditional comment",
        "<![if !vml]>Red bag<![endif]><!--[if mso]><p>No</p><![endif]-->",
        ("Red bag",),
        "<![if !vml]>RED BAG<![endif]><!--[if mso]><p>No</p><![endif]-->",
    ),
    Cell(
        "CDATA section",
        "<![CDATA[ if (a > b) ]]><p>Red</p>",
        ("Red",),
        "<![CDATA[ if (a > b) ]]><p>RED</p>",
    ),
    Cell(
        "doctype and processing instruction",
        "<!DOCTYPE html><?xml version='1.0'?><p>Red</p>",
        ("Red",),
        "<!DOCTYPE html><?xml version='1.0'?><p>RED</p>",
    ),
    Cell(
        "script and style",
        "<style>p > a {color: red}</style><p>Red</p><script>if (a < b) { c('<p>no</p>') }</script>",
        ("Red",),
        "<style>p > a {color: red}</style><p>RED</p><script>if (a < b) { c('<p>no</p>') }</script>",
    ),
    Cell(
        "script that never ends",
        "<p>Red</p><script>var a = '<b>';",
        ("Red",),
        "<p>RED</p><script>var a = '<b>';",
    ),
    Cell(
        "template, textarea, iframe",
        "<template><p>No</p></template><textarea>No</textarea><iframe>No</iframe>Red",
        ("Red",),
        "<template><p>No</p></template><textarea>No</textarea><iframe>No</iframe>RED",
    ),
    Cell(
        "icon in a sentence",
        '<p>Ships <svg viewBox="0 0 1 1"><title>no</title><path d="M0"/></svg> today</p>',
        ("Ships today",),
        '<p>SHIPS <svg viewBox="0 0 1 1"><title>no</title><path d="M0"/></svg> TODAY</p>',
    ),
    Cell(
        "code is not language",
        "<p>Use <code>cut &lt;x&gt;</code> to cut</p>",
        ("Use cut <x> to cut",),
        "<p>USE <code>cut &lt;x&gt;</code> TO CUT</p>",
    ),
    Cell(
        "translate=no inline",
        '<p>The <span translate="no">Red Bull</span> cup</p>',
        ("The Red Bull cup",),
        '<p>THE <span translate="no">Red Bull</span> CUP</p>',
    ),
    Cell(
        "class notranslate",
        '<p>The <b class="big notranslate">Red Bull</b> cup</p>',
        ("The Red Bull cup",),
        '<p>THE <b class="big notranslate">Red Bull</b> CUP</p>',
    ),
    Cell(
        "translate=no block",
        '<p>Yes</p><div translate="no"><p title="No">No <b>no</b></p></div><p>Yes</p>',
        ("Yes", "Yes"),
        '<p>YES</p><div translate="no"><p title="No">No <b>no</b></p></div><p>YES</p>',
    ),
    Cell(
        "translate=yes inside",
        '<div translate="no">No<p translate="yes">Yes</p>No</div>Yes',
        ("Yes", "Yes"),
        '<div translate="no">No<p translate="yes">YES</p>No</div>YES',
    ),
    Cell(
        "attributes",
        '<img src="a.png" alt="Red &quot;bag&quot;"><input placeholder=Name><a title=\'It&#39;s\' href="x"></a>',
        ('Red "bag"', "Name", "It's"),
        '<img src="a.png" alt="RED &quot;BAG&quot;"><input placeholder="NAME"><a title=\'IT&#39;S\' href="x"></a>',
    ),
    Cell(
        "value of a button",
        '<input type="submit" value="Buy now"><input type="text" value="keep">',
        ("Buy now",),
        '<input type="submit" value="BUY NOW"><input type="text" value="keep">',
    ),
    Cell(
        "greater-than in quotes",
        '<p title="a > b">Red <a href="x>y">bag</a> here</p>',
        ("a > b", "Red bag here"),
        '<p title="A &gt; B">RED <a href="x>y">BAG</a> HERE</p>',
    ),
    Cell(
        "attribute of an inline tag moves with it",
        '<p>See <a title="Big bags" href="x">bags</a> here</p>',
        ("See bags here", "Big bags"),
        '<p>SEE <a title="BIG BAGS" href="x">BAGS</a> HERE</p>',
    ),
    Cell(
        "Liquid in text",
        '<p>Hi {{ customer.name | default: "<b>you" }}, welcome</p>',
        ('Hi {{ customer.name | default: "<b>you" }}, welcome',),
        '<p>HI {{ customer.name | default: "<b>you" }}, WELCOME</p>',
    ),
    Cell(
        "Liquid tags divide",
        "{% if a < b %}Red{% else %}Blue{% endif %} bag",
        ("Red", "Blue", "bag"),
        "{% if a < b %}RED{% else %}BLUE{% endif %} BAG",
    ),
    Cell(
        "Liquid in tags",
        '<a {% if x > 1 %}class="y"{% endif %} href="{{ url }}" title="Go to {{ name }}">Red</a>',
        ("Go to {{ name }}", "Red"),
        '<a {% if x > 1 %}class="y"{% endif %} href="{{ url }}" title="GO TO {{ name }}">RED</a>',
    ),
    Cell(
        "Liquid comment",
        "{% comment %}<p>No{% endcomment %}<p>Red</p>",
        ("Red",),
        "{% comment %}<p>No{% endcomment %}<p>RED</p>",
    ),
    Cell(
        "misnested inline tags",
        "<p>One <b>two <i>three</b> four</i> five</p>",
        ("One two three four five",),
        "<p>ONE <b>TWO <i>THREE</b> FOUR</i> FIVE</p>",
    ),
    Cell(
        "misnested around one word",
        "<p>A <b><i>red</b></i> bag</p>",
        ("A red bag",),
        "<p>A <b><i>RED</i></b> BAG</p>",
    ),
    Cell(
        "stray end tags",
        "</div>Red</b> bag</p></x>",
        ("Red bag",),
        "</div>RED</b> BAG</p></x>",
    ),
    Cell(
        "unclosed inline tags",
        "<p>A <b>red bag<p>A <i>blue bag",
        ("A red bag", "A blue bag"),
        "<p>A <b>RED BAG<p>A <i>BLUE BAG",
    ),
    Cell(
        "tags of a book",
        "By <author>Ann <id>urn:x:1</id>",
        ("By Ann urn:x:1",),
        "BY <author>ANN <id>URN:X:1</id>",
    ),
    Cell(
        "email in angle brackets",
        "Write to Ann <ann@example.com> today",
        ("Write to Ann today",),
        "WRITE TO ANN <ann@example.com>TODAY",
    ),
    Cell(
        "cell cut off inside a tag",
        "<p>Red bag</p><p>Blue <str",
        ("Red bag", "Blue"),
        "<p>RED BAG</p><p>BLUE <str",
    ),
    Cell(
        "cell cut off inside an attribute",
        '<p>Red</p><a href="http://x.com/a',
        ("Red",),
        '<p>RED</p><a href="http://x.com/a',
    ),
    Cell(
        "tag html.parser cannot read",
        '<p>Red <a href="x"y" z=">bag</a> here</p>',
        ("Red bag here",),
        '<p>RED <a href="x"y" z=">BAG</a> HERE</p>',
    ),
    Cell(
        "empty inline tags",
        "<p>Red<span></span> <b> </b>bag</p>",
        ("Red bag",),
        "<p>RED<span></span> <b></b> BAG</p>",
    ),
    Cell(
        "Word's tags",
        '<p class="MsoNormal">Red bag<o:p>&nbsp;</o:p></p>',
        ("Red bag",),
        '<p class="MsoNormal">RED BAG<o:p>&nbsp;</o:p></p>',
    ),
    Cell(
        "preformatted lines",
        "<pre>Size: M\n  Color: <b>red</b>\n</pre>",
        ("Size: M", "Color: red"),
        "<pre>SIZE: M\n  COLOR: <b>RED</b>\n</pre>",
    ),
    Cell(
        "preformatted code",
        "<pre><code>cut\nit</code></pre>",
        (),
        "<pre><code>cut\nit</code></pre>",
    ),
    Cell(
        "sub and sup",
        "<p>H<sub>2</sub>O, 5 m<sup>2</sup></p>",
        ("H2O, 5 m2",),
        "<p>H<sub>2</sub>O, 5 M<sup>2</sup></p>",
    ),
    Cell(
        "wbr and soft hyphen",
        "<p>Wash<wbr>able bed&shy;spread</p>",
        ("Washable bed\xadspread",),
        "<p>WASH<wbr>ABLE BED\xadSPREAD</p>",
    ),
    Cell(
        "custom element",
        "<p>Red</p><size-guide>Guide</size-guide>",
        ("Red", "Guide"),
        "<p>RED</p><size-guide>GUIDE</size-guide>",
    ),
    Cell(
        "no words",
        "<p>• – 🎉</p><hr><p>&nbsp;</p>",
        (),
        "<p>• – 🎉</p><hr><p>&nbsp;</p>",
    ),
    Cell(
        "other scripts",
        "<p>红色 <b>包</b></p><p dir=rtl>حقيبة <b>حمراء</b></p>",
        ("红色 包", "حقيبة حمراء"),
        "<p>红色 <b>包</b></p><p dir=rtl>حقيبة <b>حمراء</b></p>",
    ),
    Cell(
        "™ € ½ and NA",
        "<p>Acme™ ½ € 007</p><td>NA</td>",
        ("Acme™ ½ € 007", "NA"),
        "<p>ACME™ ½ € 007</p><td>NA</td>",
    ),
    Cell(
        "all-ASCII source with letters as references",
        "<p>Caf&eacute; na&#239;ve</p>",
        ("Café naïve",),
        "<p>CAF&Eacute; NA&Iuml;VE</p>",
    ),
)
