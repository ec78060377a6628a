// What people made of similar texts: shown under the translation, and taken into the editor.

function offersElement(cell) {
  const list = element("ol", { class: "offers", dir: "ltr", lang: "en", "aria-label": "From the memory" });
  for (const [index, offer] of cell.offers.entries()) list.append(offerElement(cell, offer, index));
  return list;
}

function offerElement(cell, offer, index) {
  const { percent, isSubstituted, source, target, asked } = offer;
  const isHtml = asked === null && cell.isHtml; // a segment has no markup of its own
  const said = element("span", { class: "caption" }, `memory ${percent}%${isSubstituted ? ", with the numbers of this source" : ""}`);
  const shown = element("li", {},
    element("button", { type: "button", "data-action": "take", "data-offer": index, title: `Take it into the editor (${index + 1})`, "aria-label": `Take match ${index + 1}` }, String(index + 1)),
    element("div", {}, said, element("bdi", { class: "offered", dir: about.target_dir, lang: about.target_locale }, shownText(target, isHtml))));
  // Which of the cell's texts it is for, and in what the source was another.
  const own = asked ?? cell.source;
  if (source !== own || asked !== null) {
    shown.lastChild.append(element("div", { class: "was", dir: about.source_dir, lang: about.source_locale },
      source === own ? shownText(own, isHtml) : shownDifferences(source, own, isHtml, about.source_locale)));
  }
  return shown;
}

/** Put a match where it belongs in the translation as it is now, in the editor: nothing is kept before it is saved. */
function takeOffer(cell, index) {
  const offer = cell.offers[index];
  if (offer === undefined) {
    say("The memory has no such match for this cell.");
    return;
  }
  const isOpen = editor.cell === cell, now = isOpen ? fieldText() : currentText(cell);
  openEditor(cell, withOffer(cell, now, offer));
  say(`Match ${index + 1} is in the editor: save or cancel.`);
}

function withOffer(cell, now, { start, end, text }) {
  const base = cell.target.trim() === "" ? cell.source : cell.target;
  const isWhole = start === 0 && end === base.length;
  if (isWhole) return text;
  if (now === base || now.trim() === "") return base.slice(0, start) + text + base.slice(end);
  // It was edited meanwhile: the segment may stand elsewhere, or nowhere.
  const old = base.slice(start, end), place = now.indexOf(old);
  const isOnce = place >= 0 && now.indexOf(old, place + 1) < 0;
  return isOnce ? now.slice(0, place) + text + now.slice(place + old.length) : `${now} ${text}`;
}
