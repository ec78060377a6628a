// Replacing a text in all cells that are shown, with a look at what would change first.

const MOST_PREVIEWED = 50;
let planned = [];
let undoable = [];

function plannedReplacements() {
  const find = byId("find").value, isRegex = byId("find-regex").checked;
  if (find === "") return [];
  const pattern = patternOf(isRegex ? find : escapedPattern(find), byId("find-case").checked ? "gu" : "giu");
  if (pattern === null) return null;
  const by = byId("with").value;
  const found = [];
  for (const cell of shownCells) {
    const before = currentText(cell);
    const after = before.replace(pattern, isRegex ? by : () => by);
    if (after !== before) found.push({ cell, before, after });
  }
  return found;
}

function previewReplacements() {
  const found = plannedReplacements();
  planned = found ?? [];
  byId("replace-all").disabled = planned.length === 0;
  byId("replace-count").textContent = found === null ? "This is no regular expression yet."
    : byId("find").value === "" ? "" : `${plural(planned.length, "cell")} would change.` +
      (planned.length > MOST_PREVIEWED ? ` The first ${MOST_PREVIEWED}:` : "");
  byId("replace-preview").replaceChildren(...planned.slice(0, MOST_PREVIEWED).map(({ cell, before, after }) =>
    element("p", { dir: about.target_dir, lang: about.target_locale }, shownDifferences(before, after, cell.isHtml, about.target_locale))));
}

function replaceAll() {
  undoable = planned.map(({ cell }) => ({ cell, edit: editOf(cell) }));
  for (const { cell, after } of planned) changeEdit(cell, { target: after });
  say(`${plural(planned.length, "cell")} changed.`);
  byId("undo").hidden = undoable.length === 0;
  afterMany();
}

function undoReplace() {
  for (const { cell, edit } of undoable) changeEdit(cell, { ...edit });
  say(`${plural(undoable.length, "cell")} changed back.`);
  undoable = [];
  byId("undo").hidden = true;
  afterMany();
}

function afterMany() {
  planned = [];
  for (const chunk of chunks) {
    if (!chunk.isFilled) continue;
    chunk.isFilled = false;
    fillChunk(chunk);
  }
  showProgress();
}
