// A description as a shop would show it: cleaned, in a frame without scripts, origin or network.

const PREVIEWED = new Set(
  ("a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em " +
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark ol p pre q rp rt ruby s samp section " +
    "small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr").split(" "),
);
// Their text is no text of the page.
const DROPPED = new Set("script style template iframe object embed noscript svg math head title textarea select".split(" "));
const PREVIEWED_ATTRIBUTES = new Set(["dir", "lang", "colspan", "rowspan", "start", "reversed", "datetime"]);
const BODY_STYLE = byId("preview-style").textContent;

// With Trusted Types, no other place of this page could turn a text into HTML.
const htmlPolicy = "trustedTypes" in window
  ? window.trustedTypes.createPolicy("catalog-preview", { createHTML: (text) => text })
  : { createHTML: (text) => text };

/** The HTML of a text with nothing left in it that acts or loads: only known tags, made anew, and escaped texts. */
function cleanedHtml(text) {
  let made = "", dropped = null;
  for (const piece of piecesOf(text, true)) {
    const tag = piece.kind === "tag" ? /^<(\/?)([\w:-]+)/.exec(piece.text) : null;
    if (tag === null) {
      // An entity stands for a character, a comment for nothing.
      if (dropped === null && !piece.text.startsWith("<!--")) made += piece.kind === "tag" ? piece.text : escapedHtml(piece.text);
      continue;
    }
    const name = tag[2].toLowerCase(), isEnd = tag[1] === "/";
    if (dropped !== null) {
      if (isEnd && name === dropped) dropped = null;
    } else if (DROPPED.has(name)) {
      if (!isEnd && !piece.text.endsWith("/>")) dropped = name;
    } else if (name === "img") {
      made += `<span class="picture">${escapedHtml(attributesOf(piece.text).get("alt") || "picture")}</span>`;
    } else if (PREVIEWED.has(name)) {
      made += isEnd ? `</${name}>` : `<${name}${keptAttributes(piece.text)}>`;
    }
  }
  return made;
}

function attributesOf(tag) {
  const found = new Map();
  for (const [, name, quoted, single, bare] of tag.matchAll(/\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g)) {
    found.set(name.toLowerCase(), quoted ?? single ?? bare);
  }
  return found;
}

function keptAttributes(tag) {
  const kept = [...attributesOf(tag)].filter(([name]) => PREVIEWED_ATTRIBUTES.has(name));
  return kept.map(([name, value]) => ` ${name}="${escapedHtml(value)}"`).join("");
}

function escapedHtml(text) {
  return text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);
}

/** A frame that shows a text as HTML in the locale's direction. */
function previewFrame(text, locale, direction) {
  const frame = element("iframe", { class: "preview", sandbox: "", title: "Preview", loading: "eager", referrerpolicy: "no-referrer" });
  const page = `<!DOCTYPE html><html lang="${attribute(locale)}" dir="${attribute(direction)}"><head><meta charset="utf-8">` +
    `<style>${BODY_STYLE}</style></head><body>${cleanedHtml(text)}</body></html>`;
  frame.srcdoc = htmlPolicy.createHTML(page);
  return frame;
}

function attribute(text) {
  return String(text).replace(/[^\w-]/g, "");
}
