// Watching a batch of paper without reloading, and ticking cases for one. Without this script: the links and the radio buttons.

import { submitOnce } from "./page.js";

const EVERY = 1000;
const LONGEST = 15000;

/** Ask how far the batch is until it has ended; then show the page with the file. */
function watch(sheet) {
  const bar = sheet.querySelector("[data-batch-bar]");
  const said = sheet.querySelector("[data-batch-said]");
  let wait = EVERY;

  const show = (state) => {
    bar.value = state.done + state.failed;
    for (const place of sheet.querySelectorAll("[data-batch-count]")) place.textContent = state[place.dataset.batchCount];
  };

  const ask = async () => {
    try {
      const answer = await fetch(sheet.dataset.batch, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const state = await answer.json();
      wait = EVERY;
      said.textContent = "";
      show(state);
      if (state.ended) {
        location.reload();
        return;
      }
    } catch {
      wait = Math.min(wait * 2, LONGEST);
      said.textContent = sheet.dataset.lost;
    }
    setTimeout(ask, wait);
  };

  setTimeout(ask, EVERY);
}

for (const sheet of document.querySelectorAll("[data-batch]")) watch(sheet);
for (const form of document.querySelectorAll("form[data-once]")) submitOnce(form);
for (const table of document.querySelectorAll("[data-picks]")) {
  table.addEventListener("change", () => {
    document.querySelector(table.dataset.picks).checked = true;
  });
}
