// Texts in pieces: markup, placeholders, words; their lengths; and what differs between two of them.

// What is no language, alternatives in the order they win. Lengths are bounded, so that no text takes long.
const MARKUP = String.raw`<!--[\s\S]{0,2000}?-->|<\/?[a-zA-Z](?:[^<>"']{1,400}|"[^"]{0,4000}"|'[^']{0,4000}'){0,200}>|&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});`;
const PLACEHOLDER = [
  String.raw`\{%[^{}]{0,400}%\}`,
  String.raw`\{\{[^{}]{0,400}\}\}`,
  String.raw`\{[\w.$:@\[\]()'"|?-]{0,120}\}`,
  String.raw`\[\[[^\[\]\n]{1,200}\]\]`,
  String.raw`(?<![\d%])%(?:\(\w{1,60}\))?(?:\d{1,2}\$)?[-+#0]{0,2}\d{0,3}(?:\.\d{1,2})?[sdifgxX@](?![A-Za-z\d])`,
  String.raw`(?:https?:\/\/|www\.)[^\s<>"“”]{1,2000}`,
].join("|");
// Characters that nobody sees, and that change how a line reads.
const HIDDEN = String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]`;
const HIDDEN_NAMES = {
  0xad: "soft hyphen", 0x200b: "zero width", 0x200c: "zwnj", 0x200d: "zwj", 0x200e: "lrm", 0x200f: "rlm",
  0x2028: "line sep.", 0x2029: "par. sep.", 0x202a: "lre", 0x202b: "rle", 0x202c: "pdf", 0x202d: "lro", 0x202e: "rlo",
  0x2060: "word joiner", 0x2066: "lri", 0x2067: "rli", 0x2068: "fsi", 0x2069: "pdi", 0xfeff: "bom",
};
const PIECES_OF_TEXT = new RegExp(`(?<placeholder>${PLACEHOLDER})|(?<hidden>${HIDDEN})`, "g");
const PIECES_OF_HTML = new RegExp(`(?<tag>${MARKUP})|(?<placeholder>${PLACEHOLDER})|(?<hidden>${HIDDEN})`, "g");
const BREAKS = /^<(?:br|\/(?:p|li|ul|ol|div|h[1-6]|tr|table|dd|dt|dl|blockquote))\b/i;

/** The pieces of a text, {kind, text}; kind is "text", "tag", "placeholder" or "hidden". Joined they are the text. */
function piecesOf(text, isHtml) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(isHtml ? PIECES_OF_HTML : PIECES_OF_TEXT)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    const kind = match.groups.tag !== undefined ? "tag" : match.groups.placeholder !== undefined ? "placeholder" : "hidden";
    found.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}

/** What a chip says for a piece: a tag's name, a hidden character's. */
function chipLabel(piece) {
  if (piece.kind === "hidden") {
    const code = piece.text.codePointAt(0);
    return HIDDEN_NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  }
  if (piece.kind !== "tag" || piece.text[0] === "&") return piece.text;
  if (piece.text.startsWith("<!--")) return "comment";
  const name = /^<(\/?[\w:-]+)/.exec(piece.text)[1];
  return /\s[^\s/>]/.test(piece.text) ? `${name} …` : name;
}

const ENCODER = new TextEncoder();

/** A text's length in code points, UTF-16 units and UTF-8 bytes. */
function lengthsOf(text) {
  let characters = 0;
  for (const _ of text) characters += 1;
  return { characters, utf16: text.length, bytes: ENCODER.encode(text).length };
}

const segmenters = new Map();

/** The words of a text and what stands between them; joined they are the text. */
function wordsOf(text, locale) {
  if (!("Segmenter" in Intl) || text.length > 50000) return text.match(/\s+|[^\s]+/g) ?? [];
  if (!segmenters.has(locale)) segmenters.set(locale, new Intl.Segmenter(locale, { granularity: "word" }));
  return Array.from(segmenters.get(locale).segment(text), (part) => part.segment);
}

function tokensOf(text, isHtml, locale) {
  return piecesOf(text, isHtml).flatMap((piece) => (piece.kind === "text" ? wordsOf(piece.text, locale) : [piece.text]));
}

// More differing tokens than this are no edit but another text: it is shown as such, and costs nothing.
const MOST_DIFFERING = 600;

/** What became of `before`: a list of {op: "same" | "gone" | "new", text}. */
function differences(before, after, isHtml, locale) {
  const a = tokensOf(before, isHtml, locale), b = tokensOf(after, isHtml, locale);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = shortestEdit(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const found = [];
  const add = (op, text) => {
    if (!text) return;
    if (found.at(-1)?.op === op) found.at(-1).text += text;
    else found.push({ op, text });
  };
  add("same", a.slice(0, start).join(""));
  for (const { op, text } of grouped(middle)) add(op, text);
  add("same", a.slice(a.length - end).join(""));
  return found;
}

/** Runs of changes with what is gone before what is new; a lone space between two changes belongs to them. */
function grouped(edits) {
  const found = [];
  let gone = "", fresh = "", space = "";
  const close = () => {
    if (gone) found.push({ op: "gone", text: gone });
    if (fresh) found.push({ op: "new", text: fresh });
    if (space) found.push({ op: "same", text: space });
    gone = fresh = space = "";
  };
  for (const { op, text } of edits) {
    if (op === "same") {
      if ((gone || fresh) && !space && /^\s+$/.test(text)) space = text;
      else { close(); found.push({ op, text }); }
      continue;
    }
    if (space) { gone += space; fresh += space; space = ""; }
    if (op === "gone") gone += text;
    else fresh += text;
  }
  close();
  return found;
}

/** Myers' shortest edit script (1986) of two lists of tokens; beyond MOST_DIFFERING, all of one for all of the other. */
function shortestEdit(a, b) {
  const whole = [...a.map((text) => ({ op: "gone", text })), ...b.map((text) => ({ op: "new", text }))];
  const most = Math.min(a.length + b.length, MOST_DIFFERING);
  const reach = new Map([[1, 0]]);
  const trace = [];
  for (let depth = 0; depth <= most; depth += 1) {
    trace.push(new Map(reach));
    for (let k = -depth; k <= depth; k += 2) {
      const down = k === -depth || (k !== depth && reach.get(k - 1) < reach.get(k + 1));
      let x = down ? reach.get(k + 1) : reach.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return tracedBack(trace, a, b);
    }
  }
  return whole;
}

function tracedBack(trace, a, b) {
  const found = [];
  let x = a.length, y = b.length;
  for (let depth = trace.length - 1; depth >= 0; depth -= 1) {
    const reach = trace[depth], k = x - y;
    const down = k === -depth || (k !== depth && reach.get(k - 1) < reach.get(k + 1));
    const before = down ? k + 1 : k - 1;
    const startX = depth === 0 ? 0 : reach.get(before), startY = depth === 0 ? 0 : startX - before;
    while (x > startX && y > startY) {
      found.push({ op: "same", text: a[x - 1] });
      x -= 1;
      y -= 1;
    }
    if (depth > 0) found.push(down ? { op: "new", text: b[startY] } : { op: "gone", text: a[startX] });
    x = startX;
    y = startY;
  }
  return found.reverse();
}
