/** How large things may be, and what happens when they are larger: the numbers of rule_engine.values.limits. */

export const DEPTH = 64;
export const NODES = 5000;
export const OPERATIONS = 100000;
export const TEXT = 100000;
export const ITEMS = 20000;
export const DIGITS = 40;
export const MAGNITUDE = 100;
export const COMPARING = 3;

/** The rule cannot be used. */
export class RuleError extends Error {}

/** The rule, or what it does with these facts, is larger than the limits allow. */
export class BudgetExceeded extends RuleError {}

/** The rule said `throw` and nothing in the rule caught it; `error` is what it threw. */
export class RuleFailed extends Error {
  constructor(error) {
    super("规则中止");
    this.error = error;
  }
}
