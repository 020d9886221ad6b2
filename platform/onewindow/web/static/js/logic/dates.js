/** Dates as ISO texts, counted in days from a day 0: neither the browser's clock nor its time zone is asked. */

import { isObject, owns, size, walk } from "./values.js";

const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][^\n]{0,40})?$/u;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MOST_DAYS = 4000000;
const MOST_MONTHS = 200000;
const MOST_WORKING_DAYS = 10000;
const PER_DAY = 4;

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthLength = (year, month) => (month === 2 && isLeap(year) ? 29 : MONTHS[month - 1]);

/** The date a text gives, null when it gives none. */
export const day = (value) => {
  const match = typeof value === "string" ? ISO.exec(value) : null;
  if (!match) return null;
  const [year, month, ofMonth] = match.slice(1, 4).map(Number);
  const exists = year >= 1 && month >= 1 && month <= 12 && ofMonth >= 1 && ofMonth <= monthLength(year, month);
  return exists ? { year, month, day: ofMonth } : null;
};

/** The days up to a date of the Gregorian calendar, from 1 March of the year 0. */
export const ordinal = ({ year, month, day: ofMonth }) => {
  const y = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + ofMonth - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear;
};

const FIRST = ordinal({ year: 1, month: 1, day: 1 });
const LAST = ordinal({ year: 9999, month: 12, day: 31 });

const fromOrdinal = (count) => {
  const era = Math.floor(count / 146097);
  const rest = count - era * 146097;
  const y = Math.floor((rest - Math.floor(rest / 1460) + Math.floor(rest / 36524) - Math.floor(rest / 146096)) / 365);
  const ofYear = rest - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = y + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1 };
};

const two = (count) => String(count).padStart(2, "0");

/** A date as a text, null for none. */
export const iso = (date) => date && `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}`;

const addDays = (start, days) => {
  const reached = ordinal(start) + days;
  return Math.abs(days) <= MOST_DAYS && reached >= FIRST && reached <= LAST ? fromOrdinal(reached) : null;
};

/** The same day so many months later, or the last day of a shorter month. */
const addMonths = (start, months) => {
  const all = start.year * 12 + start.month - 1 + months;
  const [year, month] = [Math.floor(all / 12), (((all % 12) + 12) % 12) + 1];
  if (Math.abs(months) > MOST_MONTHS || year < 1 || year > 9999) return null;
  return { year, month, day: Math.min(start.day, monthLength(year, month)) };
};

const fullMonths = (start, end) => {
  if (ordinal(end) < ordinal(start)) return 0 - fullMonths(end, start);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return ordinal(addMonths(start, months)) <= ordinal(end) ? months : months - 1;
};

/** Full years of age; null before birth. */
export const age = (birth, on) => {
  if (ordinal(on) < ordinal(birth)) return null;
  const before = on.month < birth.month || (on.month === birth.month && on.day < birth.day);
  return on.year - birth.year - (before ? 1 : 0);
};

const isYear = ([year, days]) => {
  if (!/^[0-9]{4}$/.test(year) || (days !== null && !isObject(days))) return false;
  return Object.entries(days ?? {}).every(
    ([date, worked]) => date.length === 5 && day(`${year}-${date}`) && typeof worked === "boolean",
  );
};

/** The fact `calendar` of the whole record, charged for reading it and for the days to be counted; {} when it is none. */
const workingDays = (frame, days) => {
  const record = frame.root().data;
  const calendar = isObject(record) ? walk(record, ["calendar"]) : null;
  const years = isObject(calendar) ? Object.values(calendar) : [];
  frame.charge(PER_DAY * days + years.reduce((sum, year) => sum + size(year), 0));
  return isObject(calendar) && Object.entries(calendar).every(isYear) ? calendar : {};
};

/** Whether a day is worked; null where its year is not in the calendar. */
const isWorked = (calendar, count) => {
  if (count < FIRST || count > LAST) return null;
  const written = iso(fromOrdinal(count));
  const [year, date] = [written.slice(0, 4), written.slice(5)];
  if (!owns(calendar, year)) return null;
  const days = calendar[year] ?? {};
  return owns(days, date) ? days[date] : (count + 2) % 7 < 5;
};

const addWorkingDays = (frame, start, count) => {
  if (Math.abs(count) > MOST_WORKING_DAYS) return null;
  const calendar = workingDays(frame, Math.abs(count));
  let now = ordinal(start);
  for (let left = Math.abs(count); left > 0; ) {
    now += Math.sign(count);
    const worked = isWorked(calendar, now);
    if (worked === null) return null;
    left -= worked ? 1 : 0;
  }
  return fromOrdinal(now);
};

const countWorkingDays = (frame, start, end) => {
  const [a, b] = [ordinal(start), ordinal(end)];
  if (Math.abs(b - a) > 2 * MOST_WORKING_DAYS) return null;
  const calendar = workingDays(frame, Math.abs(b - a));
  const [first, last] = b >= a ? [a + 1, b] : [b, a - 1];
  let count = 0;
  for (let now = first; now <= last; now += 1) {
    const worked = isWorked(calendar, now);
    if (worked === null) return null;
    count += worked ? 1 : 0;
  }
  return b >= a ? count : 0 - count;
};

/** The date so many units later; null when it cannot be told. */
export const moved = (frame, start, count, unit) => {
  if (unit === "day") return addDays(start, count);
  if (unit === "month") return addMonths(start, count);
  if (unit === "year") return addMonths(start, count * 12);
  return unit === "working_day" ? addWorkingDays(frame, start, count) : null;
};

/** How many units from start to end; null when it cannot be told. */
export const distance = (frame, start, end, unit) => {
  if (unit === "day") return ordinal(end) - ordinal(start);
  if (unit === "month") return fullMonths(start, end);
  if (unit === "year") return Math.trunc(fullMonths(start, end) / 12) + 0;
  return unit === "working_day" ? countWorkingDays(frame, start, end) : null;
};
