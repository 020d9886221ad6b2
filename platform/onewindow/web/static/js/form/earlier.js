// Once the applicant's number is filled in, ask what was given before; the answer is drawn by the server.
const form = document.getElementById("ow-form-page");
let asked = "";

async function ask() {
  const box = document.getElementById("ow-earlier");
  const control = form.elements.namedItem(box.dataset.subject);
  const number = control ? control.value.trim() : "";
  if (!number || number === asked) return;
  asked = number;
  const body = new FormData(form);
  for (const name of new Set(body.keys())) if (body.get(name) instanceof File) body.delete(name);
  body.set("action", "earlier");
  const token = document.querySelector("meta[name='csrf-token']").content;
  const headers = { "X-CSRFToken": token, "X-Requested-With": "fetch" };
  try {
    const answer = await fetch(box.dataset.url, { method: "POST", body, headers, redirect: "manual" });
    if (!answer.ok || document.getElementById("ow-earlier") !== box) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("ow-earlier");
    if (fresh) box.replaceWith(fresh);
  } catch {
    asked = ""; // no connection: the button still works
  }
}

if (form && document.getElementById("ow-earlier")) {
  form.addEventListener("change", (event) => {
    if (event.target.name && event.target.name === document.getElementById("ow-earlier").dataset.subject) ask();
  });
  // A quick hand was there before this script.
  const control = form.elements.namedItem(document.getElementById("ow-earlier").dataset.subject);
  if (control && control.value !== control.defaultValue && control !== document.activeElement) ask();
}
