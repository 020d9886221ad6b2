// The back office: long lists are searched, and nothing is sent twice.
import { combobox } from "./combobox.js";
import { submitOnce } from "./page.js";

document.querySelectorAll("select[data-combobox]").forEach(combobox);
document.querySelectorAll("form[data-once]").forEach(submitOnce);
