// Keys: the elements of a page say which key acts on them (data-key); while a field is written in, keys are letters.
"use strict";
(() => {
  const FIELD = "textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])";
  let left = false; // once something has been sent, keys wait for the next page

  const inField = (element) => element instanceof Element && (element.matches(FIELD) || element.isContentEditable);

  const turn = (select) => {
    select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const move = (list, step) => {
    const items = [...list.querySelectorAll("[data-item]")];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[at === -1 ? (step > 0 ? 0 : items.length - 1) : at + step];
    if (next) next.focus();
  };

  const copy = (button) => {
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      const told = document.getElementById("told");
      if (told) told.textContent = "copied";
    });
  };

  const act = (element) => {
    if (element.dataset.step) move(document.querySelector("[data-list]"), Number(element.dataset.step));
    else if (element.dataset.copy) copy(element);
    else if (element.matches("select[data-turn]")) turn(element);
    else if (inField(element)) {
      element.closest("details")?.setAttribute("open", "");
      element.focus();
      element.select?.();
    } else element.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (inField(event.target)) {
      const line = event.target.matches("input") && event.target.form?.matches("[data-careful]");
      if (event.key === "Escape" || (event.key === "Enter" && line)) {
        event.preventDefault();
        event.target.blur();
      }
      return;
    }
    if (left) return;
    const element = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
    if (!element) return;
    event.preventDefault();
    act(element);
  });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-copy]") : null;
    if (button && event.isTrusted) copy(button);
  });
  document.addEventListener("submit", () => { left = true; });
  window.addEventListener("pageshow", () => { left = false; });
})();
