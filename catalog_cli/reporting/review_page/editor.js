// The text field in which a translation is written anew. One is open at a time.

// `text` is what stood in the cell when its field was made, `shown` how the field shows that.
const editor = { cell: null, before: null, field: null, text: "", shown: "" };

function editorElement(cell) {
  const text = currentText(cell);
  const field = element("textarea", {
    class: "editor", dir: about.target_dir, lang: about.target_locale, spellcheck: "true", "aria-label": `Translation of ${cell.columnName}`,
  });
  field.value = text;
  Object.assign(editor, { field, text, shown: field.value });
  const figures = element("span", { class: "counter", "aria-live": "off" });
  const count = () => showLengths(figures, cell, fieldText());
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, window.innerHeight * 0.7)}px`;
  };
  field.addEventListener("input", () => { count(); fit(); });
  field.addEventListener("change", keepEditor);
  count();
  requestAnimationFrame(fit);
  const buttons = element("div", { class: "actions open", dir: "ltr", lang: "en" },
    element("button", { type: "button", class: "main", "data-action": "save", title: "Save (Ctrl+Enter)" }, "Save"),
    element("button", { type: "button", "data-action": "cancel", title: "Cancel (Esc)" }, "Cancel"),
    element("button", { type: "button", "data-action": "source", title: "Copy source" }, "Copy source"),
    figures);
  const box = element("div", { class: "editing" }, field, buttons);
  return box;
}

/** A counter against the limit, and the lengths that marketplaces count by. */
function showLengths(figures, cell, text) {
  const lengths = lengthsOf(text);
  const parts = Object.entries(UNITS).map(([unit, name]) => {
    const most = cell.limit && cell.limit[1] === unit ? ` / ${cell.limit[0]}` : "";
    return `${lengths[unit]}${most} ${name}`;
  });
  figures.textContent = parts.join(" · ");
  figures.classList.toggle("over", Boolean(cell.limit) && lengths[cell.limit[1]] > cell.limit[0]);
}

/** The field's text with the line ends that the file has: a text field knows one kind only. */
function fieldText() {
  const text = editor.field.value;
  if (text === editor.shown) return editor.text;
  const model = editor.cell.target || editor.cell.source;
  return model.includes("\r\n") ? text.replace(/\r?\n/g, "\r\n") : text;
}

function openEditor(cell, text = null) {
  if (editor.cell !== null && editor.cell !== cell) closeEditor();
  if (editor.cell === null) {
    editor.cell = cell;
    editor.before = editOf(cell);
  }
  refreshRow(cell);
  if (text !== null) {
    editor.field.value = text;
    editor.field.dispatchEvent(new Event("input"));
  }
  editor.field.focus();
}

/** Keep what stands in the field, so that a reload loses nothing. */
function keepEditor() {
  if (editor.cell === null) return;
  const { cell } = editor, text = fieldText();
  if (text !== currentText(cell)) changeEdit(cell, { target: text, status: editOf(cell).status === "edited" ? "edited" : "" });
  showProgress();
}

function closeEditor({ isKept: wants = true } = {}) {
  const { cell, before } = editor;
  if (cell === null) return;
  if (wants) keepEditor();
  else changeEdit(cell, { target: before.target, status: before.status });
  editor.cell = editor.before = null;
  // Its field goes with the row; a "change" event of that must find no editor.
  editor.field = null;
  refreshRow(cell);
  showProgress();
}
