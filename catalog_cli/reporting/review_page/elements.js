// Elements from texts. Nothing here reads HTML: what a catalog says is only ever a text.

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function say(text) {
  byId("said").textContent = text;
}

function warn(text) {
  byId("warning").textContent = text;
  byId("warning").hidden = false;
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

// A page of this length is read by nobody at a glance; the rest is one press away.
const MOST_SHOWN = 4000;

/** A text with chips for markup and placeholders; `marked` are {pattern, class, title} to highlight in its words. */
function shownText(text, isHtml, marked = []) {
  const shown = document.createDocumentFragment();
  const cut = text.length > MOST_SHOWN ? text.slice(0, MOST_SHOWN) : text;
  shown.append(shownPieces(cut, isHtml, marked));
  if (cut !== text) {
    const more = element("button", { type: "button", class: "more" }, `… show all ${text.length.toLocaleString("en")} characters`);
    more.addEventListener("click", () => {
      more.replaceWith(shownPieces(text.slice(MOST_SHOWN), isHtml, marked));
    });
    shown.append(more);
  }
  return shown;
}

function shownPieces(text, isHtml, marked) {
  const shown = document.createDocumentFragment(), pieces = piecesOf(text, isHtml);
  for (const [index, piece] of pieces.entries()) {
    shown.append(shownPiece(piece, marked));
    const endsBlock = piece.kind === "tag" && BREAKS.test(piece.text);
    if (endsBlock && index + 1 < pieces.length && !/^[ \t]*\r?\n/.test(pieces[index + 1].text)) shown.append(element("br"));
  }
  return shown;
}

function shownPiece(piece, marked) {
  if (piece.kind === "text") return highlighted(piece.text, marked);
  if (piece.kind === "tag" && piece.text[0] === "&") return element("span", { class: "chip entity", dir: "ltr" }, piece.text);
  return element("bdi", { class: `chip ${piece.kind}`, dir: "ltr", title: piece.text.slice(0, 300) }, chipLabel(piece));
}

function highlighted(text, marked) {
  const shown = document.createDocumentFragment();
  let rest = [{ text, mark: null }];
  for (const mark of marked) {
    rest = rest.flatMap((part) => (part.mark === null ? splitBy(part.text, mark) : [part]));
  }
  for (const part of rest) {
    shown.append(part.mark === null ? part.text : element("mark", { class: part.mark.class, title: part.mark.title }, part.text));
  }
  return shown;
}

function splitBy(text, mark) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(mark.pattern)) {
    if (match[0] === "") continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), mark: null });
    parts.push({ text: match[0], mark });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), mark: null });
  return parts;
}

/** What differs between two texts, with what is gone struck out; chips as in any text. */
function shownDifferences(before, after, isHtml, locale) {
  const shown = document.createDocumentFragment();
  for (const { op, text } of differences(before, after, isHtml, locale)) {
    const body = shownText(text, isHtml);
    if (op === "same") shown.append(body);
    else if (op === "new") shown.append(element("ins", {}, body));
    else shown.append(element("del", {}, body));
  }
  return shown;
}

function escapedPattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
