// The guide before a form: which matters will be handled, while the questions are being answered.
import { nest, readAnswers } from "./form/answers.js";
import { reads } from "./form/rules.js";
import { compile, truthy } from "./logic.js";
import { readJson, submitByKeys, submitOnce, word } from "./page.js";

const form = document.getElementById("ow-guide-page");
const rules = readJson("ow-guide");
const count = document.getElementById("ow-summary-count");

function say(number) {
  count.textContent = count.dataset.text.replace("{n}", number);
}

/** A theme: a member is in, out, or still open while one of its questions has no answer. */
function followQuestions() {
  const members = rules.members.map((member) => ({
    ...member,
    holds: member.include === undefined ? () => true : compile(member.include),
    questions: member.include === undefined ? [] : [...reads(member.include)].filter((path) => path in rules.fields),
  }));
  const refresh = () => {
    const answers = readAnswers(form, rules.fields);
    const facts = nest(rules.facts, answers);
    let included = 0;
    for (const member of members) {
      const open = member.questions.some((path) => answers[path] === null);
      const state = open ? "open" : truthy(member.holds(facts)) ? "in" : "out";
      const line = form.querySelector(`[data-member="${CSS.escape(member.key)}"]`);
      line.dataset.state = state;
      line.querySelector("[data-state-text]").textContent = word(state);
      included += state === "in";
    }
    say(included);
  };
  form.addEventListener("change", refresh);
  refresh();
}

/** Any set of matters: what is ticked stands in the summary. */
function followChoices() {
  const list = document.getElementById("ow-chosen");
  const none = document.getElementById("ow-chosen-none");
  const model = document.createElement("li");
  model.className = "ow-member-line";
  model.dataset.state = "in";
  const refresh = () => {
    const chosen = [...form.querySelectorAll("[data-choice]:checked")];
    list.replaceChildren(
      ...chosen.map((box) => {
        const line = model.cloneNode();
        const name = document.createElement("span");
        name.className = "ow-lines-main";
        name.textContent = box.dataset.choice;
        line.append(name);
        return line;
      }),
    );
    none.hidden = chosen.length > 0;
    say(chosen.length);
  };
  form.addEventListener("change", refresh);
  refresh();
}

if (rules) followQuestions();
else followChoices();
submitOnce(form);
submitByKeys(form, form.querySelector("[value=start]"));
