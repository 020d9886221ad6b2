// Evaluates pairs [rule, facts] with logic.js and gives outcomes as tests/rule_engine/plainly.py does.
// In Node: reads JSON from standard input, writes JSON to standard output. In a browser: import { outcomes }.

const isNode = typeof process !== "undefined" && process.versions?.node;
const url = isNode ? new URL("../../platform/onewindow/web/static/js/logic.js", import.meta.url) : "/js/logic.js";
const { BudgetExceeded, Decimal, evaluate, RuleError, RuleFailed } = await import(url);

const plainly = (value) => {
  if (typeof value === "number" || value instanceof Decimal) return { number: evaluate({ cat: [{ var: "" }] }, value) };
  if (Array.isArray(value)) return value.map(plainly);
  if (value === null || typeof value !== "object") return value;
  return { object: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainly(each)])) };
};

const outcome = ([rule, facts]) => {
  const before = JSON.stringify(facts);
  try {
    const value = evaluate(rule, facts);
    return JSON.stringify(facts) === before ? { value: plainly(value) } : { changed: true };
  } catch (failure) {
    if (failure instanceof RuleFailed) return { failed: plainly(failure.error) };
    if (failure instanceof BudgetExceeded) return { budget: true };
    if (failure instanceof RuleError) return { invalid: true };
    return { crashed: String(failure.stack) };
  }
};

export const outcomes = (pairs) => pairs.map(outcome);

if (isNode) {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
  process.stdout.write(JSON.stringify(outcomes(JSON.parse(text))));
}
