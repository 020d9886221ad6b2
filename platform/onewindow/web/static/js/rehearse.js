// The rehearsal, one matter a request, with a bar that moves. Without it the page's button goes on by two matters each time.
const form = document.getElementById("ow-rehearse");
const cell = (text, tag = "td") => Object.assign(document.createElement(tag), { textContent: text });

function row(line) {
  const body = document.querySelector("#ow-played tbody");
  const heads = [...document.querySelectorAll("#ow-played thead th")].map((each) => each.textContent);
  const made = document.createElement("tr");
  const word = body.dataset[line.state];
  const cells = [cell(line.name, "th"), cell(line.example), cell(line.said ? `${word}：${line.said}` : word), cell(line.steps), cell(line.papers)];
  cells[0].scope = "row";
  cells.forEach((each, at) => {
    each.dataset.label = heads[at];
  });
  made.append(...cells);
  body.append(made);
}

async function play(keys) {
  const bar = document.getElementById("ow-progress");
  const said = document.getElementById("ow-rehearsed");
  document.getElementById("ow-played").hidden = false;
  document.getElementById("l-progress").hidden = bar.hidden = false;
  for (; keys.length; keys.shift()) {
    said.textContent = `${form.dataset.doing} ${bar.value + 1} / ${bar.max}`;
    const body = new FormData(form);
    body.set("matter", keys[0]);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    (await answer.json()).lines.forEach(row);
    bar.value += 1;
  }
  said.textContent = form.dataset.done;
}

if (form) {
  let keys = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    keys = keys || [...form.querySelectorAll("[name=matter]")].map((each) => each.value);
    button.disabled = true;
    try {
      await play(keys);
    } catch {
      document.getElementById("ow-rehearsed").textContent = form.dataset.failed;
      button.disabled = false;
    }
  });
}
